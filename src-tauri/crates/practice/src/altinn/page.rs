//! A page of a list, with the way to the next one (altinn.md 5.6).

use serde_json::{Value, json};

use crate::altinn::refusal::Refusal;
use crate::form::Fields;
use crate::jose;

/// The component behind the gateway does not know the name that it is reached by: whoever follows must put the platform's there.
const INTERNAL: &str = "http://internal.platform.practice.altinn.cloud";

/// What a page is cut of: everything in the order of its ids.
pub(super) struct List<'a> {
    /// Below the platform, with the slash in front.
    pub(super) path: &'a str,
    pub(super) size: usize,
    /// Whether the next page begins after what it ought to begin with, as the lists of requests have been seen to.
    pub(super) skips: bool,
}

impl List<'_> {
    pub(super) fn page(&self, query: &str, items: impl Iterator<Item = (String, Value)>) -> Result<Value, Refusal> {
        let from = Fields::parse(query.as_bytes()).first("token").map(place).transpose()?;
        let begins = |id: &String| from.as_ref().is_none_or(|from| if self.skips { id > from } else { id >= from });
        let mut there = items.filter(|(id, _)| begins(id));
        let data: Vec<Value> = there.by_ref().take(self.size).map(|(_, body)| body).collect();
        let next = there.next().map(|(id, _)| format!("{INTERNAL}{}?token={}", self.path, token(&id)));
        Ok(json!({ "links": next.map_or_else(|| json!({}), |next| json!({ "next": next })), "data": data }))
    }
}

/// Opaque to whoever gets it: base64url of a JSON value.
fn token(id: &str) -> String {
    jose::encode(json!(id).to_string())
}

fn place(token: &str) -> Result<String, Refusal> {
    let read = jose::decode(token).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    read.ok_or_else(|| Refusal::Parameter { name: "token", value: token.to_owned() })
}
