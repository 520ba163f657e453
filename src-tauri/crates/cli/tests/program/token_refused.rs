//! `inngang token` that is asked for wrongly: said in words, in three languages, before anything is sent.

use std::fs;

use serde_json::json;

use crate::home::{Home, openssl};
use crate::rig::{Outcome, Run, inngang, run};
use crate::token_rig::{in_words, no_token_in};

const OWN: &str = "name = \"eget\"\n[hosts]\nmaskinporten = \"http://127.0.0.1:9/\"\n";

/// A home with files to refuse.
fn home() -> Outcome<Home> {
    let home = Home::new()?;
    fs::write(home.path("own.toml"), OWN)?;
    fs::write(home.path("retired.toml"), "name = \"gammelt\"\n[hosts]\nmaskinporten = \"https://ver2.maskinporten.no/\"\n")?;
    fs::write(home.path("text"), "ingenting")?;
    fs::write(home.path("empty"), "")?;
    openssl(&["genrsa", "-out", "key.pem", "2048"], &home.path(""))?;
    let locked = ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "key.pem", "-out", "locked.pem", "-passout", "file:file-password"];
    openssl(&locked, &home.path(""))?;
    openssl(&["req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=x", "-days", "1", "-out", "x.cer"], &home.path(""))?;
    let p12 = ["pkcs12", "-export", "-in", "x.cer", "-inkey", "key.pem", "-out", "x.p12", "-passout", "file:file-password"];
    openssl(&p12, &home.path(""))?;
    Ok(home)
}

const KEY: [&str; 4] = ["--key-file", "key.pem", "--kid", "k"];
const ORDER: [&str; 6] = ["--environment", "own.toml", "--client-id", "klient-1", "--scope", "a:b"];

#[test]
fn what_is_asked_for_wrongly_is_said_in_three_languages() -> Outcome {
    let home = home()?;
    let check = |arguments: &[&str], said: &str| -> Outcome {
        for language in ["nb", "nn", "en"] {
            let arguments = [&["token"], arguments, &["--lang", language]].concat();
            let Run { code, out, err } = home.run(&arguments)?;
            assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
            in_words(&err);
            assert!(err.contains(said) && err.lines().count() <= 5, "{said}: {arguments:?}: {err}");
        }
        Ok(())
    };
    let order = |more: &[&'static str]| [&ORDER[..], more].concat();
    let keyed = |more: &[&'static str]| [&ORDER[..], &KEY, more].concat();
    check(&order(&[]), "--key, --key-file")?;
    check(&order(&["--key", "a", "--key-file", "b"]), "--key")?;
    check(&order(&["--key-file", "a", "--p12", "b"]), "--p12")?;
    check(&order(&["--key", "a", "--password-fd", "4"]), "--password-fd")?;
    check(&["--scope", "a:b", "--key", "x"], "--client-id")?;
    check(&["--client-id", "x", "--key", "x"], "--scope")?;
    check(&[&["--environment", "own.toml", "--client-id", "x", "--scope", " "], &KEY[..]].concat(), "--scope")?;
    check(&[&["--environment", "own.toml", "--client-id", "315000106", "--scope", "a:b"], &KEY[..]].concat(), "--client-id")?;
    check(&[&["--environment", "own.toml", "--client-id", "x", "--scope", "\"a:b\""], &KEY[..]].concat(), "altinn:instances.read")?;
    check(&order(&["--key", "Kasse"]), "--profile")?;
    check(&order(&["--key-file", "key.pem"]), "--kid")?;
    check(&order(&["--key-file", "key.pem", "--kid", "a b"]), "--kid")?;
    check(&keyed(&["--organisation", "123456789"]), "923609016@test")?;
    check(&keyed(&["--algorithm", "ES256"]), "RS256, RS384, RS512")?;
    check(&keyed(&["--wait", "lenge"]), "--wait")?;
    check(&keyed(&["--dry-run", "--out", "token"]), "--out")?;
    check(&keyed(&["--pid-fd", "77"]), "77")?;
    check(&keyed(&["--pid-fd", "3", "--vault-password-fd", "3"]), "--pid-fd")?;
    check(&order(&["--key-file", "locked.pem", "--kid", "k", "--password-fd", "77"]), "77")?;
    check(&order(&["--key-file", "locked.pem", "--kid", "k", "--password-fd", "4", "--pid-fd", "4"]), "--password-fd")
}

#[test]
fn what_has_a_code_is_told_by_it() -> Outcome {
    let home = home()?;
    let check = |arguments: &[&str], code: &str| -> Outcome {
        let told = home.json(&[&["token"], arguments, &["--json"]].concat(), 2)?;
        assert_eq!(told["problem"]["code"], code, "{arguments:?}");
        no_token_in(&told.to_string());
        for language in ["nb", "nn", "en"] {
            let why = home.refused(&[&["token"], arguments, &["--lang", language]].concat(), 2)?;
            assert!(why.lines().count() >= 3, "title, cause, remedy: {why}");
            in_words(&why);
        }
        Ok(())
    };
    let order = |more: &[&'static str]| [&ORDER[..], more].concat();
    let keyed = |more: &[&'static str]| [&ORDER[..], &KEY, more].concat();
    check(&keyed(&["--resource", "api.example.no"]), "maskinporten.bad_resource")?;
    check(&keyed(&["--consumer-org", "123456789"]), "maskinporten.bad_consumer")?;
    check(&keyed(&["--system-user-org", "31500010"]), "maskinporten.bad_owner")?;
    check(&keyed(&["--external-ref", "Kunde-42"]), "maskinporten.reference_alone")?;
    check(&keyed(&["--pid-fd", "3"]), "maskinporten.bad_person")?;
    check(&order(&["--key-file", "nowhere", "--kid", "k"]), "file.gone")?;
    check(&order(&["--key-file", ".", "--kid", "k"]), "file.is_folder")?;
    check(&order(&["--key-file", "empty", "--kid", "k"]), "file.empty")?;
    check(&order(&["--key-file", "text", "--kid", "k"]), "key.not_a_key")?;
    check(&order(&["--key-file", "x.p12", "--kid", "k"]), "key.certificate_file")?;
    check(&order(&["--key-file", "locked.pem", "--kid", "k"]), "key.password_needed")?;
    check(&order(&["--key-file", "locked.pem", "--kid", "k", "--password-fd", "3"]), "key.wrong_password")?;
    check(&order(&["--p12", "nowhere"]), "file.gone")?;
    check(&order(&["--p12", "x.p12"]), "certificate.password_needed")?;
    check(&order(&["--p12", "x.p12", "--password-fd", "3"]), "certificate.wrong_password")?;
    let retired = ["--environment", "retired.toml", "--client-id", "x", "--scope", "a:b", "--key-file", "key.pem", "--kid", "k"];
    let why = home.refused(&[&["token"], &retired[..]].concat(), 2)?;
    assert!(why.contains("ver2.maskinporten.no") && why.lines().count() >= 3, "{why}");
    let why = home.refused(&[&["token"], &order(&["--p12", "x.p12"])[..]].concat(), 2)?;
    assert!(why.contains("--password-fd N"), "{why}");
    Ok(())
}

#[test]
fn who_does_not_answer_is_a_finding() -> Outcome {
    let home = home()?;
    let order = [&["token"], &ORDER[..], &KEY].concat();
    let told = home.json(&[&order[..], &["--json"]].concat(), 1)?;
    assert_eq!((&told["problem"]["code"], &told["problem"]["turn"]), (&json!("network.unreachable"), &json!("network")));
    // Where there is no Maskinporten nobody can be asked, which is the file's affair.
    fs::write(home.path("own.toml"), "name = \"eget\"\n[hosts]\nportal = \"http://127.0.0.1:9/\"\n")?;
    let told = home.json(&[&order[..], &["--json"]].concat(), 2)?;
    assert_eq!(told["problem"]["code"], "environment.no_host");
    Ok(())
}

#[test]
fn the_help_is_whole_in_three_languages() -> Outcome {
    for (language, said) in [("nb", "Avslutter med 0"), ("nn", "Avsluttar med 0"), ("en", "Exits with 0")] {
        let Run { code, out, err } = run(inngang().args(["token", "--help", "--lang", language]))?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        in_words(&out);
        for option in
            ["--client-id", "--key", "--key-file", "--p12", "--password-fd", "--pid-fd", "--scope", "--resource", "--consumer-org"]
        {
            assert!(out.contains(&format!("{option} <")), "{option}: {out}");
        }
        for option in ["--system-user-org", "--external-ref", "--algorithm", "--wait", "--out", "--kid", "--environment", "--profile"] {
            assert!(out.contains(&format!("{option} <")), "{option}: {out}");
        }
        assert!(out.contains("--dry-run ") && out.contains("--json ") && out.contains("  read ") && out.contains(said), "{out}");
    }
    Ok(())
}
