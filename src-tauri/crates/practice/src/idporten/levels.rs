//! Levels of assurance: what a client may ask for, what a person of the town can log in with (idporten.md 4.1, 17).

use super::provider::Provider;
use super::refusal::Refusal;

const IDPORTEN: [&str; 6] =
    ["idporten-loa-low", "idporten-loa-substantial", "idporten-loa-high", "eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high"];
const ANSATTPORTEN: [&str; 3] = ["substantial", "high", "entraid"];

/// Documented, but not announced.
const SELF_REGISTERED: &str = "selfregistered-email";
/// Below every level that somebody can log in with.
const LOW: &str = "idporten-loa-low";

/// Every value that the metadata announces.
pub(super) const fn supported(provider: Provider) -> &'static [&'static str] {
    match provider {
        Provider::IdPorten => &IDPORTEN,
        Provider::Ansattporten => &ANSATTPORTEN,
    }
}

/// How somebody of the town can log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Substantial,
    High,
    /// The employer's account (`entraid`), at Ansattporten: no level of assurance, no national id.
    WorkAccount,
}

impl Level {
    const ALL: [Self; 3] = [Self::Substantial, Self::High, Self::WorkAccount];

    /// The value in the login page's form, which is Ansattporten's `acr` too.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::High => "high",
            Self::WorkAccount => "entraid",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    pub(super) const fn acr(self, provider: Provider) -> &'static str {
        match (provider, self) {
            (Provider::IdPorten, Self::Substantial) => "idporten-loa-substantial",
            (Provider::IdPorten, Self::High) => "idporten-loa-high",
            _ => self.name(),
        }
    }

    pub(super) fn with_acr(acr: &str, provider: Provider) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.acr(provider) == acr && supported(provider).contains(&acr))
    }

    /// What comes back when the login happens below this level.
    pub(super) const fn below(self, provider: Provider) -> &'static str {
        match (self, provider) {
            (Self::High, _) => Self::Substantial.acr(provider),
            (_, Provider::IdPorten) => LOW,
            (_, Provider::Ansattporten) => Self::WorkAccount.name(),
        }
    }

    /// Itself, with what is as good.
    fn or_better(self) -> &'static [Self] {
        match self {
            Self::Substantial => &[Self::Substantial, Self::High],
            Self::High => &[Self::High],
            Self::WorkAccount => &[Self::WorkAccount],
        }
    }
}

/// What `acr_values` lets the person log in with, the lowest first. Nobody in the town has a European identity or only an e-mail address.
pub(super) fn accepted<'a>(acr_values: impl Iterator<Item = &'a str>, provider: Provider) -> Result<Vec<Level>, Refusal> {
    let known = |acr: &str| supported(provider).contains(&acr) || (provider == Provider::IdPorten && acr == SELF_REGISTERED);
    let mut asked = false;
    let mut accepted = Vec::new();
    for acr in acr_values {
        if !known(acr) {
            return Err(Refusal::invalid_request(format!("Unsupported acr_values: {acr}")));
        }
        asked = true;
        let level = if acr == LOW { Some(Level::Substantial) } else { Level::with_acr(acr, provider) };
        accepted.extend(level.into_iter().flat_map(Level::or_better));
    }
    accepted.sort_unstable();
    accepted.dedup();
    match accepted.is_empty() {
        true if asked => Err(Refusal::new("unmet_authentication_requirements", "No electronic identity reaches the requested acr_values")),
        true => Ok(Level::Substantial.or_better().to_vec()),
        false => Ok(accepted),
    }
}

#[cfg(test)]
mod tests {
    use super::Level::{High, Substantial, WorkAccount};
    use super::*;

    fn check(provider: Provider, acr_values: &str, expected: Result<&[Level], &str>) {
        let found = accepted(acr_values.split_whitespace(), provider).map_err(|refusal| refusal.error);
        assert_eq!(found.as_deref().map_err(|error| *error), expected, "{acr_values:?}");
    }

    #[test]
    fn a_level_or_a_better_one_is_accepted() {
        for (acr_values, expected) in [
            ("", &[Substantial, High][..]),
            ("idporten-loa-low", &[Substantial, High]),
            ("idporten-loa-high", &[High]),
            ("idporten-loa-high idporten-loa-substantial", &[Substantial, High]),
            ("eidas-loa-substantial idporten-loa-high", &[High]),
        ] {
            check(Provider::IdPorten, acr_values, Ok(expected));
        }
        check(Provider::IdPorten, "eidas-loa-high", Err("unmet_authentication_requirements"));
        check(Provider::IdPorten, "selfregistered-email", Err("unmet_authentication_requirements"));
        for retired in ["Level3", "Level4", "idporten-loa-substantial Level4", "IDPORTEN-LOA-HIGH", "substantial", "entraid"] {
            check(Provider::IdPorten, retired, Err("invalid_request"));
        }
    }

    #[test]
    fn ansattporten_has_values_of_its_own() {
        check(Provider::Ansattporten, "", Ok(&[Substantial, High]));
        check(Provider::Ansattporten, "high", Ok(&[High]));
        check(Provider::Ansattporten, "entraid", Ok(&[WorkAccount]));
        check(Provider::Ansattporten, "entraid high", Ok(&[High, WorkAccount]));
        for foreign in ["idporten-loa-high", "selfregistered-email", "Level4", "Entraid"] {
            check(Provider::Ansattporten, foreign, Err("invalid_request"));
        }
    }
}
