//! The relying party held against a provider that breaks one rule at a time (OpenID Connect Core 1.0, RFC 9207, RFC 9700).

mod anything;
mod callback;
mod id_token;
mod keys;
mod metadata;
mod signature;
mod tokens;

use serde_json::Value;

use crate::Outcome;
use crate::provider::{Bends, Part};
use crate::rig::Rig;

/// How an ordinary login ends: its code, none when it is believed; with how often a token was asked for.
type Verdict = (Option<&'static str>, usize);

const BELIEVED: Verdict = (None, 1);

/// Refused after the code was sent, as an ID token must be.
const fn refused(code: &'static str) -> Verdict {
    (Some(code), 1)
}

/// Refused before the code was sent to anybody.
const fn refused_unsent(code: &'static str) -> Verdict {
    (Some(code), 0)
}

async fn verdict(bends: Bends) -> Outcome<Verdict> {
    Rig::new(bends).await?.told().await
}

/// With one member otherwise; null takes it away.
async fn verdict_with(part: Part, member: &'static str, value: Value) -> Outcome<Verdict> {
    verdict(Bends::default().with(part, member, value)).await
}
