//! Errors, as what a person can do about them.

use futures::executor::block_on;

use super::{Error, Response, answer, client, client_of, id};
use crate::auth::{Identity, SignInKind};

fn error(status: u16, body: &str) -> Error {
    let answer = answer(status, body);
    let (api, _) = client(move |_, _| answer.clone());
    block_on(api.delete_collection(id(1))).unwrap_err()
}

#[test]
fn each_status_has_its_error() {
    let told = || Some("why".to_owned());
    let body = r#"{"error": "why"}"#;
    assert_eq!(error(403, body), Error::Forbidden(told()));
    assert_eq!(error(404, body), Error::NotFound(told()));
    assert_eq!(error(400, body), Error::Invalid { status: 400, told: told() });
    assert_eq!(error(422, body), Error::Invalid { status: 422, told: told() });
    assert_eq!(error(429, body), Error::Wait { after: None, unsure: false });
    assert_eq!(error(500, body), Error::Server { status: 500, tries: 1 });
    assert_eq!(error(302, ""), Error::Nonsense { status: 302 });
}

#[test]
fn any_body_is_survived() {
    let told = |body| error(403, body).told().map(str::to_owned);
    assert_eq!(told(r#"{"message": "why"}"#).as_deref(), Some("why"));
    assert_eq!(told(r#"{"errors": ["one", {"message": "two"}]}"#).as_deref(), Some("one; two"));
    for body in ["", "<html>no</html>", "{", "[]", "7", "null", r#"{"error": null}"#, r#"{"error": " "}"#] {
        assert_eq!(told(body), None, "{body}");
    }
}

#[test]
fn a_success_that_makes_no_sense_is_one() {
    let nonsense = Error::Nonsense { status: 200 };
    for body in ["", "<html>", "{}", "[]", "{\"collection\": {\"id\"", r#"{"collection": null}"#, r#"{"error": "x"}"#] {
        assert_eq!(error(200, body), nonsense, "{body}");
    }
    let (api, _) = client(|_, _| answer(200, " \n<!doctype html>"));
    assert_eq!(block_on(api.archive(id(1))), Err(nonsense));
    let html = Some("text/html; charset=utf-8".to_owned());
    let (api, _) = client(move |_, _| Ok(Response { status: 200, content_type: html.clone(), ..Response::default() }));
    assert_eq!(block_on(api.archive(id(1))), Err(Error::Nonsense { status: 200 }));
    let (api, _) = client(|_, _| answer(204, ""));
    assert_eq!(block_on(api.archive(id(1))), Ok(()));
}

fn told(text: &str) -> String {
    error(403, &serde_json::json!({ "error": text }).to_string()).told().unwrap_or_default().to_owned()
}

#[test]
fn what_is_told_is_one_line_of_a_bearable_length() {
    assert_eq!(told(&"a".repeat(300)), "a".repeat(300));
    assert_eq!(told(&"a".repeat(301)), "a".repeat(299) + "…");
    for long in ["é👩🏽‍🔬".repeat(100_000), "x\u{0}".repeat(10_000), "\u{1b}[31mש".repeat(1000)] {
        let told = told(&long);
        assert!(told.chars().count() == 300 && told.ends_with('…') && !told.contains(char::is_control));
    }
    assert_eq!(told(" a\r\n\tb\u{0}\u{7}c\u{85}d \u{9b} "), "a bc d");
    assert_eq!(told("\u{0}\n"), "");
    let many = serde_json::json!({ "errors": vec!["no"; 1000] }).to_string();
    assert_eq!(error(422, &many).told().map(|told| told.chars().count()), Some(300));
}

#[test]
fn what_is_told_never_has_the_token() {
    let kind = SignInKind::Demo(vec![Identity { name: "One".to_owned(), token: "s3cret".to_owned() }]);
    for status in [400, 403, 404, 422] {
        // Also where the cut would go through it, and where what is taken out would bring it together.
        for before in [0, 1, 290, 296, 299, 400] {
            let text = "x".repeat(before) + "s3cret, s3\\u0000cret Bearer s3crets3cret";
            let (api, _, _) = client_of(&kind, move |_, _| answer(status, &["{\"error\": \"", &text, "\"}"].concat()));
            let error = block_on(api.archive(id(1))).unwrap_err();
            let told = error.told().unwrap();
            assert!(!told.contains("s3c") && told.contains('…'), "{told}");
            assert!(!format!("{error:?}").contains("s3cret"));
        }
    }
}

#[test]
fn whether_a_write_may_have_happened_is_not_guessed() {
    let unsure = |status, retry_after: Option<&str>| {
        let retry_after = retry_after.map(str::to_owned);
        let (api, script) =
            client(move |_, _| Ok(Response { status, retry_after: retry_after.clone(), ..Response::default() }));
        let error = block_on(api.create_collection("a", None)).unwrap_err();
        assert_eq!(script.sent.borrow().len(), 1);
        error.may_have_happened()
    };
    assert!(unsure(503, Some("5")) && unsure(503, None) && unsure(500, None) && unsure(502, None));
    assert!(!unsure(429, Some("5")) && !unsure(429, None));
    assert!([400, 403, 404, 422].iter().all(|status| !unsure(*status, None)));
    // What is turned away in the end may have been done before.
    let (api, _) = client(|_, before| if before < 3 { answer(502, "") } else { answer(429, "") });
    assert!(block_on(api.archive(id(1))).unwrap_err().may_have_happened());
    let (api, _) = client(|_, _| answer(429, ""));
    assert!(!block_on(api.archive(id(1))).unwrap_err().may_have_happened());
}

#[test]
fn a_moment_to_try_again_is_told_in_seconds() {
    let (api, script) = client(|_, _| {
        let retry_after = Some("Thu, 01 Jan 1970 01:00:00 GMT".to_owned());
        Ok(Response { status: 503, retry_after, ..Response::default() })
    });
    assert_eq!(block_on(api.collection(id(1))), Err(Error::Wait { after: Some(3600), unsure: true }));
    assert!(script.slept.borrow().is_empty());
}
