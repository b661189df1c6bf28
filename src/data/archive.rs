//! The archive toggle of one collection: what is shown at once, what is sent, and what comes back.
//!
//! One request is under way at a time; a click meanwhile is remembered and sent after it, so that clicks
//! arrive in their order and the last one wins. Pure: it says what to send and is told what came of it.

/// What is known and wanted of one collection's archived state; `None` is unknown.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Toggle {
    server: Option<bool>,
    sending: Option<bool>,
    next: Option<bool>,
    settled: u64,
    /// Whether what is shown is what a person wanted here.
    mine: bool,
}

/// What follows an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing is under way any more.
    Rest,
    /// This state is to be sent now.
    Send(bool),
}

impl Toggle {
    /// What the screen shows.
    #[must_use]
    pub fn shown(&self) -> Option<bool> {
        self.next.or(self.sending).or(self.server)
    }

    /// Whether what is shown is what a person wanted here, and so can be undone here.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        self.mine
    }

    /// A person wants it so. Answers what is to be sent now, if anything.
    #[must_use]
    pub fn click(&mut self, archived: bool) -> Option<bool> {
        self.mine = true;
        if self.sending.is_some() {
            self.next = Some(archived);
            return None;
        }
        self.sending = Some(archived);
        self.sending
    }

    /// The server answered what was sent; `now` is a clock that only grows (see [`Toggle::read`]).
    #[must_use]
    pub fn answered(&mut self, accepted: bool, now: u64) -> Next {
        self.settled = now;
        if accepted {
            self.server = self.sending;
        } else if self.next.is_none() {
            self.mine = false;
        }
        self.sending = None;
        match self.next.take() {
            Some(wanted) if Some(wanted) != self.server => {
                self.sending = Some(wanted);
                Next::Send(wanted)
            }
            _ => Next::Rest,
        }
    }

    /// A list or a collection that was asked for at `asked` says so. What was asked for before the last
    /// write settled may be older than it and is not believed; what a person did here outlives a
    /// deployment that never tells (`None`).
    pub fn read(&mut self, archived: Option<bool>, asked: u64) {
        if archived.is_some() && self.sending.is_none() && asked >= self.settled {
            self.server = archived;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Next, Toggle};

    #[test]
    fn it_changes_at_once_and_goes_back_when_refused() {
        let mut toggle = Toggle::default();
        toggle.read(Some(false), 0);
        assert_eq!(toggle.click(true), Some(true));
        assert_eq!(toggle.shown(), Some(true));
        assert_eq!(toggle.answered(false, 1), Next::Rest);
        assert_eq!(toggle.shown(), Some(false));
    }

    #[test]
    fn clicks_while_one_is_under_way_follow_it_and_the_last_wins() {
        let mut toggle = Toggle::default();
        toggle.read(Some(false), 0);
        assert_eq!(toggle.click(true), Some(true));
        assert_eq!((toggle.click(false), toggle.click(true), toggle.click(false)), (None, None, None));
        assert_eq!(toggle.shown(), Some(false));
        assert_eq!(toggle.answered(true, 1), Next::Send(false));
        assert_eq!(toggle.answered(true, 2), Next::Rest);
        assert_eq!(toggle.shown(), Some(false));
    }

    #[test]
    fn an_answer_asked_for_before_the_write_settled_is_not_believed() {
        let mut toggle = Toggle::default();
        toggle.read(Some(false), 0);
        assert_eq!(toggle.click(true), Some(true));
        toggle.read(Some(false), 1);
        assert_eq!(toggle.answered(true, 2), Next::Rest);
        toggle.read(Some(false), 1);
        assert_eq!(toggle.shown(), Some(true));
        toggle.read(Some(false), 3);
        assert_eq!(toggle.shown(), Some(false));
    }

    #[test]
    fn where_the_server_tells_nothing_the_click_is_remembered() {
        let mut toggle = Toggle::default();
        toggle.read(None, 0);
        assert_eq!(toggle.shown(), None);
        assert_eq!(toggle.click(true), Some(true));
        assert_eq!(toggle.answered(true, 1), Next::Rest);
        toggle.read(None, 2);
        assert_eq!(toggle.shown(), Some(true));
    }

    /// A number that looks random, from a seed.
    fn roll(seed: &mut u64, sides: u64) -> u64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % sides
    }

    #[test]
    fn any_interleaving_of_clicks_answers_refusals_and_reads_ends_in_what_the_server_holds() {
        for seed in 0..5_000 {
            let (mut seed, mut clock, mut server) = (seed, 1_u64, seed % 2 == 0);
            let mut toggle = Toggle::default();
            toggle.read(Some(server), 0);
            // A write on its way there, and on its way back with its result; reads with what they saw.
            let (mut sent, mut answer): (Option<bool>, Option<bool>) = (None, None);
            let mut reads: Vec<(u64, bool)> = Vec::new();
            let mut left = 40;
            while left > 0 || sent.is_some() || answer.is_some() || !reads.is_empty() {
                let step = roll(&mut seed, 6);
                match step {
                    0 | 1 if left > 0 => {
                        let wanted = roll(&mut seed, 2) == 0;
                        if let Some(now) = toggle.click(wanted) {
                            assert_eq!((sent, answer), (None, None), "one write at a time");
                            sent = Some(now);
                        }
                        assert_eq!(toggle.shown(), Some(wanted));
                    }
                    2 => {
                        if let Some(wanted) = sent.take() {
                            let accepted = roll(&mut seed, 3) > 0;
                            server = if accepted { wanted } else { server };
                            answer = Some(accepted);
                        }
                    }
                    3 => {
                        if let Some(accepted) = answer.take() {
                            clock += 1;
                            if let Next::Send(wanted) = toggle.answered(accepted, clock) {
                                sent = Some(wanted);
                            }
                        }
                    }
                    4 if left > 0 => {
                        clock += 1;
                        reads.push((clock, server));
                    }
                    _ if !reads.is_empty() => {
                        let at = usize::try_from(roll(&mut seed, reads.len() as u64)).unwrap();
                        let (asked, seen) = reads.swap_remove(at);
                        toggle.read(Some(seen), asked);
                    }
                    _ => {}
                }
                left -= i32::from(left > 0);
            }
            assert_eq!(toggle.shown(), Some(server));
        }
    }
}
