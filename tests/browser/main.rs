//! What a person does, in a real browser under the strict policy: each test is one task of theirs, and each
//! ends with an accessibility audit. `cargo xtask test` sets what they need.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

/// The tests of a file, by name.
macro_rules! tasks {
    ($($task:ident),* $(,)?) => {
        pub(super) fn tasks() -> Vec<libtest_mimic::Trial> {
            vec![$(super::support::task(stringify!($task), $task)),*]
        }
    };
}

mod archive;
mod broken;
mod bulk;
mod chaos;
mod create;
mod day;
mod delete;
mod early;
mod element;
mod embed;
mod extras;
mod failures;
mod faults;
mod find;
mod frame;
mod gateway;
mod hosted;
mod keyboard;
mod keys;
mod languages;
mod media;
mod paging;
mod pictures;
mod portal;
mod pseudo;
mod report;
mod servers;
mod share;
mod shifts;
mod support;
mod themes;
mod trees;
mod wcag;
mod widths;

use libtest_mimic::Arguments;

fn main() {
    // Which one the driver's client takes can't be told by itself where the gateway is linked too.
    rustls::crypto::ring::default_provider().install_default().expect("nobody has chosen one yet");
    let mut arguments = Arguments::from_args();
    // More browsers than processors only wait for each other.
    arguments.test_threads.get_or_insert(2);
    let tasks = [
        paging::tasks(),
        media::tasks(),
        archive::tasks(),
        broken::tasks(),
        share::tasks(),
        create::tasks(),
        delete::tasks(),
        early::tasks(),
        extras::tasks(),
        element::tasks(),
        embed::tasks(),
        find::tasks(),
        frame::tasks(),
        gateway::tasks(),
        hosted::tasks(),
        keyboard::tasks(),
        keys::tasks(),
        languages::tasks(),
        pseudo::tasks(),
        bulk::tasks(),
        chaos::tasks(),
        report::tasks(),
        day::tasks(),
        failures::tasks(),
        faults::tasks(),
        shifts::tasks(),
        widths::tasks(),
        themes::tasks(),
        trees::tasks(),
        pictures::tasks(),
        wcag::tasks(),
    ];
    let mut tasks: Vec<_> = tasks.into_iter().flatten().collect();
    if std::env::var("VITRINE_TASKS").as_deref() == Ok("main") {
        tasks.retain(|task| support::MAIN.contains(&task.name()));
        assert_eq!(tasks.len(), support::MAIN.len(), "each main task is one test");
    }
    let conclusion = libtest_mimic::run(&arguments, tasks);
    support::end();
    conclusion.exit();
}
