//! JSON with links in it, as the old API wrote it (altinn.md 3.6).

use axum::http::StatusCode;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::Legacy;
use super::ask::Ask;

pub(super) const TYPE: &str = "application/hal+json";

/// In the type that was asked for; HAL where none was.
pub(super) fn answer(ask: &Ask, body: &Value) -> Response {
    let accepted = ask.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let plain = !accepted.contains("hal+json") && accepted.contains("application/json");
    let kind = if plain { "application/json; charset=utf-8" } else { "application/hal+json; charset=utf-8" };
    (StatusCode::OK, [(CONTENT_TYPE, kind)], body.to_string()).into_response()
}

impl Legacy {
    /// `{"href": …}`
    pub(super) fn link(&self, path: &str) -> Value {
        json!({ "href": self.href(path) })
    }

    /// A list by its name, with how to find one of it.
    pub(super) fn list(&self, ask: &Ask, name: &str, find: &str, items: Vec<Value>) -> Response {
        let find = json!({ "href": self.href(&format!("{}/{{{find}}}", ask.path)), "isTemplated": true });
        let embedded = Map::from_iter([(name.to_owned(), Value::Array(items))]);
        answer(ask, &json!({ "_links": { "self": self.link(&ask.path), "find": find }, "_embedded": embedded }))
    }
}
