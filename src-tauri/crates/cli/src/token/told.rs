//! A token as programs read it. The token itself is not in it.

use inngang_engine::certificates::Finding;
use inngang_engine::diagnostics::token_reader::{Claim, ClaimValue, ConsentDetail, Detail, Lifetime, Party, Reading, Signature};
use inngang_engine::maskinporten::OrganisationClaim;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::json::{facts, moment, turn};

/// All of it.
pub(super) fn told(reading: &Reading, signature: Option<&Signature>) -> Value {
    json!({
        "kind": reading.kind.as_str(),
        "issuer": reading.issuer,
        "service": reading.known.and_then(|known| known.service).map(|service| service.as_str()),
        "place": reading.known.map_or("unknown", |known| known.place.as_str()),
        "parties": reading.parties.iter().map(party).collect::<Vec<_>>(),
        "details": reading.details.iter().map(detail).collect::<Vec<_>>(),
        "scopes": reading.scopes,
        "audience": reading.audience,
        "lifetime": lifetime(&reading.lifetime),
        "signature": signature.map(|signature| finding(&signature.finding())),
        "findings": reading.findings.iter().map(finding).collect::<Vec<_>>(),
        "header": reading.header.iter().map(claim).collect::<Vec<_>>(),
        "claims": reading.claims.iter().map(claim).collect::<Vec<_>>(),
    })
}

fn party(party: &Party) -> Value {
    json!({ "role": party.role.as_str(), "name": party.name, "organisation": party.organisation.as_ref().map(organisation) })
}

fn organisation(claim: &OrganisationClaim) -> Value {
    json!({ "id": claim.id, "number": claim.number, "authority": claim.authority.as_str() })
}

fn detail(detail: &Detail) -> Value {
    let at = |moment_of: Option<OffsetDateTime>| moment_of.map(moment);
    match detail {
        Detail::SystemUser(user) => json!({
            "kind": "system_user", "ids": user.ids, "system": user.system, "owner": user.owner.as_ref().map(organisation),
            "external_ref": user.external_ref,
        }),
        Detail::Consent(ConsentDetail { id, from, to, consented, valid_to, rights }) => json!({
            "kind": "consent", "id": id, "from": from, "to": to.as_ref().map(organisation), "consented": at(*consented),
            "valid_to": at(*valid_to),
            "rights": rights.iter().map(|right| json!({ "actions": right.actions, "resources": right.resources })).collect::<Vec<_>>(),
        }),
        Detail::Other(name) => json!({ "kind": "other", "name": name }),
    }
}

fn lifetime(life: &Lifetime) -> Value {
    json!({
        "issued_at": life.issued_at.map(moment), "not_before": life.not_before.map(moment), "expires_at": life.expires_at.map(moment),
        "seconds": life.seconds(), "remaining": life.remaining(), "clock_offset": life.clock_offset,
    })
}

fn finding(finding: &Finding) -> Value {
    json!({ "code": finding.code, "severity": finding.severity.as_str(), "turn": turn(finding.turn), "facts": facts(&finding.facts) })
}

/// A list, since a name may stand twice.
fn claim(claim: &Claim) -> Value {
    json!({ "name": claim.name, "value": value(&claim.value) })
}

fn value(shown: &ClaimValue) -> Value {
    match shown {
        ClaimValue::Text(text) => json!(text),
        ClaimValue::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| json!(number)),
        ClaimValue::Flag(flag) => json!(flag),
        ClaimValue::Nothing => Value::Null,
        ClaimValue::Moment(at) => json!(moment(*at)),
        ClaimValue::List(values) => values.iter().map(value).collect(),
        ClaimValue::Members(members) => members.iter().map(|(name, shown)| (name.clone(), value(shown))).collect::<Value>(),
        ClaimValue::Certificates(count) => json!({ "certificates": count }),
        ClaimValue::Hidden => json!({ "hidden": true }),
    }
}
