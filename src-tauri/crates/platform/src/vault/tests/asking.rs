//! Who is asked, how often, and what a locked vault still has.

use std::sync::atomic::AtomicUsize;

use super::*;

/// Counts how often it is asked, and can be told to refuse.
#[derive(Default)]
pub(super) struct Counting {
    pub(super) asked: AtomicUsize,
    pub(super) refuses: AtomicBool,
    pub(super) keychain: Arc<MemoryKeychain>,
}

impl Counting {
    fn count(&self) -> Result<&MemoryKeychain, KeychainUnavailable> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.refuses.load(Ordering::Relaxed) { Err(KeychainUnavailable) } else { Ok(&self.keychain) }
    }

    pub(super) fn asked(&self) -> usize {
        self.asked.swap(0, Ordering::Relaxed)
    }
}

impl Keychain for Counting {
    fn load(&self, item: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        self.count()?.load(item)
    }

    fn store(&self, item: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        self.count()?.store(item, secret)
    }

    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable> {
        self.count()?.forget(item)
    }
}

/// Everything that a session does with a vault.
fn session(vault: &Vault) -> Vec<Result<(), KeyError>> {
    vec![
        vault.status().map(drop),
        vault.list().map(drop),
        vault.sign("a", SigningAlgorithm::Rs256, b"x").map(drop),
        vault.public("a").map(drop),
        vault.secret("client").map(drop),
        vault.keep_secret("client", &secret("y")),
        vault.generate("b", KeySize::Rsa2048).map(drop),
        vault.forget("b"),
        vault.forget_secret("client"),
        vault.status().map(drop),
    ]
}

#[test]
fn a_keychain_is_asked_once_a_start() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().generate("a", KeySize::Rsa2048)?;
    let keychain = Arc::new(Counting { keychain: Arc::clone(&place.keychain), ..Counting::default() });
    let vault = Vault::open(&place.folder(), keychain.clone());
    assert_eq!(keychain.asked(), 0);
    session(&vault).into_iter().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(keychain.asked(), 1);
    vault.lock();
    assert_eq!((vault.status()?, vault.kept_in()), (VaultStatus::Locked, KeptIn::Keychain));
    assert!(session(&vault).into_iter().skip(1).take(8).all(|done| matches!(done, Err(KeyError::Locked))));
    assert!(matches!(vault.unlock(&secret("no password")), Err(KeyError::Locked)));
    assert_eq!(keychain.asked(), 0);
    vault.reopen()?;
    session(&vault).into_iter().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(keychain.asked(), 1);
    Ok(())
}

#[test]
fn a_refusal_is_remembered_until_the_person_wants_it_otherwise() -> Result<(), Failure> {
    let place = Place::new()?;
    let keychain = Arc::new(Counting { keychain: Arc::clone(&place.keychain), ..Counting::default() });
    keychain.refuses.store(true, Ordering::Relaxed);
    let vault = Vault::open(&place.folder(), keychain.clone());
    // Nothing is sealed yet: there is no keychain.
    assert!(session(&vault).into_iter().skip(1).take(8).all(|done| matches!(done, Err(KeyError::Locked))));
    vault.lock();
    assert_eq!((vault.status()?, keychain.asked()), (VaultStatus::NeedsPassword, 1));
    keychain.refuses.store(false, Ordering::Relaxed);
    assert_eq!(vault.status()?, VaultStatus::NeedsPassword);
    vault.reopen()?;
    vault.generate("a", KeySize::Rsa2048)?;
    keychain.asked();

    keychain.refuses.store(true, Ordering::Relaxed);
    let again = Vault::open(&place.folder(), keychain.clone());
    assert!(session(&again).into_iter().all(|done| matches!(done, Err(KeyError::KeychainGone))));
    again.lock();
    assert!(matches!(again.status(), Err(KeyError::KeychainGone)));
    assert_eq!(keychain.asked(), 1);
    assert!(matches!(again.reopen(), Err(KeyError::KeychainGone)));
    keychain.refuses.store(false, Ordering::Relaxed);
    assert!(matches!(again.status(), Err(KeyError::KeychainGone)));
    again.reopen()?;
    assert_eq!((again.list()?, keychain.asked()), (vec!["a".to_owned()], 2));
    Ok(())
}

#[test]
fn a_password_asks_no_keychain() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.without_keychain();
    vault.create_password(&secret("blåbærøy"))?;
    vault.generate("a", KeySize::Rsa2048)?;
    vault.lock();
    assert_eq!((vault.status()?, vault.kept_in()), (VaultStatus::Locked, KeptIn::Password));
    assert!(matches!(vault.sign("a", SigningAlgorithm::Rs256, b"x"), Err(KeyError::Locked)));
    assert!(matches!(vault.reopen(), Err(KeyError::Locked)));
    let keychain = Arc::new(Counting::default());
    let vault = Vault::open(&place.folder(), keychain.clone());
    assert!(session(&vault).into_iter().skip(1).take(8).all(|done| matches!(done, Err(KeyError::Locked))));
    vault.unlock(&secret("blåbærøy"))?;
    session(&vault).into_iter().collect::<Result<Vec<_>, _>>()?;
    vault.lock();
    vault.unlock(&secret("blåbærøy"))?;
    assert_eq!((vault.status()?, keychain.asked()), (VaultStatus::Open, 0));
    Ok(())
}

#[test]
fn what_is_locked_while_the_person_is_asked_stays_locked() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().keep_secret("client", &secret("x"))?;
    let ((asked, is_asked), (answer, go_on)) = (mpsc::channel(), mpsc::channel());
    let keychain = Thinking { asked, go_on: Mutex::new(go_on), keychain: Arc::clone(&place.keychain) };
    let vault = Vault::open(&place.folder(), Arc::new(keychain));
    std::thread::scope(|scope| -> Result<_, Failure> {
        let asker = scope.spawn(|| text(&vault, "client"));
        is_asked.recv()?;
        vault.lock();
        assert_eq!(vault.status()?, VaultStatus::Locked);
        answer.send(())?;
        assert!(matches!(asker.join().map_err(|_| "panicked")?, Err(KeyError::Locked)));
        assert_eq!(vault.status()?, VaultStatus::Locked);
        answer.send(())?;
        vault.reopen()?;
        assert_eq!(text(&vault, "client")?.as_deref(), Some("x"));
        Ok(())
    })
}
