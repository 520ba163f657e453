//! Level of assurance: what is asked for in `acr_values`, and whether the `acr` that came answers it (idporten.md 4.1, 17).

use std::str::FromStr;

use super::id_token::shown;
use super::{LoginError, Provider};

/// What is asked for, and accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acr {
    /// A Norwegian electronic ID of at least this level.
    Level(Level),
    /// A European one (eIDAS); must be asked for to be offered.
    European(Level),
    /// `selfregistered-email`: an e-mail user, of no level. Altinn takes none.
    Email,
    /// `entraid`: a work account, at Ansattporten alone.
    WorkAccount,
}

/// How surely a person is who they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// MinID; Altinn's level 3.
    Substantial,
    /// BankID, Buypass, Commfides; Altinn's level 4.
    High,
}

const EMAIL: &str = "selfregistered-email";
const WORK_ACCOUNT: &str = "entraid";
/// What eIDAS values begin with.
const EUROPEAN: &str = "eidas-";
/// Values of which a refusal tells.
const TOLD: usize = 16;
/// Switched off with the old ID-porten.
const RETIRED: [&str; 2] = ["level3", "level4"];

impl Acr {
    /// How it is written in `acr_values`. What Ansattporten calls its levels is for its metadata to say, which `offered` is from.
    ///
    /// # Errors
    /// [`LoginError::LevelNotOffered`] when Ansattporten's metadata has nothing of that level.
    pub(super) fn value(self, provider: Provider, offered: &[String]) -> Result<String, LoginError> {
        Ok(match (self, provider) {
            (Self::Level(level), Provider::Ansattporten) if !offered.is_empty() => {
                let value = offered.iter().find(|value| !is_european(value) && Level::of(value) == Some(level));
                let missing = || LoginError::LevelNotOffered {
                    asked: level.as_str().to_owned(),
                    offered: offered.iter().take(TOLD).map(|value| shown(value)).collect(),
                };
                value.cloned().ok_or_else(missing)?
            }
            (Self::Level(level), Provider::Ansattporten) => level.as_str().to_owned(),
            (Self::Level(level), Provider::Idporten) => format!("idporten-loa-{}", level.as_str()),
            (Self::European(level), _) => format!("{EUROPEAN}loa-{}", level.as_str()),
            (Self::Email, _) => EMAIL.to_owned(),
            (Self::WorkAccount, _) => WORK_ACCOUNT.to_owned(),
        })
    }

    /// Whether `acr` is what was asked for, or better. A wish to the provider is no promise of it.
    pub(super) fn is_answered_by(self, acr: &str) -> bool {
        let reached = |least| Level::of(acr).is_some_and(|level| level >= least);
        match self {
            Self::Level(least) => !is_european(acr) && reached(least),
            Self::European(least) => is_european(acr) && reached(least),
            Self::Email => acr == EMAIL,
            Self::WorkAccount => acr == WORK_ACCOUNT,
        }
    }
}

impl FromStr for Acr {
    type Err = LoginError;

    /// `substantial`, `high`, or the value as it is written.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            EMAIL => return Ok(Self::Email),
            WORK_ACCOUNT => return Ok(Self::WorkAccount),
            _ if RETIRED.contains(&text.to_ascii_lowercase().as_str()) => return Err(LoginError::LevelRetired { asked: text.to_owned() }),
            _ => {}
        }
        let unknown = || LoginError::LevelUnknown { asked: text.to_owned() };
        let level = |name: &str| Level::named(name).ok_or_else(unknown);
        if let Some(name) = text.strip_prefix("eidas-loa-") {
            return level(name).map(Self::European);
        }
        level(text.strip_prefix("idporten-loa-").unwrap_or(text)).map(Self::Level)
    }
}

impl Level {
    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Substantial, Self::High].into_iter().find(|level| level.as_str() == name)
    }

    /// The level that an `acr` stands for, by its ending; `None` for low, e-mail users and what nobody knows. What ends so by chance,
    /// as `not-high` would, stands for none: the whole is the level's name, or a scheme's name with `-loa-` and that.
    #[must_use]
    pub fn of(acr: &str) -> Option<Self> {
        let is_name = |scheme: &str| !scheme.is_empty() && scheme.bytes().all(|sign| sign.is_ascii_alphanumeric());
        match acr.split_once("-loa-") {
            Some((scheme, name)) if is_name(scheme) => Self::named(name),
            Some(_) => None,
            None => Self::named(acr),
        }
    }
}

/// In whatever letters: one that is written otherwise is no Norwegian one for that.
fn is_european(acr: &str) -> bool {
    acr.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("eidas"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_by_their_ending() {
        fn check(acr: &str, expected: Option<Level>) {
            assert_eq!(Level::of(acr), expected, "{acr}");
        }
        check("idporten-loa-high", Some(Level::High));
        check("idporten-loa-substantial", Some(Level::Substantial));
        check("high", Some(Level::High));
        check("idporten-loa-low", None);
        check("selfregistered-email", None);
        check("Level4", None);
        for strange in ["", "-high", "not-high", "idporten-loa-not-high", "x-loa-y-loa-high", "\u{202e}-loa-high", "-loa-high", "High"] {
            check(strange, None);
        }
        assert!(Level::High > Level::Substantial);
    }

    #[test]
    fn what_is_written_is_read_and_old_names_are_refused() {
        fn check(text: &str, expected: Result<Acr, &str>) {
            let read: Result<Acr, LoginError> = text.parse();
            let code = read.as_ref().err().map(|error| crate::problem::Explain::explain(error).code);
            match expected {
                Ok(acr) => assert!(read.is_ok_and(|read| read == acr), "{text}"),
                Err(expected) => assert_eq!(code, Some(expected), "{text}"),
            }
        }
        check("high", Ok(Acr::Level(Level::High)));
        check("idporten-loa-substantial", Ok(Acr::Level(Level::Substantial)));
        check("eidas-loa-high", Ok(Acr::European(Level::High)));
        check("selfregistered-email", Ok(Acr::Email));
        check("entraid", Ok(Acr::WorkAccount));
        check("Level4", Err("login.level_retired"));
        check("level3", Err("login.level_retired"));
        check("idporten-loa-low", Err("login.level_unknown"));
        check("", Err("login.level_unknown"));
    }

    #[test]
    fn ansattporten_names_its_levels_itself() -> Result<(), LoginError> {
        let offered = ["entraid", "eidas-loa-high", "substantial", "idporten-loa-high"].map(str::to_owned);
        let value = |level| Acr::Level(level).value(Provider::Ansattporten, &offered);
        assert_eq!(value(Level::Substantial)?, "substantial");
        assert_eq!(value(Level::High)?, "idporten-loa-high");
        assert_eq!(Acr::Level(Level::High).value(Provider::Ansattporten, &[])?, "high");
        assert_eq!(Acr::Level(Level::High).value(Provider::Idporten, &offered)?, "idporten-loa-high");
        let missing = Acr::Level(Level::High).value(Provider::Ansattporten, &offered[..3]);
        assert!(matches!(missing, Err(LoginError::LevelNotOffered { .. })));
        Ok(())
    }

    #[test]
    fn better_than_asked_is_accepted_and_another_kind_is_not() {
        let high = Acr::Level(Level::High);
        assert!(Acr::Level(Level::Substantial).is_answered_by("idporten-loa-high") && high.is_answered_by("high"));
        assert!(!high.is_answered_by("idporten-loa-substantial") && !high.is_answered_by("eidas-loa-high"));
        for strange in ["EIDAS-loa-high", "eidas2018-loa-high", "not-high", "evil-high"] {
            assert!(!high.is_answered_by(strange), "{strange}");
        }
        assert!(Acr::European(Level::Substantial).is_answered_by("eidas-loa-high"));
        assert!(!Acr::European(Level::Substantial).is_answered_by("idporten-loa-high") && !Acr::Email.is_answered_by("high"));
    }
}
