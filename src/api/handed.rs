//! Answers that were asked for before this code was there (by `boot.js`).

use super::{Method, Request};

/// An answer older than this (ms) is asked for anew.
const FRESH: f64 = 10_000.0;

/// Each is used once, for the very request that it answers, sent for the same person; else never.
#[derive(Debug)]
pub(super) struct Handed<T> {
    since: f64,
    answers: Vec<Asked<T>>,
}

/// What was asked for, and its answer.
#[derive(Debug)]
pub(super) struct Asked<T> {
    /// The whole address.
    pub(super) url: String,
    /// Names and values by turns.
    pub(super) headers: Vec<String>,
    /// The answer, come or to come.
    pub(super) answer: T,
}

impl<T> Handed<T> {
    /// Handed over at this moment (ms).
    pub(super) fn new(since: f64, answers: Vec<Asked<T>>) -> Self {
        Self { since, answers }
    }

    /// The answer to a request. With the first other request all are forgotten: somebody has turned a page,
    /// changed something, signed in, or is somebody else.
    pub(super) fn take(&mut self, request: &Request, now: f64) -> Option<T> {
        let same = |asked: &Asked<T>| {
            let headers = request.headers.iter().flat_map(|(name, value)| [*name, value]);
            request.method == Method::Get
                && request.url == asked.url
                && headers.eq(asked.headers.iter().map(String::as_str))
        };
        let at = self.answers.iter().position(same).filter(|_| now - self.since < FRESH);
        if at.is_none() {
            self.forget();
        }
        at.map(|at| self.answers.swap_remove(at).answer)
    }

    /// Forgets all.
    pub(super) fn forget(&mut self) {
        self.answers.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str, token: Option<&str>) -> Request {
        let mut headers = vec![("Accept", "application/json".to_owned())];
        headers.extend(token.map(|token| ("Authorization", token.to_owned())));
        Request { method: Method::Get, url: url.to_owned(), headers, body: None }
    }

    fn handed(token: Option<&str>) -> Handed<u8> {
        let asked = |url: &str, answer| {
            let headers = request(url, token).headers.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
            Asked { url: url.to_owned(), headers: headers.collect(), answer }
        };
        Handed::new(0.0, vec![asked("/a", 1), asked("/b", 2)])
    }

    #[test]
    fn each_answer_is_used_once() {
        let mut handed = handed(Some("x"));
        assert_eq!(handed.take(&request("/b", Some("x")), 1.0), Some(2));
        assert_eq!(handed.take(&request("/a", Some("x")), 1.0), Some(1));
        assert_eq!(handed.take(&request("/a", Some("x")), 1.0), None);
    }

    #[test]
    fn another_request_or_another_person_ends_it() {
        for other in [
            request("/c", Some("x")),
            request("/a", Some("y")),
            request("/a", None),
            Request { method: Method::Post, ..request("/a", Some("x")) },
        ] {
            let mut handed = handed(Some("x"));
            assert_eq!(handed.take(&other, 1.0), None);
            assert_eq!(handed.take(&request("/a", Some("x")), 1.0), None);
        }
    }

    #[test]
    fn an_old_answer_is_not_used() {
        assert_eq!(handed(None).take(&request("/a", None), FRESH), None);
        assert_eq!(handed(None).take(&request("/a", None), FRESH - 1.0), Some(1));
    }
}
