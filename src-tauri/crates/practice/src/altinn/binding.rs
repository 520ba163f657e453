//! A JSON body as the framework binds it: names in any case, strings trimmed, what it does not know left out (altinn.md 4.2, 9.1).

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::altinn::refusal::Refusal;
use crate::systems::{Attribute, Right};

/// The body, when it says that it is JSON and is.
pub(super) fn json(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !["application/json", "text/json"].contains(&kind.as_str()) && !kind.ends_with("+json") {
        return Err(Refusal::MediaType);
    }
    serde_json::from_slice(body)
        .map_err(|error| Refusal::Body { path: "$".to_owned(), why: format!("The body is not valid JSON: {error}") })
}

/// An object with the place where it stands.
pub(super) struct Members<'a> {
    at: String,
    members: &'a Map<String, Value>,
}

impl<'a> Members<'a> {
    pub(super) fn of(value: &'a Value) -> Result<Self, Refusal> {
        Self::at("$".to_owned(), value)
    }

    fn at(at: String, value: &'a Value) -> Result<Self, Refusal> {
        let members = value.as_object().ok_or_else(|| unreadable(&at))?;
        Ok(Self { at, members })
    }

    /// The last one of that name, however it is written; `null` is none.
    fn find(&self, name: &str) -> Option<&'a Value> {
        let mut named = self.members.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        named.next_back().filter(|value| !value.is_null())
    }

    fn place(&self, name: &str) -> String {
        format!("{}.{name}", self.at)
    }

    /// Everything that must be there is.
    pub(super) fn require(&self, names: &[&str]) -> Result<(), Refusal> {
        let missing: Vec<&str> = names.iter().copied().filter(|name| self.find(name).is_none()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let why = format!("JSON deserialization was missing required properties including: {}", missing.join(", "));
        Err(Refusal::Body { path: self.at.clone(), why })
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Refusal> {
        self.find(name).map(|value| text(&self.place(name), value)).transpose()
    }

    /// Empty when it is missing.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Refusal> {
        self.list(name, text).map(Option::unwrap_or_default)
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.find(name).map(|value| value.as_bool().ok_or_else(|| unreadable(&self.place(name)))).transpose()
    }

    pub(super) fn object(&self, name: &str) -> Result<Option<Self>, Refusal> {
        self.find(name).map(|value| Self::at(self.place(name), value)).transpose()
    }

    pub(super) fn rights(&self, name: &str) -> Result<Option<Vec<Right>>, Refusal> {
        self.list(name, right)
    }

    /// The URNs of access packages.
    pub(super) fn packages(&self, name: &str) -> Result<Option<Vec<String>>, Refusal> {
        self.list(name, package)
    }

    fn list<T>(&self, name: &str, read: impl Fn(&str, &Value) -> Result<T, Refusal>) -> Result<Option<Vec<T>>, Refusal> {
        self.find(name).map(|value| list(&self.place(name), value, read)).transpose()
    }
}

/// A body that is a list of rights.
pub(super) fn rights(body: &Value) -> Result<Vec<Right>, Refusal> {
    list("$", body, right)
}

/// A body that is a list of access packages.
pub(super) fn packages(body: &Value) -> Result<Vec<String>, Refusal> {
    list("$", body, package)
}

fn list<T>(at: &str, value: &Value, read: impl Fn(&str, &Value) -> Result<T, Refusal>) -> Result<Vec<T>, Refusal> {
    let items = value.as_array().ok_or_else(|| unreadable(at))?;
    items.iter().enumerate().map(|(number, item)| read(&format!("{at}[{number}]"), item)).collect()
}

fn text(at: &str, value: &Value) -> Result<String, Refusal> {
    value.as_str().map(|text| text.trim().to_owned()).ok_or_else(|| unreadable(at))
}

fn right(at: &str, value: &Value) -> Result<Right, Refusal> {
    let members = Members::at(at.to_owned(), value)?;
    let resource = members.list("resource", |at, value| {
        let members = Members::at(at.to_owned(), value)?;
        Ok(Attribute { id: members.text("id")?.unwrap_or_default(), value: members.text("value")?.unwrap_or_default() })
    })?;
    Ok(Right { action: members.text("action")?, resource: resource.unwrap_or_default() })
}

fn package(at: &str, value: &Value) -> Result<String, Refusal> {
    Ok(Members::at(at.to_owned(), value)?.text("urn")?.unwrap_or_default())
}

fn unreadable(at: &str) -> Refusal {
    Refusal::Body { path: at.to_owned(), why: format!("The JSON value could not be converted. Path: {at}") }
}
