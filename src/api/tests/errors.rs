//! Errors, as what a person can do about them.

use futures::executor::block_on;

use super::{Error, Response, answer, client, id};

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
    assert_eq!(error(429, body), Error::Wait { after: None });
    assert_eq!(error(500, body), Error::Server { status: 500, tries: 1 });
    assert_eq!(error(302, ""), Error::Nonsense { status: 302 });
}

#[test]
fn any_body_is_survived() {
    let told = |body| error(403, body).told().map(str::to_owned);
    assert_eq!(told(r#"{"message": "why"}"#).as_deref(), Some("why"));
    assert_eq!(told(r#"{"errors": ["one", {"message": "two"}]}"#).as_deref(), Some("one\ntwo"));
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
