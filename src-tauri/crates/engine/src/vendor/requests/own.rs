//! A request of ours, as it is kept from one start to the next: only these are watched, and only these deleted.

use time::OffsetDateTime;

use super::{Asked, Change, ConfirmUrl, RequestError, Wanted};
use crate::altinn::{AltinnId, RequestKind, RequestStatus, SystemUserRequest};
use crate::environment::Environment;
use crate::names::{ExternalRef, OrgNumber};

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody has answered.
    Waiting,
    /// Somebody who may not approve has sent it on to those who may.
    Escalated,
    /// Approved; the system user is there.
    Approved,
    /// Approved once; the system user is gone, and the request stands in the way of another (altinn.md 5.5).
    Stale,
    /// The customer said no.
    Rejected,
    /// Closed by administration.
    Denied,
    /// More than half a year old.
    TimedOut,
    /// Altinn has it no more.
    Gone,
    /// The system that it is for was deleted: nothing comes of it any more, and the same cannot be asked again (altinn.md 5.2).
    NoSystem,
    /// A change that asks for what is there already.
    NoChangeNeeded,
    /// Something newer than this program.
    Unknown,
}

impl Standing {
    const ALL: [Self; 11] = [
        Self::Waiting,
        Self::Escalated,
        Self::Approved,
        Self::Stale,
        Self::Rejected,
        Self::Denied,
        Self::TimedOut,
        Self::Gone,
        Self::NoSystem,
        Self::NoChangeNeeded,
        Self::Unknown,
    ];

    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Escalated => "escalated",
            Self::Approved => "approved",
            Self::Stale => "stale",
            Self::Rejected => "rejected",
            Self::Denied => "denied",
            Self::TimedOut => "timed_out",
            Self::Gone => "gone",
            Self::NoSystem => "no_system",
            Self::NoChangeNeeded => "no_change_needed",
            Self::Unknown => "unknown",
        }
    }

    /// The standing with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == name)
    }

    /// Whether somebody may still answer.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Escalated | Self::Unknown)
    }

    /// Whether it must be deleted before the same can be asked again.
    #[must_use]
    pub const fn is_in_the_way(self) -> bool {
        matches!(self, Self::Stale | Self::Rejected | Self::Denied | Self::TimedOut)
    }

    /// By what a request says of itself. Whether an approved one still has its system user, it does not say.
    #[must_use]
    pub fn of(request: &SystemUserRequest) -> Self {
        match (&request.status, request.timed_out) {
            (RequestStatus::Accepted, _) => Self::Approved,
            (RequestStatus::Rejected, _) => Self::Rejected,
            (RequestStatus::Denied, _) => Self::Denied,
            (RequestStatus::NoChangeNeeded, _) => Self::NoChangeNeeded,
            (RequestStatus::TimedOut, _) | (_, true) => Self::TimedOut,
            (RequestStatus::New, false) if request.escalated => Self::Escalated,
            (RequestStatus::New, false) => Self::Waiting,
            (RequestStatus::Other(_), false) => Self::Unknown,
        }
    }
}

/// A request of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRequest {
    /// Stable.
    pub id: AltinnId,
    /// What is asked for.
    pub kind: RequestKind,
    /// The system's id.
    pub system: String,
    /// Who is asked.
    pub party: OrgNumber,
    /// What Enhetsregisteret calls them, once it has said.
    pub party_name: Option<String>,
    /// As it was set; none where it was left out.
    pub external_ref: Option<ExternalRef>,
    /// What the customer sees it called, where that is known.
    pub title: Option<String>,
    /// What was asked for, and for a change what it shall lose.
    pub wanted: Change,
    /// The system user to change.
    pub system_user: Option<AltinnId>,
    /// Where the customer approves, as it came.
    pub confirm_url: Option<String>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Where it stood when it was looked at last.
    pub standing: Standing,
    /// When that was.
    pub checked_at: OffsetDateTime,
}

impl OwnRequest {
    /// What was asked for, with what Altinn made of it.
    #[must_use]
    pub fn of(wanted: &Wanted, request: &SystemUserRequest, now: OffsetDateTime) -> Self {
        let (rights, packages) = wanted.asked.sets();
        Self {
            id: request.id,
            kind: wanted.asked.kind(),
            system: wanted.system.clone(),
            party: wanted.party.clone(),
            party_name: None,
            external_ref: wanted.external_ref.clone(),
            title: wanted.legible_title().or_else(|| request.title.clone()),
            wanted: Change { rights, packages, ..Change::default() },
            system_user: None,
            confirm_url: request.confirm_url.clone(),
            created_at: request.created.unwrap_or(now),
            standing: Standing::of(request),
            checked_at: now,
        }
    }

    /// The system user that was wanted, to ask for it anew; none for a change.
    #[must_use]
    pub fn to_wanted(&self) -> Option<Wanted> {
        let asked = match self.kind {
            RequestKind::Standard => Asked::Standard { rights: self.wanted.rights.clone(), packages: self.wanted.packages.clone() },
            RequestKind::Agent => Asked::Agent { packages: self.wanted.packages.clone() },
            RequestKind::Change => return None,
        };
        let Self { system, party, external_ref, title, .. } = self.clone();
        Some(Wanted { system, party, external_ref, title, asked })
    }

    /// Where the customer approves: a link to Altinn's own page for just this request.
    ///
    /// # Errors
    /// As [`ConfirmUrl::read`]; [`RequestError::NoLink`] when it has none.
    pub fn link(&self, environment: &Environment) -> Result<ConfirmUrl, RequestError> {
        let link = ConfirmUrl::read(self.confirm_url.as_deref().ok_or(RequestError::NoLink)?, environment)?;
        if link.is_of(self.id, self.kind) { Ok(link) } else { Err(RequestError::NotALink) }
    }

    /// The reference by which Altinn finds it again.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.external_ref.as_ref().map_or(self.party.as_str(), ExternalRef::as_str)
    }

    /// The same, looked at now.
    #[must_use]
    pub fn seen(&self, standing: Standing, confirm_url: Option<String>, now: OffsetDateTime) -> Self {
        Self { standing, checked_at: now, confirm_url: confirm_url.or_else(|| self.confirm_url.clone()), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_request_counts_beside_its_status() -> Result<(), serde_json::Error> {
        let check = |more: &str, expected: Standing| -> Result<(), serde_json::Error> {
            let request: SystemUserRequest =
                serde_json::from_str(&format!(r#"{{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", {more} }}"#))?;
            assert_eq!(Standing::of(&request), expected, "{more}");
            Ok(())
        };
        check(r#""status": "New""#, Standing::Waiting)?;
        check(r#""status": "New", "escalated": true"#, Standing::Escalated)?;
        check(r#""status": "New", "escalated": true, "timedOut": true"#, Standing::TimedOut)?;
        check(r#""status": "Timedout""#, Standing::TimedOut)?;
        check(r#""status": "Accepted", "timedOut": true"#, Standing::Approved)?;
        check(r#""status": "Rejected", "timedOut": true"#, Standing::Rejected)?;
        check(r#""status": "Denied""#, Standing::Denied)?;
        check(r#""status": "NoChangeNeeded""#, Standing::NoChangeNeeded)?;
        check(r#""status": "Paused""#, Standing::Unknown)?;
        check(r#""status": "Paused", "timedOut": true"#, Standing::TimedOut)
    }

    #[test]
    fn a_title_is_sent_and_kept_legible() -> Result<(), Box<dyn std::error::Error>> {
        let told = r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "integrationTitle": "Kasse" }"#;
        let there: SystemUserRequest = serde_json::from_str(told)?;
        let cases = [(" Ny\nkasse\u{202e}\u{7} ", Some("Ny kasse"), "Ny kasse"), ("\u{202e}\n", None, "Kasse")];
        for (typed, sent, kept) in cases {
            let asked = Asked::Agent { packages: ["urn:a".to_owned()].into() };
            let (system, party) = ("312345609_kasse".to_owned(), "315000106".parse()?);
            let wanted = Wanted { system, party, external_ref: None, title: Some(typed.to_owned()), asked };
            assert_eq!(wanted.body().get("integrationTitle").and_then(serde_json::Value::as_str), sent, "{typed:?}");
            assert_eq!(OwnRequest::of(&wanted, &there, OffsetDateTime::UNIX_EPOCH).title.as_deref(), Some(kept), "{typed:?}");
        }
        Ok(())
    }

    #[test]
    fn a_standing_is_found_by_its_name() {
        for standing in Standing::ALL {
            assert_eq!(Standing::parse(standing.as_str()), Some(standing));
        }
        assert_eq!(Standing::parse("other"), None);
    }
}
