//! Who asks, and what that client may do.

use crate::maskinporten::Credential;
use crate::names::{ClientId, Scope};

/// The administration client, which Digdir sets up for this API and for nothing else (idporten.md 14.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Its client id.
    pub client: ClientId,
    /// Its enterprise certificate, or a key that is registered on it.
    pub credential: Credential,
}

/// Reads clients of the own organisation; nothing works without it.
pub(super) const READ: &str = "idporten:dcr.read";
/// Creates clients, and in practice changes them.
pub(super) const WRITE: &str = "idporten:dcr.write";
/// Changes clients.
pub(super) const MODIFY: &str = "idporten:dcr.modify";

/// What the token that was given may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// Make new clients.
    pub create: bool,
    /// Change clients and their keys.
    pub change: bool,
    /// Scopes that were asked for and not given.
    pub missing: Vec<Scope>,
}

impl Rights {
    pub(super) fn of(granted: &[Scope]) -> Self {
        let has = |name: &str| granted.iter().any(|scope| scope.as_str() == name);
        let missing = [READ, WRITE, MODIFY].into_iter().filter(|name| !has(name)).filter_map(|name| name.parse().ok());
        Self { create: has(WRITE), change: has(WRITE) || has(MODIFY), missing: missing.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn write_creates_and_either_changes() -> Result<(), crate::names::NotAName> {
        let check = |granted: &[&str], create: bool, change: bool, missing: &[&str]| -> Result<(), crate::names::NotAName> {
            let granted = granted.iter().map(|scope| scope.parse()).collect::<Result<Vec<Scope>, _>>()?;
            let rights = Rights::of(&granted);
            assert_eq!((rights.create, rights.change), (create, change), "{granted:?}");
            assert_eq!(rights.missing.iter().map(Scope::as_str).collect::<Vec<_>>(), missing);
            Ok(())
        };
        check(&[READ, WRITE, MODIFY], true, true, &[])?;
        check(&[READ, MODIFY], false, true, &[WRITE])?;
        check(&[READ, WRITE], true, true, &[MODIFY])?;
        check(&[READ], false, false, &[WRITE, MODIFY])
    }
}
