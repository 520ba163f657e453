//! `authorization_details` (RFC 9396): the system user or the consent that a token is about (maskinporten.md 7.4, 7.5).

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

use super::claim::{organisation, text};
use crate::maskinporten::{OrganisationClaim, numeric_date};

/// One of the details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// `urn:altinn:systemuser`.
    SystemUser(SystemUserDetail),
    /// `urn:altinn:consent`.
    Consent(ConsentDetail),
    /// A type that we do not know: its name. The members are among the claims.
    Other(String),
}

/// A system user, in a token or in a grant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemUserDetail {
    /// Its ids; one in practice. A grant has none.
    pub ids: Vec<String>,
    /// The system in Altinn's register.
    pub system: Option<String>,
    /// Whose it is.
    pub owner: Option<OrganisationClaim>,
    /// In a grant alone.
    pub external_ref: Option<String>,
}

/// A consent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentDetail {
    /// Its id.
    pub id: Option<String>,
    /// Who consented: a person, masked, or an organisation.
    pub from: Option<String>,
    /// To whom.
    pub to: Option<OrganisationClaim>,
    /// When.
    pub consented: Option<OffsetDateTime>,
    /// For how long.
    pub valid_to: Option<OffsetDateTime>,
    /// What may be done with what.
    pub rights: Vec<ConsentRight>,
}

/// What a consent allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentRight {
    /// `read`, `consent` …
    pub actions: Vec<String>,
    /// Values of the resources.
    pub resources: Vec<String>,
}

/// The details in an array, as a single object, or in a text that holds JSON (maskinporten.md, checklist 30).
pub(super) fn read(claim: Option<&Value>) -> Vec<Detail> {
    match claim {
        Some(Value::Array(details)) => details.iter().flat_map(one).collect(),
        Some(detail) => one(detail),
        None => Vec::new(),
    }
}

/// A text may hold one or several; a text within that text holds nothing.
fn one(detail: &Value) -> Vec<Detail> {
    match detail {
        Value::Object(members) => vec![of(members)],
        Value::String(held) => match serde_json::from_str(held) {
            Ok(Value::Object(members)) => vec![of(&members)],
            Ok(Value::Array(details)) => details.iter().filter_map(Value::as_object).map(of).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn of(members: &Map<String, Value>) -> Detail {
    let held = |name: &str| members.get(name).and_then(Value::as_str).map(text);
    let organisation = |name: &str| members.get(name).and_then(organisation);
    match members.get("type").and_then(Value::as_str).unwrap_or_default() {
        "urn:altinn:systemuser" => Detail::SystemUser(SystemUserDetail {
            ids: texts(members.get("systemuser_id")),
            system: held("system_id"),
            owner: organisation("systemuser_org"),
            external_ref: held("externalRef"),
        }),
        "urn:altinn:consent" => Detail::Consent(ConsentDetail {
            id: held("id"),
            from: held("from"),
            to: organisation("to"),
            consented: held("consented").and_then(|at| moment(&at)),
            valid_to: held("validTo").and_then(|at| moment(&at)),
            rights: members.get("consentRights").and_then(Value::as_array).into_iter().flatten().map(right).collect(),
        }),
        other => Detail::Other(text(other)),
    }
}

fn right(right: &Value) -> ConsentRight {
    let resources = right.get("resource").and_then(Value::as_array).into_iter().flatten();
    ConsentRight {
        actions: texts(right.get("action")),
        resources: resources.filter_map(|resource| resource.get("value").and_then(Value::as_str)).map(text).collect(),
    }
}

/// Several texts, or the one of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(text).collect(),
        Some(Value::String(one)) => vec![text(one)],
        _ => Vec::new(),
    }
}

/// ISO 8601 with an offset; some write more than RFC 3339 lets them.
fn moment(held: &str) -> Option<OffsetDateTime> {
    let moment = OffsetDateTime::parse(held, &Rfc3339).or_else(|_| OffsetDateTime::parse(held, &Iso8601::DEFAULT));
    numeric_date(moment.ok()?.unix_timestamp())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_system_user_has_three_forms() {
        let owner = json!({ "authority": "iso6523-actorid-upis", "ID": "0192:315000106" });
        let detail = json!({ "type": "urn:altinn:systemuser", "systemuser_id": ["a545"], "systemuser_org": owner, "system_id": "9_x" });
        let expected = vec![Detail::SystemUser(SystemUserDetail {
            ids: vec!["a545".to_owned()],
            system: Some("9_x".to_owned()),
            owner: OrganisationClaim::of(&owner),
            external_ref: None,
        })];
        let array = json!([detail]);
        for form in [array.clone(), detail.clone(), json!(array.to_string()), json!(detail.to_string()), json!([detail.to_string()])] {
            assert_eq!(read(Some(&form)), expected, "{form}");
        }
        let mut single = detail;
        single["systemuser_id"] = json!("a545");
        assert_eq!(read(Some(&single)), expected);
        for nothing in [json!(null), json!("text"), json!(7), json!([[], 7, "[\"x\"]"]), json!("\"{}\"")] {
            assert_eq!(read(Some(&nothing)), [], "{nothing}");
        }
    }

    #[test]
    fn a_consent_says_from_whom_for_what_until_when() -> Result<(), String> {
        let consent = json!({
            "type": "urn:altinn:consent", "id": "77ed", "from": "urn:altinn:person:identifier-no:14867521349",
            "to": { "authority": "iso6523-actorid-upis", "ID": "0192:315000106" },
            "consented": "2026-11-20T10:00:00.1234567+01:00", "validTo": "2027-01-01T00:00:00+00:00",
            "consentRights": [{ "action": ["read"], "resource": [{ "type": "urn:altinn:resource", "value": "income" }], "metadata": {} }, 7],
        });
        let details = read(Some(&json!([consent, { "type": "x" }, {}])));
        let [Detail::Consent(consent), Detail::Other(other), Detail::Other(_)] = &details[..] else { return Err(format!("{details:?}")) };
        assert_eq!(consent.from.as_deref(), Some("urn:altinn:person:identifier-no:148675*****"));
        assert_eq!(consent.consented.map(OffsetDateTime::unix_timestamp), Some(1_795_165_200));
        assert!(consent.valid_to.is_some() && other == "x");
        assert_eq!(consent.rights[0], ConsentRight { actions: vec!["read".to_owned()], resources: vec!["income".to_owned()] });
        assert_eq!(consent.rights[1], ConsentRight::default());
        Ok(())
    }
}
