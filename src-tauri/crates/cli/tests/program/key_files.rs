//! Private keys in files: taken in from those of OpenSSL, and written encrypted for it to open.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::home::{FILE_PASSWORD, Home, PROFILE, VAULT_PASSWORD, no_secret_in, openssl};
use crate::rig::{Outcome, Run};

/// What OpenSSL makes of a public half.
fn modulus(home: &Home, arguments: &[&str]) -> Outcome<String> {
    openssl(&[&["rsa", "-noout", "-modulus"], arguments].concat(), &home.path(""))
}

#[test]
fn keys_of_openssl_are_taken_in() -> Outcome {
    let home = Home::new()?;
    openssl(&["genrsa", "-out", "open.pem", "2048"], &home.path(""))?;
    openssl(
        &["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "open.pem", "-out", "locked.pem", "-passout", "file:file-password"],
        &home.path(""),
    )?;
    let needs = home.json(&["key", "import", "locked.pem", "--profile", PROFILE, "--vault-password-fd", "3", "--json"], 2)?;
    assert_eq!(needs["problem"]["code"], "key.password_needed");
    let wrong = ["key", "import", "locked.pem", "--password-fd", "3", "--vault-password-fd", "4", "--profile", PROFILE, "--json"];
    assert_eq!(home.json(&wrong, 2)?["problem"]["code"], "key.vault_wrong_password", "the vault has the password that made it");
    let (locked, name) = (["import", "locked.pem", "--password-fd", "4"], ["--name", "Fra OpenSSL", "--profile", PROFILE]);
    let taken = home.key(&[&locked[..], &name].concat())?;
    assert_eq!((&taken["bits"], &taken["name"]), (&2048.into(), &"Fra OpenSSL".into()));
    let id = taken["id"].as_str().ok_or("no id")?;
    fs::write(home.path("public.pem"), home.run(&["key", "show", id, "--form", "pem"])?.out)?;
    assert_eq!(modulus(&home, &["-pubin", "-in", "public.pem"])?, modulus(&home, &["-in", "open.pem"])?);
    // The same key once more, now from a file that anybody can open.
    let Run { code, out, err } = home.run(&["key", "import", "open.pem", "--vault-password-fd", "3"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("Nøkkelen var her fra før.") && out.contains("ikke låst med passord"), "{out}");
    no_secret_in(&out);
    assert_eq!(home.json(&["key", "list", "--json"], 0)?.as_array().map(Vec::len), Some(1));
    Ok(())
}

#[test]
fn what_is_no_key_is_refused_in_words() -> Outcome {
    let (home, _) = Home::with_key()?;
    fs::write(home.path("text"), "ingenting")?;
    openssl(&["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.pem"], &home.path(""))?;
    let check = |file: &str, code: &str| -> Outcome {
        let told = home.json(&["key", "import", file, "--vault-password-fd", "3", "--json"], 2)?;
        assert_eq!(told["problem"]["code"], code, "{file}");
        Ok(())
    };
    check("nowhere", "file.gone")?;
    check(".", "file.is_folder")?;
    check("text", "key.not_a_key")?;
    check("ec.pem", "key.not_rsa")?;
    let why = home.refused(&["key", "import", "text", "--password-fd", "3", "--vault-password-fd", "3"], 2)?;
    assert!(why.contains("hver sin fildeskriptor"), "{why}");
    assert!(home.refused(&["key", "import", "text", "--password-fd", "4", "--ask"], 2)?.contains("kan ikke brukes sammen med"));
    Ok(())
}

#[test]
fn a_backup_is_encrypted_and_private_and_overwrites_nothing() -> Outcome {
    let (home, id) = Home::with_key()?;
    let backup = ["key", "backup", "Kasse", "--out", "kopi.pem", "--password-fd", "4", "--vault-password-fd", "3"];
    let Run { code, out, err } = home.run(&backup)?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    no_secret_in(&out);
    let file = home.path("kopi.pem");
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(&file)?.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    fs::write(home.path("public.pem"), home.run(&["key", "show", &id, "--form", "pem"])?.out)?;
    let theirs = modulus(&home, &["-in", "kopi.pem", "-passin", "file:file-password"])?;
    assert_eq!(theirs, modulus(&home, &["-pubin", "-in", "public.pem"])?);
    let before = fs::read(&file)?;
    assert_eq!(home.refused(&backup, 2)?, "kopi.pem finnes fra før. Inngang skriver ikke over den.\n");
    std::os::unix::fs::symlink("nowhere", home.path("link.pem"))?;
    let to_link = ["key", "backup", "Kasse", "--out", "link.pem", "--password-fd", "4", "--vault-password-fd", "3"];
    assert!(home.refused(&to_link, 2)?.contains("finnes fra før"));
    assert_eq!(fs::read(&file)?, before);
    let history = home.database()?.key_history(&home.profile()?)?;
    assert_eq!(history.iter().filter(|event| event.what == "backed_up").count(), 1);
    Ok(())
}

#[test]
fn a_backup_needs_its_own_password_and_the_vaults() -> Outcome {
    let (home, _) = Home::with_key()?;
    let check = |more: &[&str], said: &str| -> Outcome {
        let why = home.refused(&[&["key", "backup", "Kasse", "--out", "kopi.pem"], more].concat(), 2)?;
        assert!(why.contains(said), "{said}: {why}");
        no_secret_in(&why);
        Ok(())
    };
    check(&["--vault-password-fd", "3"], "Gi kopien et passord med --ask eller --password-fd N.")?;
    check(&["--password-fd", "4"], "--vault-password-fd")?;
    check(&["--password-fd", "3", "--vault-password-fd", "3"], "hver sin fildeskriptor")?;
    check(&["--password-fd", "4", "--vault-password-fd", "77"], "77")?;
    fs::write(home.path("file-password"), "kort")?;
    check(&["--password-fd", "4", "--vault-password-fd", "3"], "12")?;
    fs::write(home.path("file-password"), FILE_PASSWORD)?;
    fs::write(home.path("vault-password"), format!("{VAULT_PASSWORD}x"))?;
    check(&["--password-fd", "4", "--vault-password-fd", "3"], "passord")?;
    fs::write(home.path("vault-password"), VAULT_PASSWORD)?;
    let nowhere = ["key", "backup", "Kasse", "--out", "no/such/folder/kopi.pem", "--password-fd", "4", "--vault-password-fd", "3"];
    assert!(home.refused(&nowhere, 2)?.contains("kunne ikke skrives"));
    let left: Vec<_> = fs::read_dir(home.path(""))?.flatten().map(|entry| entry.file_name()).collect();
    assert!(
        left.iter().all(|name| !name.to_string_lossy().contains("kopi") && !name.to_string_lossy().starts_with(".inngang")),
        "{left:?}"
    );
    Ok(())
}
