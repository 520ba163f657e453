//! HAL as Altinn 2 wrote it, read leniently: what is missing is missing, what is unknown is left (altinn.md 3.6).

use serde_json::Value;

use super::Resource;
use crate::said::{readable, words};
use crate::scrub::masking_national_ids;

/// Members shown where a resource names none.
const MOST_COLUMNS: usize = 6;

/// What a member says; none where it is not there.
pub type Cell = Option<String>;

/// What stood there, as a table. A single thing is a table of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Members that at least one row has, by their names there.
    pub columns: Vec<String>,
    /// In the order sent.
    pub rows: Vec<Row>,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// One a column.
    pub cells: Vec<Cell>,
    /// `_links.self`, for reading it alone.
    pub link: Option<String>,
}

impl Listing {
    /// Whatever was sent: the list that was asked for, wherever it stands, else the thing itself.
    #[must_use]
    pub fn of(resource: &Resource, body: &Value) -> Self {
        let things = things(resource, body);
        let columns = columns(resource, &things);
        let rows = things.iter().map(|thing| Row {
            cells: columns.iter().map(|column| cell(thing, column)).collect(),
            link: thing.pointer("/_links/self/href").and_then(Value::as_str).map(str::to_owned),
        });
        Self { rows: rows.collect(), columns }
    }
}

fn things<'a>(resource: &Resource, body: &'a Value) -> Vec<&'a Value> {
    let embedded = resource.list.and_then(|list| body.get("_embedded")?.get(list).or_else(|| body.get(list)));
    match (embedded, body) {
        (Some(Value::Array(list)), _) => list.iter().collect(),
        (Some(one @ Value::Object(_)), _) => vec![one],
        (_, Value::Array(list)) => list.iter().collect(),
        // A list without members has no `_embedded` at all.
        (None, Value::Object(_)) if resource.list.is_none() => vec![body],
        _ => Vec::new(),
    }
}

fn columns(resource: &Resource, things: &[&Value]) -> Vec<String> {
    let is_there = |column: &&str| things.iter().any(|thing| cell(thing, column).is_some());
    if !resource.columns.is_empty() {
        return resource.columns.iter().copied().filter(|column| is_there(column)).map(str::to_owned).collect();
    }
    let mut found: Vec<String> = Vec::new();
    let members = things.iter().filter_map(|thing| thing.as_object()).flatten();
    for (name, _) in
        members.filter(|(name, value)| !name.starts_with('_') && (value.is_string() || value.is_number() || value.is_boolean()))
    {
        if found.len() < MOST_COLUMNS && !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

/// A member's words, with no national id in them: those are Altinn's and the person's.
fn cell(thing: &Value, column: &str) -> Cell {
    let value = column.split('.').try_fold(thing, |value, name| value.get(name))?;
    let text = readable(&words(value));
    (!text.is_empty()).then(|| masking_national_ids(&text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::legacy::RESOURCES;

    fn read(name: &str, body: &Value) -> Listing {
        Resource::named(name).map_or_else(|| Listing { columns: Vec::new(), rows: Vec::new() }, |resource| Listing::of(resource, body))
    }

    #[test]
    fn a_list_is_found_and_its_links_kept() {
        let body = json!({ "_links": { "self": { "href": "https://host.example/api/my/messages" } }, "_embedded": { "messages": [
            { "MessageId": "a100", "Subject": "Eksempel", "Status": "Ulest", "New": 1, "_links": { "self": { "href": "https://host.example/a100" } } },
            { "MessageId": "a101", "Type": "FormTask" } ] } });
        let listing = read("messages", &body);
        assert_eq!(listing.columns, ["MessageId", "Subject", "Status", "Type"]);
        assert_eq!(listing.rows[0].cells[1].as_deref(), Some("Eksempel"));
        assert_eq!(listing.rows[0].link.as_deref(), Some("https://host.example/a100"));
        assert_eq!((listing.rows[1].cells[1].as_deref(), listing.rows[1].link.as_deref()), (None, None));
    }

    #[test]
    fn what_is_missing_is_missing() {
        for empty in [json!({}), json!({ "_embedded": {} }), json!({ "_embedded": { "messages": [] } }), json!(null), json!(3), json!([])] {
            assert_eq!(read("messages", &empty).rows.len(), 0, "{empty}");
        }
        assert_eq!(read("enterpriseusers", &json!([{ "UserName": "rosa" }])).rows[0].cells, [Some("rosa".to_owned())]);
    }

    #[test]
    fn a_single_thing_is_one_row_and_a_national_id_is_masked() {
        let listing = read(
            "profile",
            &json!({ "Name": "NORDMANN KARI 13888012345", "ContactInformation": { "Email": "a@example.no" }, "_links": {} }),
        );
        assert_eq!(listing.columns, ["Name", "ContactInformation.Email"]);
        assert_eq!(listing.rows[0].cells, [Some("NORDMANN KARI 138880*****".to_owned()), Some("a@example.no".to_owned())]);
        let person = json!({ "_embedded": { "reportees": [{ "SocialSecurityNumber": "13888012345" }] } });
        assert_eq!(read("reportees", &person).rows[0].cells, [Some("138880*****".to_owned())]);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let names = "(_embedded|_links|self|href|messages|reportees|MessageId|SocialSecurityNumber|Name|[a-zæøå]{0,4})";
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
            "[0-9]{11}".prop_map(Value::from)
        ];
        leaf.prop_recursive(5, 64, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(names, inner, 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_json_becomes_a_table_without_national_ids(body in any_json()) {
            for resource in &RESOURCES {
                let listing = Listing::of(resource, &body);
                prop_assert!(listing.rows.iter().all(|row| row.cells.len() == listing.columns.len()));
                let bare = |text: &String| text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit());
                prop_assert!(!listing.rows.iter().flat_map(|row| &row.cells).flatten().any(bare));
            }
        }
    }
}
