//! A person's day on a bad network: thousands of steps through the client and the store, against the reference
//! server's router in this process, where requests are delayed, dropped, cut off, refused, lied to, and the server
//! comes and goes. After each calm the store has to equal the server, whatever was said yes to has to be there, nothing
//! may have been sent twice, no error unseen, and nothing may wait for ever.
//!
//! `VITRINE_SEED` begins elsewhere and `VITRINE_STEPS` goes on for longer; a failure says with which seed it comes back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod calm;
mod chance;
mod net;
mod person;
mod time;

use std::{collections::BTreeMap, rc::Rc};

use vitrine_server::{Data, Options, app};

use chance::Chance;
use net::Net;
use person::Person;
use time::World;

/// So many steps are one day; the next one begins on a new server with the next seed.
const DAY: u32 = 500;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect(name))
}

#[test]
fn whatever_goes_wrong_the_store_ends_up_as_the_server_is() {
    let (seed, steps) = (setting("VITRINE_SEED", 1), setting("VITRINE_STEPS", 10_000));
    let mut world = World::new();
    let mut totals = Totals::default();
    for day in 0..steps.div_ceil(u64::from(DAY)) {
        live(&mut world, seed + day, &mut totals);
    }
    println!("{totals:?}");
    assert!(totals.acknowledged > totals.errors / 20, "hardly anything succeeds: {totals:?}");
}

#[derive(Debug, Default)]
struct Totals {
    steps: u32,
    calms: u32,
    acknowledged: u32,
    errors: u32,
    requests: u32,
    fates: BTreeMap<net::Fate, u32>,
}

fn live(world: &mut World, seed: u64, totals: &mut Totals) {
    let chance = Rc::new(Chance::new(seed));
    let router = app(&Options { data: Data::Demo, ..Options::default() }).unwrap();
    let net = Rc::new(Net::new(world.clock.clone(), chance.clone(), router));
    let person = Person::new(net.clone(), chance.clone());
    let mut done = Vec::new();
    for step in 1..=DAY {
        done.push(person.act(step));
        let pause = *chance.one(&[0, 1, 30, 300, 2_000, 12_000]);
        world.run_for(chance.below(pause + 1) as u64);
        person.see_bulk();
        if chance.percent(4) || step == DAY {
            let checked = calm::calm(world, &person);
            if let Err(problem) = checked {
                let last = done.iter().rev().take(60).rev().copied().collect::<Vec<_>>().join(", ");
                panic!("VITRINE_SEED={seed} VITRINE_STEPS={DAY}, step {step}: {problem}\n{last}");
            }
            totals.calms += 1;
            done.clear();
        }
    }
    let notes = person.notes.borrow();
    totals.steps += DAY;
    totals.acknowledged += notes.acknowledged;
    totals.errors += notes.errors;
    for (fate, times) in net.fates.borrow().iter() {
        *totals.fates.entry(*fate).or_default() += times;
        totals.requests += times;
    }
    // What this day holds of itself goes before the next one.
    person.auth.switch_to(None);
    person.bulk.forget();
    drop(notes);
    drop(person);
    world.settle();
}
