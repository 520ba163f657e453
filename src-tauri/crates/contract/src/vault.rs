//! The vault on the page: where it is kept, when it locks, and copies of a profile without its secrets.

use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AppView;

/// Where the vault's identity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultPlace {
    /// In the operating system's keychain.
    Keychain,
    /// Under a password.
    Password,
}

/// The vault, for the settings page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VaultDetailsView {
    /// Where its identity is.
    pub place: VaultPlace,
    /// Minutes without use until it locks; none when it does not.
    pub lock_after_minutes: Option<u32>,
    /// Private keys in it; none while it is locked.
    pub keys: Option<u32>,
    /// Files that were set aside beside it, by name.
    pub set_aside: Vec<String>,
}

/// Changes the vault's password.
#[derive(Debug, Deserialize, TS)]
pub struct ChangeVaultPassword {
    /// As typed.
    #[ts(type = "string")]
    pub current: Secret<String>,
    /// As typed.
    #[ts(type = "string")]
    pub new: Secret<String>,
}

/// Moves the vault's identity to the other place.
#[derive(Debug, Deserialize, TS)]
pub struct MoveVault {
    /// Where to.
    pub to: VaultPlace,
    /// The new password, or the one that it leaves.
    #[ts(type = "string")]
    pub password: Secret<String>,
}

/// When the vault locks by itself.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct LockVaultAfter {
    /// Minutes without use; none: never.
    pub minutes: Option<u32>,
}

/// A copy of a profile was read back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RestoredProfileView {
    /// Whether a file was chosen.
    pub restored: bool,
    /// The window's state, with the profile in use.
    pub app: AppView,
    /// Keys whose private half is not here, by name or kid.
    pub without_private: Vec<String>,
}
