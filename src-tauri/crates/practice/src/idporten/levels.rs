//! Levels of assurance: what a client may ask for, what a person of the town can log in with.

use super::refusal::Refusal;

/// Every value that the metadata announces.
pub(super) const SUPPORTED: [&str; 6] =
    ["idporten-loa-low", "idporten-loa-substantial", "idporten-loa-high", "eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high"];

/// Documented, but not announced.
const SELF_REGISTERED: &str = "selfregistered-email";

/// Below every level that somebody can log in with.
pub(super) const LOW: &str = "idporten-loa-low";

/// The levels that an electronic identity of the town reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Substantial,
    High,
}

impl Level {
    pub(super) const ALL: [Self; 2] = [Self::Substantial, Self::High];

    /// The value in the login page's form.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    pub(super) const fn acr(self) -> &'static str {
        match self {
            Self::Substantial => "idporten-loa-substantial",
            Self::High => "idporten-loa-high",
        }
    }

    pub(super) fn with_acr(acr: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.acr() == acr)
    }

    /// What comes back when the login happens below this level.
    pub(super) const fn below(self) -> &'static str {
        match self {
            Self::Substantial => LOW,
            Self::High => Self::Substantial.acr(),
        }
    }
}

/// The lowest level that `acr_values` accepts. Nobody in the town has a European identity or only an e-mail address.
pub(super) fn least<'a>(acr_values: impl Iterator<Item = &'a str>) -> Result<Level, Refusal> {
    let mut asked = false;
    let mut least = None;
    for acr in acr_values {
        if !SUPPORTED.contains(&acr) && acr != SELF_REGISTERED {
            return Err(Refusal::invalid_request(format!("Unsupported acr_values: {acr}")));
        }
        asked = true;
        let level = if acr == LOW { Some(Level::Substantial) } else { Level::with_acr(acr) };
        least = [least, level].into_iter().flatten().min();
    }
    match least {
        None if asked => Err(Refusal::new("unmet_authentication_requirements", "No electronic identity reaches the requested acr_values")),
        least => Ok(least.unwrap_or(Level::Substantial)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(acr_values: &str, expected: Result<Level, &str>) {
        let found = least(acr_values.split_whitespace()).map_err(|refusal| refusal.error);
        assert_eq!(found, expected, "{acr_values:?}");
    }

    #[test]
    fn the_lowest_acceptable_level_counts() {
        check("", Ok(Level::Substantial));
        check("idporten-loa-low", Ok(Level::Substantial));
        check("idporten-loa-high", Ok(Level::High));
        check("idporten-loa-high idporten-loa-substantial", Ok(Level::Substantial));
        check("eidas-loa-substantial idporten-loa-high", Ok(Level::High));
        check("eidas-loa-high", Err("unmet_authentication_requirements"));
        check("selfregistered-email", Err("unmet_authentication_requirements"));
        for retired in ["Level3", "Level4", "idporten-loa-substantial Level4", "IDPORTEN-LOA-HIGH"] {
            check(retired, Err("invalid_request"));
        }
    }
}
