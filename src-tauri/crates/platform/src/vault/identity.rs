//! The vault's identity in memory: asked for once, refused, locked, dropped.

use age::x25519::Identity;
use inngang_engine::keys::KeyError;

use super::keychain::KeychainUnavailable;
use super::seal::{self, Unsealable};
use super::stamp::{Stamp, stamp};
use super::{IDENTITY, KeptIn, MACHINE, VAULT, Vault};
use crate::files::write_whole;
use crate::{held, machine};

/// What is known of the identity, and how often it was taken away.
#[derive(Default)]
pub(super) struct Access {
    known: Known,
    locks: u64,
}

#[derive(Default)]
enum Known {
    /// Nobody was asked yet.
    #[default]
    Unasked,
    /// Asked, and not asked again until the person wants it.
    Refused(Refusal),
    /// Locked by us: nobody is asked until the person wants it.
    Locked,
    Open(Opened),
}

/// Why the keychain did not open the vault.
#[derive(Clone, Copy)]
pub(super) enum Refusal {
    /// There is none, and nothing to open with it.
    NoKeychain,
    /// It does not give what opens this vault.
    Gone,
    /// Nor could it: the vault was sealed on another computer.
    Moved,
}

impl From<Refusal> for KeyError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoKeychain => Self::Locked,
            Refusal::Gone => Self::KeychainGone,
            Refusal::Moved => Self::Moved,
        }
    }
}

/// The identity, with the file it came from unless it came from the keychain.
#[derive(Clone)]
pub(super) struct Opened {
    pub(super) identity: Identity,
    file: Option<Stamp>,
}

impl Vault {
    /// Asks the keychain once more, because the person wants it: after [`Vault::lock`], or when it refused.
    ///
    /// # Errors
    /// [`KeyError::Locked`] when a password opens the vault; [`KeyError::KeychainGone`] and [`KeyError::Moved`] as
    /// [`Vault::status`].
    pub fn reopen(&self) -> Result<(), KeyError> {
        if self.kept_in() == KeptIn::Password {
            return Err(KeyError::Locked);
        }
        held(&self.access).known = Known::Unasked;
        self.identity().map(drop)
    }

    /// Drops everything secret from memory. What is under way ends with what it has; nothing is asked for until
    /// [`Vault::unlock`] or [`Vault::reopen`]. Waits for nobody.
    pub fn lock(&self) {
        let mut access = held(&self.access);
        // Whoever is being asked right now answers in vain.
        access.locks += 1;
        // A refusal says more than that it is locked, and holds nothing.
        if !matches!(access.known, Known::Refused(_)) {
            access.known = Known::Locked;
        }
        drop(access);
        *held(&self.cached) = None;
    }

    /// Whether it was locked by [`Vault::lock`].
    pub(super) fn is_locked(&self) -> bool {
        matches!(held(&self.access).known, Known::Locked)
    }

    /// How often it was locked: noted before anything slow, so that what was locked meanwhile stays so.
    pub(super) fn locks(&self) -> u64 {
        held(&self.access).locks
    }

    /// As if the program had just started.
    pub(super) fn begin_anew(&self) {
        held(&self.access).known = Known::Unasked;
        *held(&self.cached) = None;
        self.seen(false);
    }

    /// The identity: from memory, else from the keychain; made the first time.
    pub(super) fn identity(&self) -> Result<Opened, KeyError> {
        if let Some(known) = self.known() {
            return known;
        }
        let _asking = held(&self.asking);
        // Whoever was asked in the meantime has it now.
        if let Some(known) = self.known() {
            return known;
        }
        let locks = self.locks();
        // Without the folder's lock: the person may take their time, and other programs need not wait for that.
        let identity = match self.load_identity() {
            Ok(None) => self.make_identity()?,
            Ok(Some(identity)) => Ok(identity),
            Err(refusal) => Err(refusal),
        };
        self.settle(locks, identity)
    }

    fn known(&self) -> Option<Result<Opened, KeyError>> {
        let known = match &held(&self.access).known {
            Known::Open(opened) => return Some(Ok(opened.clone())),
            Known::Locked => return Some(Err(KeyError::Locked)),
            Known::Refused(refusal) => Some(*refusal),
            Known::Unasked => None,
        };
        // Another program may have put it under a password, about which no keychain is asked.
        if self.kept_in() == KeptIn::Password { Some(Err(KeyError::Locked)) } else { known.map(|refusal| Err(refusal.into())) }
    }

    /// Remembers what came of asking, unless the vault was locked meanwhile. Under a password a refusal is none.
    pub(super) fn settle(&self, locks: u64, found: Result<Identity, Refusal>) -> Result<Opened, KeyError> {
        let file = stamp(&self.path(IDENTITY));
        let mut access = held(&self.access);
        if access.locks != locks {
            return Err(KeyError::Locked);
        }
        match found {
            Ok(identity) => {
                let opened = Opened { identity, file };
                access.known = Known::Open(opened.clone());
                drop(access);
                self.note_machine();
                // Whatever stands in the folder now is the vault; a folder that is gone has not become an empty one.
                if self.folder.is_dir() {
                    self.seen(false);
                }
                Ok(opened)
            }
            Err(_) if file.is_some() => Err(KeyError::Locked),
            Err(refusal) => {
                access.known = Known::Refused(refusal);
                Err(refusal.into())
            }
        }
    }

    /// A change of what keeps the identity is done, though the vault may have been locked meanwhile.
    pub(super) fn done(&self, locks: u64, identity: Identity) -> Result<(), KeyError> {
        match self.settle(locks, Ok(identity)) {
            Ok(_) | Err(KeyError::Locked) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// The keychain's identity, or nothing when the vault may begin with a new one.
    fn load_identity(&self) -> Result<Option<Identity>, Refusal> {
        // Looked at first: what another program seals while the person is asked does not make this identity lost.
        let sealed = self.path(VAULT).exists();
        match self.keychain.load(&self.item) {
            Ok(Some(text)) => {
                let identity = seal::parse_identity(&text).ok_or_else(|| self.refusal())?;
                if self.opens(&identity) { Ok(Some(identity)) } else { Err(self.refusal()) }
            }
            Ok(None) | Err(KeychainUnavailable) if sealed => Err(self.refusal()),
            Ok(None) => Ok(None),
            Err(KeychainUnavailable) => Err(Refusal::NoKeychain),
        }
    }

    /// Under the lock, where two programs that start at once make one identity.
    fn make_identity(&self) -> Result<Result<Identity, Refusal>, KeyError> {
        let _alone = self.alone()?;
        if self.kept_in() == KeptIn::Password {
            return Err(KeyError::Locked);
        }
        Ok(match self.load_identity() {
            Ok(None) => {
                let made = Identity::generate();
                let kept = self.keychain.store(&self.item, &seal::identity_text(&made));
                kept.map(|()| made).map_err(|_| Refusal::NoKeychain)
            }
            Ok(Some(identity)) => Ok(identity),
            Err(refusal) => Err(refusal),
        })
    }

    /// Whether the vault's file is sealed to this identity; one that is damaged may be.
    pub(super) fn opens(&self, identity: &Identity) -> bool {
        std::fs::read(self.path(VAULT)).map_or(true, |sealed| !matches!(seal::unseal(identity, &sealed), Err(Unsealable::WrongKey)))
    }

    /// The identity does not open the vault's file. Either the file is damaged, or another program has put both anew.
    pub(super) fn stale(&self, opened: &Opened) -> KeyError {
        let file = stamp(&self.path(IDENTITY));
        if file.is_some() && file == opened.file {
            // The identity proved itself when the password unsealed it, so it is the vault's file that changed.
            return KeyError::Damaged { file: VAULT.to_owned() };
        }
        let refusal = self.refusal();
        held(&self.access).known = Known::Refused(refusal);
        *held(&self.cached) = None;
        if file.is_some() { KeyError::Locked } else { refusal.into() }
    }

    fn refusal(&self) -> Refusal {
        let noted = std::fs::read_to_string(self.path(MACHINE)).ok();
        if noted.is_some_and(|noted| self.machine().is_some_and(|ours| noted.trim() != ours)) { Refusal::Moved } else { Refusal::Gone }
    }

    /// Writes down which computer the vault is at home on. Not for opening it, so a folder that cannot be written is no matter.
    fn note_machine(&self) {
        let Some(ours) = self.machine() else { return };
        let noted = std::fs::read_to_string(self.path(MACHINE)).is_ok_and(|noted| noted == ours);
        if !noted && self.folder.is_dir() {
            let _unwritten = write_whole(&self.path(MACHINE), ours.as_bytes());
        }
    }

    fn machine(&self) -> Option<String> {
        machine::mark(&self.item)
    }
}
