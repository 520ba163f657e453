//! What is odd about a token, as far as it can be told without asking anybody.

use std::collections::BTreeMap;

use time::Duration;

use super::reading::{Reading, TokenKind};
use crate::certificates::{Finding, Severity};
use crate::environment::{Environment, IssuerPlace};
use crate::problem::Code;

// The sections are those of the Maskinporten dossier.
codes! { "token":
    /// 3.3: the service's clock is ours within so much
    EXPIRED = "expired", turn: You, facts: [expires_at];
    NOT_YET_VALID = "not_yet_valid", turn: You, facts: [from];
    NO_EXPIRY = "no_expiry", turn: You;
    /// 11.4 no 7: milliseconds, texts
    BAD_MOMENT = "bad_moment", turn: You, facts: [claims];
    /// 3.3
    GRANT_TOO_LONG = "grant_too_long", turn: You, facts: [seconds];
    /// 11.3
    IS_A_GRANT = "is_a_grant", turn: You;
    /// The ID-porten dossier, 9
    IS_AN_ID_TOKEN = "is_an_id_token", turn: You;
    /// 14
    OTHER_ENVIRONMENT = "other_environment", turn: You, facts: [ours, theirs];
    /// 1
    RETIRED_ISSUER = "retired_issuer", turn: You, facts: [issuer];
    /// 1, and the Altinn dossier, 1.1
    DEVELOPMENT_ISSUER = "development_issuer", turn: You, facts: [issuer];
    UNKNOWN_ISSUER = "unknown_issuer", turn: You, facts: [issuer];
    NO_ISSUER = "no_issuer", turn: You;
    /// 0 no 3
    ALGORITHM = "algorithm", turn: You, facts: [algorithm];
    /// RFC 7519 §4
    CLAIM_TWICE = "claim_twice", turn: You, facts: [claims];
    /// 6
    IMPOSSIBLE_NUMBER = "impossible_number", turn: You, facts: [id];
    /// The signature, held against the issuer's published keys
    SIGNATURE_VERIFIED = "signature_verified", turn: You, facts: [kid];
    SIGNATURE_BROKEN = "signature_broken", turn: You;
    SIGNATURE_UNKNOWN_KEY = "signature_unknown_key", turn: You, facts: [kid];
    SIGNATURE_OTHER_ISSUER = "signature_other_issuer", turn: You, facts: [issuer];
    SIGNATURE_OF_CLIENT = "signature_of_client", turn: You;
    SIGNATURE_NOT_CHECKED = "signature_not_checked", turn: Network;
}

/// So far may a service's clock be from ours (3.3).
const TOLERANCE: Duration = Duration::seconds(10);

/// 3.3.
const LONGEST_GRANT: i64 = 120;

pub(super) fn finding(severity: Severity, code: &Code) -> Finding {
    Finding { code: code.name, turn: code.turn, severity, facts: BTreeMap::new() }
}

/// Those that only the parts know, beside those of the reading.
pub(super) struct Odd {
    /// Names that stand twice.
    pub(super) twice: Vec<String>,
    /// Moments that are none.
    pub(super) bad_moments: Vec<String>,
}

/// Everything that is odd, what matters most first.
pub(super) fn judge(reading: &Reading, odd: Odd, environment: Option<&Environment>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    found.extend(kind(reading));
    found.extend(issuer(reading, environment));
    found.extend(times(reading));
    let algorithm = reading.algorithm.as_deref().unwrap_or("none");
    if !super::signature::ALGORITHMS.iter().any(|(name, _)| *name == algorithm) {
        found.push(with(finding(Severity::Blocking, &ALGORITHM), "algorithm", algorithm));
    }
    if !odd.bad_moments.is_empty() {
        found.push(with(finding(Severity::Warning, &BAD_MOMENT), "claims", odd.bad_moments));
    }
    if !odd.twice.is_empty() {
        found.push(with(finding(Severity::Warning, &CLAIM_TWICE), "claims", odd.twice));
    }
    let impossible = reading.parties.iter().filter(|party| party.organisation.as_ref().is_some_and(|claim| claim.is_impossible()));
    found.extend(impossible.map(|party| with(finding(Severity::Warning, &IMPOSSIBLE_NUMBER), "id", &party.name)));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

pub(super) fn with(mut finding: Finding, name: &'static str, value: impl Into<crate::problem::Fact>) -> Finding {
    finding.facts.insert(name, value.into());
    finding
}

fn kind(reading: &Reading) -> Option<Finding> {
    match reading.kind {
        TokenKind::Grant => Some(finding(Severity::Warning, &IS_A_GRANT)),
        TokenKind::Id => Some(finding(Severity::Note, &IS_AN_ID_TOKEN)),
        _ => None,
    }
}

/// A grant's issuer is its client; whom it is for tells the environment instead.
fn issuer(reading: &Reading, environment: Option<&Environment>) -> Option<Finding> {
    let Some(name) = &reading.issuer else { return Some(finding(Severity::Note, &NO_ISSUER)) };
    let host = || url::Url::parse(name).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| name.clone());
    let place = match reading.known {
        Some(known) => known.place,
        None if reading.kind == TokenKind::Grant => return None,
        None => return Some(with(finding(Severity::Warning, &UNKNOWN_ISSUER), "issuer", name)),
    };
    match place {
        IssuerPlace::Retired => Some(with(finding(Severity::Blocking, &RETIRED_ISSUER), "issuer", host())),
        IssuerPlace::Development => Some(with(finding(Severity::Warning, &DEVELOPMENT_ISSUER), "issuer", host())),
        IssuerPlace::Environment(theirs) => {
            let ours = environment?.kind;
            let other = with(finding(Severity::Blocking, &OTHER_ENVIRONMENT), "theirs", theirs.as_str());
            (theirs != ours).then(|| with(other, "ours", ours.as_str()))
        }
    }
}

fn times(reading: &Reading) -> Vec<Finding> {
    let life = &reading.lifetime;
    let mut found = Vec::new();
    match life.expires_at {
        None => found.push(finding(Severity::Warning, &NO_EXPIRY)),
        Some(at) if at <= life.now => found.push(with(finding(Severity::Blocking, &EXPIRED), "expires_at", at)),
        Some(_) => {}
    }
    let from = life.not_before.into_iter().chain(life.issued_at).max();
    if let Some(from) = from.filter(|from| *from > life.now.saturating_add(TOLERANCE)) {
        found.push(with(finding(Severity::Blocking, &NOT_YET_VALID), "from", from));
    }
    if let (TokenKind::Grant, Some(seconds)) = (reading.kind, life.seconds().filter(|seconds| *seconds > LONGEST_GRANT)) {
        found.push(with(finding(Severity::Blocking, &GRANT_TOO_LONG), "seconds", seconds));
    }
    found
}
