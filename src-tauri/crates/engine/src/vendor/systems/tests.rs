//! Any id, any name of a package, any address, any JSON of the register's.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::changes::Change;
use super::{Draft, Field, PACKAGE, is_package};
use crate::altinn::System;
use crate::names::{NotAName, OrgNumber};

const VENDOR: &str = "312345609";

fn vendor() -> Result<OrgNumber, NotAName> {
    VENDOR.parse()
}

/// Whether something stands in the way of a draft in this field.
fn is_wrong(draft: &Draft, field: Field) -> Result<bool, NotAName> {
    Ok(draft.tidied().check(&vendor()?, true).iter().any(|finding| finding.field == field && finding.blocks))
}

/// JSON with the register's own names in it more often than not, in letters of any case.
fn any_json() -> impl Strategy<Value = Value> {
    let name = "(id|ID|vendor|name|Name|description|rights|resource|value|accessPackages|urn|clientId|allowedRedirectUrls|isVisible|isDeleted|nb|.{0,4})";
    let text = prop_oneof!["312345609_[a-z]{1,4}", "urn:altinn:(resource|accesspackage:[a-z]{1,4})", ".{0,8}"];
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), any::<i64>().prop_map(Value::from), text.prop_map(Value::from)];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..7).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// What the draft does not speak of.
fn unknown(system: &Value) -> BTreeMap<&String, &Value> {
    const OURS: [&str; 7] = ["name", "description", "clientid", "allowedredirecturls", "rights", "accesspackages", "isvisible"];
    let members = system.as_object().into_iter().flatten();
    members.filter(|(name, _)| !OURS.contains(&name.to_ascii_lowercase().as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_is_the_number_an_underscore_and_a_plain_name(id in "(312345609)?_?[a-zA-Z0-9_ æ/%-]{0,12}|.{0,20}") {
        let name = id.trim().strip_prefix("312345609_");
        let plain = name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        let draft = Draft { id: id.clone(), ..Draft::default() };
        prop_assert_eq!(is_wrong(&draft, Field::Id).ok(), Some(!plain), "{}", id);
    }

    #[test]
    fn a_package_is_a_urn_or_its_name(name in "[a-z0-9-]{1,24}", other in ".{0,24}") {
        let urn = format!("{PACKAGE}{name}");
        for typed in [name, urn.clone(), format!(" {urn} ")] {
            let draft = Draft { packages: vec![typed], ..Draft::default() };
            let tidied = draft.tidied();
            prop_assert_eq!(tidied.packages.as_slice(), std::slice::from_ref(&urn));
            prop_assert_eq!(is_wrong(&draft, Field::Packages).ok(), Some(false));
        }
        let draft = Draft { packages: vec![other], ..Draft::default() };
        let tidied = draft.tidied();
        prop_assert_eq!(is_wrong(&draft, Field::Packages).ok(), Some(!tidied.packages.iter().all(|urn| is_package(urn))));
        prop_assert_eq!(tidied.tidied(), tidied, "once is enough");
    }

    #[test]
    fn an_address_is_https_and_whole(url in "(https|http|ftp|kasse):(//)?[a-z.]{0,8}(:[0-9]{1,3})?(/[a-z ]{0,4})?|.{0,16}") {
        let draft = Draft { redirect_urls: vec![url.clone()], ..Draft::default() };
        let url = url.trim();
        let good = url.is_empty() || url::Url::parse(url).is_ok_and(|parsed| parsed.scheme() == "https" && parsed.has_host()) && !url.contains(char::is_whitespace);
        prop_assert_eq!(is_wrong(&draft, Field::RedirectUrls).ok(), Some(!good), "{}", url);
    }

    /// What was read and is written back is the same system; what is not known is untouched.
    #[test]
    fn any_system_is_read_and_written_back_whole(told in any_json()) {
        let Some(system) = told.as_object().cloned().and_then(System::from_told) else { return Ok(()) };
        let draft = Draft::from(&system);
        let written = draft.written_into(&system.whole);
        prop_assert_eq!(unknown(&written), unknown(&told));
        let again = written.as_object().cloned().and_then(System::from_told);
        prop_assert_eq!(again.as_ref().map(Draft::from), Some(draft));
        prop_assert_eq!(system.version().len(), 16);
    }

    #[test]
    fn any_entry_of_the_log_is_read(told in any_json()) {
        let entry = Change::from_told(&told.as_object().cloned().unwrap_or_default());
        prop_assert!(entry.by.is_none_or(|by| !by.is_empty()));
    }
}

#[test]
fn a_registration_says_whose_it_is() -> Result<(), NotAName> {
    let draft = Draft { id: "312345609_kasse".to_owned(), clients: vec!["c-1".to_owned()], ..Draft::default() };
    let body = draft.registration(&vendor()?);
    let expected = json!({
        "id": "312345609_kasse", "vendor": { "ID": "0192:312345609" }, "name": {}, "description": {}, "clientId": ["c-1"],
        "allowedRedirectUrls": [], "rights": [], "accessPackages": [], "isVisible": false,
    });
    assert_eq!(body, expected);
    assert!(System::from_told(Map::new()).is_none());
    Ok(())
}
