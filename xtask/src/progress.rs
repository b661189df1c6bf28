//! Showing that a step goes on.

use std::{
    io::{IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

/// `name … seconds`, on a terminal counting.
pub(crate) struct Progress<'a> {
    name: &'a str,
    start: Instant,
    shown: u64,
    terminal: bool,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(name: &'a str) -> Self {
        let terminal = std::io::stderr().is_terminal();
        if terminal {
            eprint!("{name} …");
        }
        Self { name, start: Instant::now(), shown: 0, terminal }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    pub(crate) fn tick(&mut self) {
        let seconds = self.start.elapsed().as_secs();
        if self.terminal && seconds > self.shown {
            eprint!("\r{} … {seconds} s", self.name);
            let _ = std::io::stderr().flush();
            self.shown = seconds;
        } else if !self.terminal && seconds >= self.shown + 30 {
            eprintln!("{} … {seconds} s so far", self.name);
            self.shown = seconds;
        }
    }

    pub(crate) fn end(&self, success: bool) {
        let clear = if self.terminal { "\r" } else { "" };
        let mark = if success { "" } else { ", failed" };
        eprintln!("{clear}{} … {:.1} s{mark}", self.name, self.start.elapsed().as_secs_f64());
    }
}
