//! Moves of the identity, whole and cut short at each step.

use super::asking::Counting;
use super::*;

const FIRST: &str = "blåbærøy";
const SECOND: &str = "tyttebær og multe";

fn names(place: &Place) -> Result<Vec<String>, Failure> {
    let mut names: Vec<_> =
        fs::read_dir(place.folder())?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

#[test]
fn there_and_back() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.vault();
    vault.keep_secret("client", &secret("x"))?;
    assert!(matches!(vault.move_to_keychain(&secret(FIRST)), Err(KeyError::Locked)));
    assert!(matches!(vault.change_password(&secret(FIRST), &secret(SECOND)), Err(KeyError::Locked)));
    assert!(matches!(vault.move_to_password(&secret("short")), Err(KeyError::ShortPassword { .. })));
    let other = place.vault();
    assert_eq!((vault.kept_in(), other.status()?), (KeptIn::Keychain, VaultStatus::Open));

    vault.move_to_password(&secret(FIRST))?;
    assert_eq!((vault.kept_in(), vault.status()?), (KeptIn::Password, VaultStatus::Open));
    assert!(place.keychain.load("p")?.is_none());
    assert!(matches!(vault.move_to_password(&secret(SECOND)), Err(KeyError::Locked)));
    // Another program that had it open goes on; a new one needs the password.
    other.keep_secret("other", &secret("y"))?;
    let again = place.vault();
    assert_eq!(again.status()?, VaultStatus::Locked);
    again.unlock(&secret(FIRST))?;
    assert_eq!((text(&again, "client")?.as_deref(), text(&again, "other")?.as_deref()), (Some("x"), Some("y")));

    assert!(matches!(again.change_password(&secret(SECOND), &secret(FIRST)), Err(KeyError::WrongPassword)));
    assert!(matches!(again.change_password(&secret(FIRST), &secret("")), Err(KeyError::ShortPassword { .. })));
    again.change_password(&secret(FIRST), &secret(SECOND))?;
    assert!(matches!(place.vault().unlock(&secret(FIRST)), Err(KeyError::WrongPassword)));

    assert!(matches!(again.move_to_keychain(&secret(FIRST)), Err(KeyError::WrongPassword)));
    again.move_to_keychain(&secret(SECOND))?;
    assert_eq!((again.kept_in(), names(&place)?), (KeptIn::Keychain, vec![VAULT.into(), LOCK.into(), MACHINE.into()]));
    assert_eq!(text(&place.vault(), "other")?.as_deref(), Some("y"));
    Ok(())
}

/// A keychain that dies at its nth call from now: before it has done the work, or after.
struct Dying {
    keychain: Arc<MemoryKeychain>,
    left: Mutex<usize>,
    before: bool,
}

impl Dying {
    fn work<T>(&self, work: impl FnOnce(&MemoryKeychain) -> Result<T, KeychainUnavailable>) -> Result<T, KeychainUnavailable> {
        let mut left = held(&self.left);
        match *left {
            0 => Err(KeychainUnavailable),
            1 => {
                *left = 0;
                if !self.before {
                    work(&self.keychain)?;
                }
                Err(KeychainUnavailable)
            }
            _ => {
                *left -= 1;
                work(&self.keychain)
            }
        }
    }
}

impl Keychain for Dying {
    fn load(&self, item: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        self.work(|keychain| keychain.load(item))
    }

    fn store(&self, item: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        self.work(|keychain| keychain.store(item, secret))
    }

    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable> {
        self.work(|keychain| keychain.forget(item))
    }
}

#[test]
fn a_keychain_that_dies_in_mid_move_loses_nothing() -> Result<(), Failure> {
    for (call, before) in (2..5).flat_map(|call| [(call, true), (call, false)]) {
        let place = Place::new()?;
        place.vault().keep_secret("client", &secret("x"))?;
        let dying = |call| Arc::new(Dying { keychain: Arc::clone(&place.keychain), left: Mutex::new(call), before });
        // Loads first, then forgets: the move is done and the item is left behind for the next time.
        let vault = Vault::open(&place.folder(), dying(call));
        vault.status()?;
        vault.move_to_password(&secret(FIRST))?;
        assert_eq!(text(&vault, "client")?.as_deref(), Some("x"));
        assert_eq!(place.folder().join(LEFTOVER).exists(), call == 2, "{call} {before}");
        let next = place.vault();
        next.unlock(&secret(FIRST))?;
        assert_eq!((text(&next, "client")?.as_deref(), place.keychain.load("p")?.is_none()), (Some("x"), true));
        assert!(!place.folder().join(LEFTOVER).exists());

        // Stores, then loads: until both are done the password holds.
        let vault = Vault::open(&place.folder(), dying(call - 1));
        let moved = vault.move_to_keychain(&secret(FIRST));
        assert_eq!(moved.is_ok(), call == 4, "{call} {before}");
        let next = place.vault();
        if moved.is_err() {
            assert!(matches!(moved, Err(KeyError::KeychainRefused)));
            next.unlock(&secret(FIRST))?;
            assert!(place.keychain.load("p")?.is_none(), "{call} {before}");
        }
        assert_eq!(text(&next, "client")?.as_deref(), Some("x"));
    }
    Ok(())
}

#[test]
fn another_program_that_begins_anew_is_not_destroyed() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.without_keychain();
    vault.create_password(&secret(FIRST))?;
    vault.keep_secret("client", &secret("x"))?;
    let other = place.without_keychain();
    other.start_over()?;
    assert!(matches!(vault.secret("client"), Err(KeyError::Gone { .. })));
    other.create_password(&secret(SECOND))?;
    other.keep_secret("client", &secret("y"))?;
    assert!(matches!(vault.keep_secret("client", &secret("z")), Err(KeyError::Locked)));
    assert!(matches!(vault.unlock(&secret(FIRST)), Err(KeyError::WrongPassword)));
    vault.unlock(&secret(SECOND))?;
    assert_eq!(text(&vault, "client")?.as_deref(), Some("y"));
    // The same with a keychain.
    let place = Place::new()?;
    let (vault, other) = (place.vault(), place.vault());
    vault.keep_secret("client", &secret("x"))?;
    place.keychain.forget("p")?;
    other.start_over()?;
    other.keep_secret("client", &secret("y"))?;
    assert!(matches!(vault.keep_secret("client", &secret("z")), Err(KeyError::KeychainGone)));
    assert!(matches!(vault.move_to_password(&secret(FIRST)), Err(KeyError::KeychainGone)));
    vault.reopen()?;
    assert_eq!(text(&vault, "client")?.as_deref(), Some("y"));
    Ok(())
}

/// A keychain whose owner says no, but lets it be told to forget.
struct Refusing(Arc<MemoryKeychain>);

impl Keychain for Refusing {
    fn load(&self, _: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        Err(KeychainUnavailable)
    }

    fn store(&self, _: &str, _: &Secret<String>) -> Result<(), KeychainUnavailable> {
        Err(KeychainUnavailable)
    }

    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable> {
        self.0.forget(item)
    }
}

#[test]
fn what_was_given_up_opens_when_the_keychain_was_only_refused() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().keep_secret("client", &secret("x"))?;
    let refused = Vault::open(&place.folder(), Arc::new(Refusing(Arc::clone(&place.keychain))));
    assert!(matches!(refused.status(), Err(KeyError::KeychainGone)));
    refused.start_over()?;
    assert_eq!(refused.status()?, VaultStatus::NeedsPassword);
    // The file put back by hand opens, since its identity was not thrown away.
    let [aside] = &refused.set_aside_files()[..] else { return Err("one file was set aside".into()) };
    fs::rename(place.folder().join(aside), place.folder().join(VAULT))?;
    assert_eq!(text(&place.vault(), "client")?.as_deref(), Some("x"));
    // Given up while it opens: the item stays for it, and serves the new vault too.
    place.vault().start_over()?;
    assert_eq!((text(&place.vault(), "client")?, place.keychain.load("p")?.is_some()), (None, true));
    // An item that is another vault's goes.
    place.vault().keep_secret("client", &secret("y"))?;
    place.keychain.store("p", &seal::identity_text(&age::x25519::Identity::generate()))?;
    place.vault().start_over()?;
    assert!(place.keychain.load("p")?.is_none());
    Ok(())
}

#[test]
fn a_copy_on_another_computer_is_told_from_a_keychain_that_is_gone() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().keep_secret("client", &secret("x"))?;
    let note = place.folder().join(MACHINE);
    let ours = fs::read_to_string(&note)?;
    assert_eq!(ours, crate::machine::mark("p").ok_or("this computer has no number")?);
    // As if the folder had come from a computer with another number.
    let elsewhere = || fs::write(&note, "0123456789abcdef0123456789abcdef");
    elsewhere()?;
    let empty = || Vault::open(&place.folder(), Arc::new(MemoryKeychain::default()));
    assert!(matches!(empty().status(), Err(KeyError::Moved)));
    assert!(matches!(place.without_keychain().status(), Err(KeyError::Moved)));
    assert!(matches!(empty().keep_secret("client", &secret("y")), Err(KeyError::Moved)));
    fs::write(&note, &ours)?;
    assert!(matches!(empty().status(), Err(KeyError::KeychainGone)));
    fs::remove_file(&note)?;
    assert!(matches!(empty().status(), Err(KeyError::KeychainGone)));
    // A password works everywhere, and the vault is at home where it opened.
    place.vault().move_to_password(&secret(FIRST))?;
    elsewhere()?;
    let vault = empty();
    assert_eq!(vault.status()?, VaultStatus::Locked);
    vault.unlock(&secret(FIRST))?;
    assert_eq!((text(&vault, "client")?.as_deref(), fs::read_to_string(&note)?), (Some("x"), ours));
    Ok(())
}

#[test]
fn a_move_asks_a_keychain_no_more_than_it_must() -> Result<(), Failure> {
    let place = Place::new()?;
    let keychain = Arc::new(Counting::default());
    let vault = Vault::open(&place.folder(), keychain.clone());
    vault.keep_secret("client", &secret("x"))?;
    keychain.asked();
    vault.move_to_password(&secret(FIRST))?;
    assert_eq!(keychain.asked(), 1);
    vault.move_to_keychain(&secret(FIRST))?;
    assert_eq!(keychain.asked(), 2);
    Ok(())
}
