//! `inngang key`: made, shown, named, registered, forgotten.

use std::process::Stdio;

use inngang_engine::ports::KeyStore as _;

use crate::home::{Home, PROFILE, bare, no_secret_in, openssl};
use crate::rig::{Outcome, Run};

#[test]
fn a_key_is_made_and_shown_in_every_form() -> Outcome {
    let home = Home::new()?;
    let made = home.key(&["create", "--profile", PROFILE, "--name", "Kasse 😀"])?;
    let members: Vec<&str> = made.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
    assert_eq!(members, ["bits", "created_at", "from_certificate", "id", "kid", "name", "registrations", "thumbprint"]);
    assert_eq!((made["bits"].as_i64(), made["name"].as_str()), (Some(3072), Some("Kasse 😀")));
    let id = made["id"].as_str().ok_or("no id")?;
    assert!(id.starts_with("315000106-") && made["kid"] == id);
    // The profile is in use from now on; each name of the key finds it.
    for name in [id, "Kasse 😀", made["thumbprint"].as_str().ok_or("no thumbprint")?] {
        assert_eq!(home.json(&["key", "show", name, "--json"], 0)?, made);
    }
    assert_eq!(home.json(&["key", "list", "--json", "--profile", "315000106"], 0)?, serde_json::json!([made]));
    let form = |form: &str| Ok::<_, Box<dyn std::error::Error>>(home.run(&["key", "show", id, "--form", form])?.out);
    std::fs::write(home.path("public.pem"), form("pem")?)?;
    let modulus = openssl(&["rsa", "-pubin", "-in", "public.pem", "-noout", "-modulus"], &home.path(""))?;
    assert_eq!(modulus.trim().len(), "Modulus=".len() + 3072 / 4);
    let (jwk, jwks): (serde_json::Value, serde_json::Value) = (serde_json::from_str(&form("jwk")?)?, serde_json::from_str(&form("jwks")?)?);
    assert_eq!(jwks["keys"], serde_json::json!([jwk]));
    let members: Vec<&str> = jwk.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
    assert_eq!((members, &jwk["kid"]), (vec!["alg", "e", "kid", "kty", "n", "use"], &made["kid"]));
    assert_eq!(home.refused(&["key", "show", id, "--form", "cer"], 2)?, "Nøkkelen har ikke noe sertifikat her.\n");
    Ok(())
}

#[test]
fn in_words_in_three_languages() -> Outcome {
    let (home, id) = Home::with_key()?;
    home.key(&["register", &id, "--client", "client-1"])?;
    for (language, said) in
        [("nb", "I bruk på klienten client-1 som"), ("nn", "I bruk på klienten client-1 som"), ("en", "In use on the client client-1 as")]
    {
        let Run { code, out, err } = home.run(&["key", "list", "--lang", language])?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.starts_with("Kasse\n  2048 bit") && out.contains(said) && out.contains("365"), "{out}");
        assert!(!out.contains("{{") && !out.contains("cli:"), "{out}");
    }
    Ok(())
}

#[test]
fn nothing_secret_lies_about() -> Outcome {
    let (home, id) = Home::with_key()?;
    let Run { out, err, .. } = home.run(&["key", "show", &id])?;
    no_secret_in(&out);
    no_secret_in(&err);
    for (path, bytes) in home.files()? {
        if path.starts_with(home.path("home/practice")) {
            continue;
        }
        no_secret_in(&String::from_utf8_lossy(&bytes));
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path)?.permissions());
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
    Ok(())
}

#[test]
fn a_vault_without_its_password_stays_shut() -> Outcome {
    let home = Home::new()?;
    let why = home.refused(&["key", "create", "--profile", PROFILE], 2)?;
    assert!(why.contains("--vault-password-fd N eller --ask"), "{why}");
    assert!(home.database()?.profiles()?.is_empty(), "a profile that was made for nothing is gone");
    let problem = home.json(&["key", "create", "--profile", PROFILE, "--json"], 2)?;
    assert_eq!((&problem["problem"]["code"], &problem["problem"]["turn"]), (&"key.vault_locked".into(), &"you".into()));
    let (home, id) = Home::with_key()?;
    let wrong = home.json(&["key", "forget", &id, "--yes-forget", "Kasse", "--vault-password-fd", "4", "--json"], 2)?;
    assert_eq!(wrong["problem"]["code"], "key.vault_wrong_password");
    assert_eq!(home.vault()?.list()?, [id]);
    Ok(())
}

#[test]
fn profiles_are_found_or_refused_in_words() -> Outcome {
    let (home, _) = Home::with_key()?;
    let profile = home.profile()?;
    assert_eq!(home.run(&["key", "list", "--profile", &profile])?.code, Some(0));
    let check = |name: &str, said: &str| -> Outcome {
        let why = home.refused(&["key", "list", "--profile", name], 2)?;
        assert!(why.contains(said) && !why.contains("hunter2"), "{why}");
        Ok(())
    };
    check("315000106@test", "Det er ingen profil 315000106@test her.")?;
    check("974760673", "Det er ingen profil 974760673 her.")?;
    check("hunter2", "gyldig organisasjonsnummer")?;
    check("123456789@test", "gyldig organisasjonsnummer")?;
    home.key(&["create", "--profile", "315000106@test", "--bits", "2048"])?;
    check("315000106", "315000106@practice, 315000106@test")?;
    assert_eq!(home.run(&["key", "list"])?.out.lines().next(), Some("Kasse"), "the first profile stays in use");
    let empty = tempfile::tempdir()?;
    let Run { code, err, .. } = bare(&["key", "list", "--lang", "en"], empty.path())?;
    assert!(code == Some(2) && err.starts_with("No profile is in use. Choose one with --profile. "), "{err}");
    Ok(())
}

#[test]
fn a_profile_in_memory_is_forgotten() -> Outcome {
    let home = Home::new()?;
    std::fs::write(
        home.path("own.toml"),
        "name = \"eget\"\n[hosts]\nmaskinporten = \"http://127.0.0.1:9/\"\nportal = \"http://127.0.0.1:9/\"\n",
    )?;
    let made = home.json(&["key", "create", "--environment", "own.toml", "--organisation", "315000106", "--bits", "2048", "--json"], 0)?;
    assert_eq!(made["bits"], 2048);
    assert!(home.database()?.profiles()?.is_empty());
    assert_eq!(home.refused(&["key", "list", "--environment", "own.toml"], 2)?, "--organisation mangler.\n");
    // A stored one needs its file, and no other profile takes it.
    home.key(&["create", "--environment", "own.toml", "--profile", "315000106@eget", "--bits", "2048"])?;
    let why = home.refused(&["key", "list", "--profile", "315000106@eget"], 2)?;
    assert!(why.contains("--environment"), "{why}");
    assert_eq!(home.run(&["key", "list", "--profile", "315000106@eget", "--environment", "own.toml"])?.code, Some(0));
    home.key(&["create", "--profile", PROFILE, "--bits", "2048"])?;
    let why = home.refused(&["key", "list", "--profile", PROFILE, "--environment", "own.toml"], 2)?;
    assert!(why.contains("hører ikke til miljøet «eget»"), "{why}");
    Ok(())
}

#[test]
fn a_key_is_named_once_more() -> Outcome {
    let (home, id) = Home::with_key()?;
    assert_eq!(home.key(&["rename", &id, "  Ny kasse "])?["name"], "Ny kasse");
    for bad in ["", "   ", "a\u{1b}[31mb", "a\nb", &"x".repeat(61)] {
        assert!(home.refused(&["key", "rename", &id, bad], 2)?.contains("1–60"), "{bad:?}");
    }
    // Unicode may turn the reading around; a terminal is not shown that.
    home.key(&["rename", &id, "a\u{202e}b"])?;
    assert!(!home.run(&["key", "list"])?.out.contains('\u{202e}'));
    assert!(home.run(&["key", "list", "--json"])?.out.contains("\\u202e"));
    assert_eq!(home.refused(&["key", "rename", "no-such-key", "x"], 2)?, "Profilen har ingen nøkkel no-such-key.\n");
    home.key(&["create", "--bits", "2048", "--name", "Tvilling"])?;
    home.key(&["create", "--bits", "2048", "--name", "Tvilling"])?;
    assert!(home.refused(&["key", "show", "Tvilling"], 2)?.contains("Flere nøkler heter Tvilling"));
    Ok(())
}

#[test]
fn a_key_is_forgotten_when_its_name_is_typed() -> Outcome {
    let (home, id) = Home::with_key()?;
    home.key(&["register", &id, "--client", "client-1", "--kid", "portalens-kid"])?;
    let forget = |more: &[&str]| home.refused(&[&["key", "forget", &id, "--vault-password-fd", "3"], more].concat(), 2);
    for typed in [&[][..], &["--yes-forget", "kasse"], &["--yes-forget", &id]] {
        let why = forget(typed)?;
        assert!(why.contains("Disse klientene mister tilgangen: client-1.") && why.contains("--yes-forget"), "{why}");
    }
    assert_eq!(home.key(&["forget", "portalens-kid", "--yes-forget", "Kasse"])?["forgotten"], id);
    assert_eq!(home.run(&["key", "list"])?.out, "Profilen har ingen nøkler.\n");
    assert!(home.vault()?.list()?.is_empty());
    let history: Vec<String> = home.database()?.key_history(&home.profile()?)?.into_iter().map(|event| event.what).collect();
    assert_eq!(history, ["forgotten", "registered", "made"]);
    Ok(())
}

#[test]
fn several_programs_at_once_lose_no_key() -> Outcome {
    let (home, first) = Home::with_key()?;
    let start = |_| {
        let arguments = ["key", "create", "--bits", "2048", "--json", "--vault-password-fd", "3"];
        home.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    };
    let running = (0..4).map(start).collect::<Result<Vec<_>, _>>()?;
    let mut made = vec![first];
    for child in running {
        let output = child.wait_with_output()?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        made.push(told["id"].as_str().ok_or("no id")?.to_owned());
    }
    made.sort();
    assert_eq!(home.vault()?.list()?, made);
    let mut rows: Vec<String> = home.database()?.keys(&home.profile()?)?.into_iter().map(|row| row.id).collect();
    rows.sort();
    assert_eq!(rows, made);
    Ok(())
}

/// As after a crash between the vault and the database.
#[test]
fn a_key_that_no_row_names_is_found_again() -> Outcome {
    let (home, id) = Home::with_key()?;
    home.vault()?.generate("315000106-20260101-00000000", inngang_engine::keys::KeySize::Rsa2048)?;
    assert_eq!(home.json(&["key", "list", "--json"], 0)?.as_array().map(Vec::len), Some(1));
    home.key(&["rename", &id, "Kasse"])?;
    home.key(&["create", "--bits", "2048"])?;
    assert_eq!(home.json(&["key", "list", "--json"], 0)?.as_array().map(Vec::len), Some(3));
    Ok(())
}
