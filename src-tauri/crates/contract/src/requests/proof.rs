//! A token that acts as a system user, proved rung by rung on the page.

use std::collections::BTreeMap;

use inngang_engine::vendor::system_user_token::{ActAs, Proof, Rung};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ts_rs::TS;

use crate::{FactView, RungOutcome, RungView, moment};

/// Asks for a token that acts as a system user, and looks at what it says.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ProveSystemUser {
    /// The system's id.
    pub system: String,
    /// Owner's number: for an accountant's system user the accountant's.
    pub owner: String,
    /// Its reference, where it has its own.
    pub external_ref: Option<String>,
    /// Scopes as typed, separated by white space.
    pub scopes: String,
}

/// How far it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemUserProofView {
    /// The system's id.
    pub system: String,
    /// Nine digits.
    pub owner: String,
    /// Its reference, where it has its own.
    pub external_ref: Option<String>,
    /// Scopes that were asked for.
    pub scopes: Vec<String>,
    /// The system user's id, once it was found.
    pub system_user: Option<String>,
    /// RFC 3339.
    pub proved_at: String,
    /// Text keys `systemuser:rung.<name>`.
    pub rungs: Vec<RungView>,
    /// Whether no rung broke.
    pub passed: bool,
}

impl SystemUserProofView {
    /// A proof as the page shows it.
    #[must_use]
    pub fn new(act_as: &ActAs, proof: &Proof, at: OffsetDateTime) -> Self {
        let text = |text: &str| FactView::Text(text.to_owned());
        let rung = |rung: &Rung| {
            let broken = proof.broken.as_ref().filter(|(broken, _)| broken == rung).map(|(_, problem)| problem.clone().into());
            let facts = match rung {
                Rung::SystemUser => proof.system_user.as_ref().map(|user| ("id", text(&user.id.to_string()))),
                Rung::Token => proof.token.as_ref().map(|token| ("expires_at", FactView::Moment(moment(token.expires_at)))),
                Rung::Exchange => proof.exchanged.as_ref().map(|token| ("expires_at", FactView::Moment(moment(token.expires_at)))),
            };
            RungView {
                name: rung.as_str().to_owned(),
                outcome: if broken.is_some() { RungOutcome::Failed } else { RungOutcome::Passed },
                problem: broken,
                skipped: None,
                facts: facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect::<BTreeMap<_, _>>(),
                milliseconds: 0,
            }
        };
        let climbed = (proof.reached() + 1).min(Rung::ALL.len());
        Self {
            system: act_as.system.clone(),
            owner: act_as.owner.to_string(),
            external_ref: act_as.external_ref.as_ref().map(ToString::to_string),
            scopes: act_as.scopes.iter().map(ToString::to_string).collect(),
            system_user: proof.system_user.as_ref().map(|user| user.id.to_string()),
            proved_at: moment(at),
            rungs: Rung::ALL.iter().take(climbed).map(rung).collect(),
            passed: proof.broken.is_none(),
        }
    }
}
