//! Folders and files that fail or go away.

use super::*;

#[test]
fn a_folder_that_goes_away_is_no_empty_vault() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.vault();
    vault.keep_secret("client", &secret("x"))?;
    let elsewhere = place.home.path().join("elsewhere");
    fs::rename(place.folder(), &elsewhere)?;
    assert!(matches!(vault.secret("client"), Err(KeyError::Gone { .. })));
    assert!(matches!(vault.keep_secret("client", &secret("y")), Err(KeyError::Gone { .. })));
    assert!(matches!(vault.generate("a", KeySize::Rsa2048), Err(KeyError::Gone { .. })));
    assert!(!place.folder().exists(), "it was made anew");
    fs::rename(elsewhere, place.folder())?;
    assert_eq!(text(&vault, "client")?.as_deref(), Some("x"));
    // The same for its file alone; a person who locks and opens it takes it as it is.
    fs::remove_file(place.folder().join(VAULT))?;
    assert!(matches!(vault.keep_secret("client", &secret("y")), Err(KeyError::Gone { .. })));
    vault.lock();
    vault.reopen()?;
    vault.keep_secret("client", &secret("y"))?;
    Ok(())
}

#[test]
fn another_programs_change_is_not_waited_for_for_ever() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().keep_secret("client", &secret("x"))?;
    let failure = lock::take(&place.folder(), PATIENCE).map_err(trouble(LOCK));
    // A folder cannot be locked as a file is, and says so in words too.
    assert!(matches!(failure, Err(KeyError::Unwritable { .. } | KeyError::ReadOnly { .. })));
    let _held = lock::take(&place.folder().join(LOCK), PATIENCE)?;
    let busy = lock::take(&place.folder().join(LOCK), Duration::ZERO).map_err(trouble(LOCK));
    assert!(matches!(busy, Err(KeyError::Busy)));
    Ok(())
}

#[test]
fn what_dies_while_writing_leaves_no_litter() -> Result<(), Failure> {
    let place = Place::new()?;
    place.vault().keep_secret("client", &secret("x"))?;
    fs::write(place.folder().join(".new-Ab12cD"), b"half a vault")?;
    let vault = place.vault();
    vault.keep_secret("client", &secret("y"))?;
    assert!(!place.folder().join(".new-Ab12cD").exists());
    Ok(())
}
