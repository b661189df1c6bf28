//! A request as the operations read it.

use axum::body::Bytes;
use axum::http::Method;
use serde_json::Value;

use super::Page;
use crate::answer::Refusal;
use crate::form;

/// A request as the operations read it.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The id in the address, as it came.
    pub(crate) id: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) content_type: Option<String>,
    pub(crate) authorization: Option<String>,
    /// `Sec-Fetch-Site`: where the page is that a browser asks for.
    pub(crate) fetch_site: Option<String>,
    pub(crate) body: Bytes,
}

impl Call {
    /// A parameter of the query.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The id in the address.
    pub(super) fn id(&self) -> Result<i64, Refusal> {
        id(&self.id, "id")
    }

    /// The page that is asked for.
    pub(super) fn page(&self) -> Result<Page, Refusal> {
        Ok(Page { number: self.positive("page", 1)?, size: self.positive("per_page", 20)?.min(50) })
    }

    fn positive(&self, name: &str, default: i64) -> Result<i64, Refusal> {
        let Some(text) = self.parameter(name) else {
            return Ok(default);
        };
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || text.bytes().all(|byte| byte == b'0') {
            return Err(Refusal::invalid(format!("{name} must be a positive number")));
        }
        // Only a number that is too large is left: it is a page past every end.
        Ok(text.parse().unwrap_or(i64::MAX))
    }

    /// The parameters of a create: the query first, then a form or a JSON object, where there is a body.
    pub(crate) fn fields(&self) -> Result<Vec<(String, String)>, Refusal> {
        let mut fields = self.query.clone();
        if self.media_type() == "application/x-www-form-urlencoded" {
            fields.extend(form::pairs(&self.body)?);
        } else if !self.body.is_empty() {
            let Value::Object(object) = self.json()? else {
                return Err(Refusal::invalid("the body is no JSON object"));
            };
            for (key, value) in object {
                match value {
                    Value::Null => {}
                    Value::String(text) => fields.push((key, text)),
                    other => fields.push((key, other.to_string())),
                }
            }
        }
        Ok(fields)
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<Value, Refusal> {
        let kind = self.media_type();
        if !(kind.is_empty() || kind == "application/json" || kind.ends_with("+json")) {
            return Err(Refusal(axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be JSON".into()));
        }
        serde_json::from_slice(&self.body).map_err(|_| Refusal::invalid("the body is no JSON"))
    }

    fn media_type(&self) -> String {
        let kind = self.content_type.as_deref().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default();
        kind.trim().to_ascii_lowercase()
    }
}

/// An id as the API knows them: a positive int64.
pub(super) fn id(text: &str, what: &str) -> Result<i64, Refusal> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|&id: &i64| digits && id > 0)
        .ok_or_else(|| Refusal::invalid(format!("{what} must be a positive whole number")))
}
