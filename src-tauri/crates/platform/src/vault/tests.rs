//! The vault on real files.

mod asking;
mod backup;
mod moving;
mod troubles;

use std::io;
use std::sync::mpsc;

use age::x25519::Identity;
use tempfile::TempDir;

use inngang_engine::keys::{KeySize, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::KeyStore as _;

use super::*;
use crate::held;

type Failure = Box<dyn std::error::Error>;

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

struct Place {
    home: TempDir,
    keychain: Arc<MemoryKeychain>,
}

impl Place {
    fn new() -> Result<Self, Failure> {
        Ok(Self { home: tempfile::tempdir()?, keychain: Arc::default() })
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("profiles/p")
    }

    fn vault(&self) -> Vault {
        Vault::open(&self.folder(), Arc::clone(&self.keychain) as Arc<dyn Keychain>)
    }

    fn without_keychain(&self) -> Vault {
        Vault::open(&self.folder(), Arc::new(NoKeychain))
    }
}

fn text(vault: &Vault, name: &str) -> Result<Option<String>, KeyError> {
    Ok(vault.secret(name)?.map(|secret| secret.expose().clone()))
}

#[test]
fn keys_survive_a_restart() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.vault();
    assert_eq!(vault.status()?, VaultStatus::Open);
    let made = vault.generate("a", KeySize::Rsa2048)?;
    vault.keep_secret("client", &secret("æ\"\\\n"))?;
    let signature = vault.sign("a", SigningAlgorithm::Rs256, b"x")?;
    let again = place.vault();
    assert_eq!((again.public("a")?, again.list()?), (made.facts, vec!["a".to_owned()]));
    assert_eq!(again.sign("a", SigningAlgorithm::Rs256, b"x")?, signature);
    assert_eq!(text(&again, "client")?.as_deref(), Some("æ\"\\\n"));
    // What one program forgets the other does not sign with.
    again.forget("a")?;
    assert!(matches!(vault.sign("a", SigningAlgorithm::Rs256, b"x"), Err(KeyError::NotFound)));
    again.forget_secret("client")?;
    assert_eq!(text(&vault, "client")?, None);
    assert!(matches!(vault.forget("a"), Err(KeyError::NotFound)));
    Ok(())
}

#[test]
fn the_same_key_again_is_welcome_and_another_is_not() -> Result<(), Failure> {
    let vault = Place::new()?.vault();
    let key = PrivateKey::make(KeySize::Rsa2048)?;
    let first = vault.import("a", key.to_pkcs8()?)?;
    assert_eq!(vault.import("a", key.to_pkcs8()?)?, first);
    assert!(matches!(vault.import("a", PrivateKey::make(KeySize::Rsa2048)?.to_pkcs8()?), Err(KeyError::BadKeyId)));
    assert_eq!(vault.public("a")?, first.facts);
    assert!(matches!(vault.import("b", Secret::new(vec![0x30, 0])), Err(KeyError::Malformed)));
    Ok(())
}

#[test]
fn without_a_keychain_a_password_guards_it() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.without_keychain();
    assert_eq!(vault.status()?, VaultStatus::NeedsPassword);
    assert!(matches!(vault.generate("a", KeySize::Rsa2048), Err(KeyError::Locked)));
    for short in ["", "        ", "blåbær ", "sjutegn"] {
        assert!(matches!(vault.create_password(&secret(short)), Err(KeyError::ShortPassword { least: 8 })), "{short}");
    }
    vault.create_password(&secret("blåbærøy"))?;
    vault.keep_secret("client", &secret("x"))?;
    assert!(matches!(vault.create_password(&secret("other and long")), Err(KeyError::Locked)));

    let again = place.without_keychain();
    assert_eq!(again.status()?, VaultStatus::Locked);
    assert!(matches!(again.secret("client"), Err(KeyError::Locked)));
    assert!(matches!(again.unlock(&secret("blabar")), Err(KeyError::WrongPassword)));
    again.unlock(&secret("blåbærøy"))?;
    assert_eq!((again.status()?, text(&again, "client")?.as_deref()), (VaultStatus::Open, Some("x")));
    // Some systems give `å` as two signs.
    place.without_keychain().unlock(&secret("bla\u{30a}bærøy"))?;
    // A keychain that turns up later does not take over a vault that has a password.
    assert_eq!(place.vault().status()?, VaultStatus::Locked);

    std::fs::write(place.folder().join(IDENTITY), b"rubbish")?;
    let Err(KeyError::Damaged { file }) = place.without_keychain().unlock(&secret("blåbærøy")) else { return Err("opened".into()) };
    assert_eq!(fs::read(place.folder().join(file))?, b"rubbish");
    Ok(())
}

#[test]
fn a_password_of_two_signs_a_letter_opens_what_was_sealed_with_it() -> Result<(), Failure> {
    let (identity, typed) = (Identity::generate(), "bla\u{30a}bærøy");
    let mut recipient = age::scrypt::Recipient::new(typed.into());
    recipient.set_work_factor(2);
    // EXPOSE: an identity made for this test.
    let sealed = age::encrypt(&recipient, seal::identity_text(&identity).expose().as_bytes())?;
    assert!(seal::unseal_identity(&sealed, &secret(typed)).is_ok_and(|opened| seal::same(&opened, &identity)));
    assert!(seal::unseal_identity(&sealed, &secret("another one")).is_err());
    Ok(())
}

#[test]
fn a_keychain_that_is_gone_loses_nothing() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().keep_secret("client", &secret("x"))?;
    let sealed = fs::read(place.folder().join(VAULT))?;
    // No answer, no item, another item.
    assert!(matches!(place.without_keychain().status(), Err(KeyError::KeychainGone)));
    assert!(matches!(place.without_keychain().create_password(&secret("another one")), Err(KeyError::KeychainGone)));
    let right = place.keychain.load("p")?.ok_or("no item")?;
    place.keychain.forget("p")?;
    assert!(matches!(place.vault().status(), Err(KeyError::KeychainGone)));
    place.keychain.store("p", &seal::identity_text(&Identity::generate()))?;
    assert!(matches!(place.vault().secret("client"), Err(KeyError::KeychainGone)));
    assert!(matches!(place.vault().keep_secret("client", &secret("z")), Err(KeyError::KeychainGone)));
    place.keychain.store("p", &secret("rubbish"))?;
    assert!(matches!(place.vault().status(), Err(KeyError::KeychainGone)));
    assert_eq!(fs::read(place.folder().join(VAULT))?, sealed);
    // The right item back again opens it; giving up keeps the file.
    place.keychain.store("p", &right)?;
    assert_eq!(text(&place.vault(), "client")?.as_deref(), Some("x"));
    let vault = place.vault();
    vault.start_over()?;
    assert_eq!((vault.status()?, text(&vault, "client")?), (VaultStatus::Open, None));
    let kept =
        fs::read_dir(place.folder())?.filter_map(Result::ok).filter(|entry| entry.file_name().to_string_lossy().contains("given-up"));
    assert_eq!(kept.count(), 1);
    Ok(())
}

#[test]
fn a_damaged_file_is_set_aside() -> Result<(), Failure> {
    let bend: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() - 20),
        |bytes| bytes.clear(),
        |bytes| *bytes = vec![0; 500],
        |bytes| {
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
        },
    ];
    for bend in bend {
        let place = Place::new()?;
        let vault = place.vault();
        vault.keep_secret("client", &secret("x"))?;
        let path = place.folder().join(VAULT);
        let mut bytes = fs::read(&path)?;
        bend(&mut bytes);
        fs::write(&path, &bytes)?;
        let Err(KeyError::Damaged { file }) = vault.secret("client") else { return Err("opened".into()) };
        assert!(file.starts_with("vault.age.damaged-20"));
        assert_eq!(fs::read(place.folder().join(file))?, bytes);
        vault.keep_secret("new", &secret("y"))?;
        assert_eq!(text(&vault, "new")?.as_deref(), Some("y"));
    }
    Ok(())
}

#[test]
fn two_programs_lose_nothing_of_each_other() -> Result<(), Failure> {
    let place = Place::new()?;
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let vault = place.vault();
                scope.spawn(move || (0..20).try_for_each(|count| vault.keep_secret(&format!("{writer}-{count}"), &secret("x"))))
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().map_err(|_| "panicked")).collect::<Result<Vec<_>, _>>()
    })?
    .into_iter()
    .collect::<Result<Vec<()>, _>>()?;
    let vault = place.vault();
    for name in (0..3).flat_map(|writer| (0..20).map(move |count| format!("{writer}-{count}"))) {
        assert_eq!(text(&vault, &name)?.as_deref(), Some("x"), "{name}");
    }
    Ok(())
}

/// A keychain whose person thinks until told to go on.
struct Thinking {
    asked: mpsc::Sender<()>,
    go_on: Mutex<mpsc::Receiver<()>>,
    keychain: Arc<MemoryKeychain>,
}

impl Keychain for Thinking {
    fn load(&self, item: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        self.asked.send(()).map_err(|_| KeychainUnavailable)?;
        held(&self.go_on).recv().map_err(|_| KeychainUnavailable)?;
        self.keychain.load(item)
    }

    fn store(&self, item: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        self.keychain.store(item, secret)
    }

    fn forget(&self, item: &str) -> Result<(), KeychainUnavailable> {
        self.keychain.forget(item)
    }
}

#[test]
fn nobody_waits_for_a_person_who_is_asked() -> Result<(), Failure> {
    let place = Place::new()?;
    let ((asked, is_asked), (answer, go_on)) = (mpsc::channel(), mpsc::channel());
    let keychain = Thinking { asked, go_on: Mutex::new(go_on), keychain: Arc::clone(&place.keychain) };
    let slow = Vault::open(&place.folder(), Arc::new(keychain));
    let found = std::thread::scope(|scope| -> Result<_, Failure> {
        let asker = scope.spawn(|| text(&slow, "client"));
        is_asked.recv()?;
        // Another program begins the vault in the meantime, and is done before the person is.
        let kept = place.vault().keep_secret("client", &secret("x"));
        answer.send(())?;
        kept?;
        asker.join().map_err(|_| "panicked")?.map_err(Into::into)
    })?;
    assert_eq!(found.as_deref(), Some("x"));
    // Asked once, and known from then on.
    assert_eq!((slow.status()?, is_asked.try_recv()), (VaultStatus::Open, Err(mpsc::TryRecvError::Empty)));
    Ok(())
}

#[test]
fn a_lock_that_is_held_is_waited_for_but_not_for_ever() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.vault();
    let lock = vault.alone()?;
    let path = place.folder().join(LOCK);
    assert_eq!(lock::take(&path, Duration::from_millis(30)).err().map(|failure| failure.kind()), Some(io::ErrorKind::WouldBlock));
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| lock::take(&path, PATIENCE));
        drop(lock);
        waiter.join().map_err(|_| "panicked")
    })??;
    Ok(())
}

#[cfg(unix)]
#[test]
fn nothing_is_readable_by_others_or_in_the_clear() -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new()?;
    let vault = place.vault();
    vault.keep_secret("client", &secret("planted-secret-value"))?;
    let mode = |path: &Path| fs::metadata(path).map(|metadata| metadata.permissions().mode() & 0o777);
    assert_eq!(mode(&place.folder())?, 0o700);
    for entry in fs::read_dir(place.folder())? {
        let path = entry?.path();
        assert_eq!(mode(&path)?, 0o600, "{}", path.display());
        assert!(!fs::read(&path)?.windows(14).any(|window| window == b"planted-secret"), "{}", path.display());
    }
    Ok(())
}
