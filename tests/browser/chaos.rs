//! A person's tasks in a browser on a bad network, by chance that can be repeated: what is clicked and what fails come
//! from a seed. After each calm the screen has to equal the server, whatever was told has to be so, nothing may have been
//! sent twice, no error unseen, and nothing may wait for ever.
//!
//! `VITRINE_SEED` begins elsewhere and `VITRINE_STEPS` goes on for longer (`cargo xtask chaos`).

mod calm;
#[path = "../chaos/chance.rs"]
mod chance;
mod deeds;
mod person;
mod site;

use person::Person;

tasks![whatever_fails_the_screen_ends_up_as_the_server_is];

/// So many steps are one day; the next one begins on a new server with the next seed.
const DAY: u64 = 50;

pub(super) fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect(name))
}

async fn whatever_fails_the_screen_ends_up_as_the_server_is() {
    let (seed, steps) = (number("VITRINE_SEED", 1), number("VITRINE_STEPS", 200));
    let mut all = person::Figures::default();
    for day in 0..steps.div_ceil(DAY) {
        let mut person = Person::new(seed + day).await;
        let last = DAY.min(steps - day * DAY);
        for step in 1..=last {
            person.act().await;
            if person.chance.percent(6) || step == last {
                calm::calm(&mut person).await.unwrap_or_else(|problem| panic!("{problem}"));
                person.figures.calms += 1;
            }
        }
        all.add(&person.end().await);
        println!("seed {}: {all:?}", seed + day);
    }
    assert!(all.told > all.steps / 20, "hardly anything succeeds: {all:?}");
}
