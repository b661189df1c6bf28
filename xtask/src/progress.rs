//! Showing that steps go on, one or several at a time.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// The steps under way, by name.
static ACTIVE: Mutex<Vec<(String, Instant)>> = Mutex::new(Vec::new());

/// Clears a terminal's line.
const CLEAR: &str = "\r\x1b[K";

/// A step under way: `name … seconds`, on a terminal counting, elsewhere every half minute.
pub(crate) struct Progress {
    name: String,
    start: Instant,
    shown: u64,
}

impl Progress {
    pub(crate) fn new(name: &str) -> Self {
        let start = Instant::now();
        active().push((name.to_owned(), start));
        show();
        Self { name: name.to_owned(), start, shown: 0 }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// To be called now and then.
    pub(crate) fn tick(&mut self) {
        let seconds = self.start.elapsed().as_secs();
        if seconds > self.shown && terminal() {
            self.shown = seconds;
            show();
        } else if seconds >= self.shown + 30 {
            self.shown = seconds;
            eprintln!("{} … {seconds} s so far", self.name);
        }
    }

    /// The line that stays.
    pub(crate) fn end(self, success: bool) {
        let mark = if success { "" } else { ", failed" };
        let clear = if terminal() { CLEAR } else { "" };
        eprintln!("{clear}{} … {:.1} s{mark}", self.name, self.start.elapsed().as_secs_f64());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        active().retain(|step| *step != (self.name.clone(), self.start));
        show();
    }
}

/// All steps on the terminal's last line.
fn show() {
    if terminal() {
        let steps: Vec<String> =
            active().iter().map(|(name, start)| format!("{name} … {} s", start.elapsed().as_secs())).collect();
        eprint!("{CLEAR}{}", steps.join(", "));
        let _ = std::io::stderr().flush();
    }
}

fn active() -> MutexGuard<'static, Vec<(String, Instant)>> {
    ACTIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn terminal() -> bool {
    std::io::stderr().is_terminal()
}
