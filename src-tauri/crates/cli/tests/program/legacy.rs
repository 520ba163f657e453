//! `inngang altinn legacy`: what an old set-up used, and Altinn 2 as practice plays it.

use std::fs;

use inngang_engine::certificates::export_pem;
use inngang_practice::CertificateOrder;
use serde_json::{Value, json};

use crate::home::{Home, Town};
use crate::rig::{Outcome, Run, run_with};
use crate::token_rig::{BAKERY, in_words};

const OLD: &str = "POST https://www.altinn.no/api/authentication/authenticatewithpassword?ForceEIAuthentication\n\
    ApiKey: 5b1c0b54-2f0e\n{ \"UserName\": \"a\", \"UserPassword\": \"sommer2019\" }\n";
const KEY: &str = "4C6F7641-1F5B-4A0E-9D1C-7B2E5A9030D1";

/// `own.toml` has the town's old host, and the authority that vouches for it.
fn describe(home: &Home, town: &Town) -> Outcome {
    fs::write(home.path("ca.pem"), export_pem(&town.practice.tls_authority()))?;
    let host = &town.practice.addresses().altinn_legacy;
    Ok(fs::write(home.path("own.toml"), format!("name = \"eget\"\ntls_ca = \"ca.pem\"\n[hosts]\naltinn_legacy = \"{host}\"\n"))?)
}

/// Runs it with the key on standard input, the user's password at descriptor 3 and the certificate's at 4.
fn told(home: &Home, verb: &[&str], code: i32) -> Outcome<Value> {
    let arguments = [&["altinn", "legacy"], verb, &["--environment", "own.toml", "--api-key-fd", "0", "--json"]].concat();
    let Run { code: ended, out, err } = run_with(&mut home.command(&arguments), format!("{KEY}\n").as_bytes())?;
    assert_eq!((ended, err.as_str()), (Some(code), ""), "{verb:?}: {out}");
    assert!(!out.contains(KEY) && !out.contains("boller2026") && !out.contains("surdeig2026"), "{out}");
    Ok(serde_json::from_str(&out)?)
}

#[test]
fn an_old_set_up_is_looked_through_and_its_secrets_are_not_told_again() -> Outcome {
    let home = Home::new()?;
    fs::write(home.path("old.txt"), OLD)?;
    let told = home.json(&["altinn", "legacy", "detect", "old.txt", "--json"], 1)?;
    let names: Vec<&str> = told["found"].as_array().into_iter().flatten().filter_map(|found| found["name"].as_str()).collect();
    assert_eq!(names, ["rest_host", "password_login", "force_ei", "api_key", "user_password"]);
    assert_eq!((&told["has_secret"], &told["found"][0]["gone"]), (&json!(true), &json!("2026-06-19")));
    for language in ["nb", "nn", "en"] {
        let Run { code, out, err } = home.run(&["altinn", "legacy", "detect", "old.txt", "--lang", language])?;
        assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
        assert!(
            out.contains("Maskinporten") && !out.contains("5b1c0b54") && !out.contains("sommer2019") && !out.contains("legacy:"),
            "{out}"
        );
        in_words(&out);
    }
    let Run { code, out, .. } = run_with(&mut home.command(&["altinn", "legacy", "detect", "-"]), b"https://platform.altinn.no/")?;
    assert!(code == Some(0) && out.contains("Ingenting"), "{out}");
    Ok(())
}

#[test]
fn a_person_and_an_enterprise_user_log_in_and_read() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        describe(&home, town)?;
        fs::write(home.path("vault-password"), "boller2026\n")?;
        let aase = ["--user", "aase", "--user-password-fd", "3"];
        let verb = |name: &[&'static str]| [name, &aase].concat();
        assert_eq!(told(&home, &verb(&["log-in"]), 0)?, json!({ "logged_in": "password" }));
        let messages = told(&home, &verb(&["messages", "--top", "1"]), 0)?;
        assert!(messages["rows"][0]["MessageId"].is_string() && messages["rows"].as_array().is_some_and(|rows| rows.len() == 1));
        assert_eq!((&messages["certificate"], &messages["reason"]), (&json!("none"), &json!("OK")));
        read_one(&home, &messages["rows"][0]["MessageId"], &aase)?;
        let rungs = told(&home, &verb(&["check"]), 0)?;
        assert!(rungs.as_array().is_some_and(|rungs| rungs.len() == 5 && rungs.iter().all(|rung| rung["outcome"] == "passed")));

        fs::write(home.path("vault-password"), "surdeig2026\n")?;
        assert_eq!(told(&home, &verb(&["profile"]), 1)?["problem"]["code"], "legacy.login_refused");
        let issued = town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
        fs::copy(&issued.path, home.path("auth.p12"))?;
        fs::copy(&issued.public_path, home.path("auth.cer"))?;
        fs::write(home.path("file-password"), &issued.password)?;
        let certificate = ["--p12", "auth.p12", "--password-fd", "4"];
        let user = [&["reportees", "--user", "bakeriet", "--user-password-fd", "3"][..], &certificate].concat();
        let reportees = told(&home, &user, 0)?;
        assert!(reportees["rows"].to_string().contains(BAKERY), "{reportees}");
        let alone = told(&home, &[&["organizations"][..], &certificate].concat(), 0)?;
        assert_eq!((&alone["certificate"], &alone["address"]), (&json!("sent"), &json!("organizations")));
        // An organisation that is known as one is told that a user is needed, and not that it is not logged in.
        let refused = told(&home, &[&["messages"][..], &certificate].concat(), 1)?;
        assert_eq!(refused["problem"]["code"], "legacy.user_needed");
        // The public half alone is refused before anybody is asked.
        assert_eq!(told(&home, &["organizations", "--p12", "auth.cer"], 2)?["problem"]["code"], "certificate.public_only");
        Ok(())
    })
}

/// One message, for a program and for people: its text as text, what lies beside it, and not read for that.
fn read_one(home: &Home, id: &Value, user: &[&str]) -> Outcome {
    let id = id.as_str().ok_or("no message")?;
    let opened = told(home, &[&["message", id], user].concat(), 0)?;
    assert_eq!(opened["message"]["text"], json!(["Kjære mottaker.", "Dette er en øvelse. Les vedlegget."]));
    let attached = json!([{ "kind": "file", "name": "Melding om registrering.pdf", "size": 16_027 }]);
    assert_eq!((&opened["message"]["status"], &opened["message"]["attachments"]), (&json!("Ulest"), &attached));
    for (language, status) in [("nb", "Status: Ulest"), ("nn", "Status: Ulesen"), ("en", "Status: Unread")] {
        let arguments =
            [&["altinn", "legacy", "message", id], user, &["--environment", "own.toml", "--api-key-fd", "0", "--lang", language]];
        let Run { code, out, err } = run_with(&mut home.command(&arguments.concat()), format!("{KEY}\n").as_bytes())?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        assert!(out.contains(status) && out.contains("Melding om registrering.pdf (17 kB)") && out.contains("2026"), "{out}");
        assert!(!out.contains("legacy:") && !out.contains('<') && !out.contains("&oslash;"), "{out}");
    }
    Ok(())
}

#[test]
fn nobody_gets_as_far_as_the_first_rung() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        describe(&home, town)?;
        let rungs = told(&home, &["check"], 1)?;
        assert_eq!((&rungs[0]["outcome"], &rungs[1]["code"]), (&json!("passed"), &json!("legacy.not_signed_in")));
        assert_eq!(told(&home, &["read", "metadata"], 0)?["address"], "metadata");
        let Run { code, out, err } = home.run(&["altinn", "legacy", "messages", "--user", "aase", "--environment", "own.toml"])?;
        assert!(code == Some(2) && out.is_empty() && err.contains("--user-password-fd"), "{err}");
        Ok(())
    })
}

/// Of a stored profile, it needs no file.
#[test]
fn the_profiles_certificate_logs_in_by_its_vault() -> Outcome {
    let (home, _) = Home::with_key()?;
    let organizations = ["altinn", "legacy", "organizations", "--certificate", "--api-key-fd", "0", "--vault-password-fd", "3", "--json"];
    let ask = || run_with(&mut home.command(&organizations), format!("{KEY}\n").as_bytes());
    let Run { code, err, .. } = ask()?;
    assert!(code == Some(2) && err.contains("--p12"), "there is none yet: {err}");
    home.add_certificate()?;
    let Run { code, out, err } = ask()?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let told: Value = serde_json::from_str(&out)?;
    assert_eq!((&told["certificate"], &told["address"]), (&json!("sent"), &json!("organizations")));
    fs::write(home.path("own.toml"), "name = \"eget\"\n[hosts]\naltinn_legacy = \"https://127.0.0.1:9\"\n")?;
    let of_nobody = ["altinn", "legacy", "log-in", "--certificate", "--environment", "own.toml"];
    assert!(home.refused(&of_nobody, 2)?.contains("--profile"));
    let twice = ["altinn", "legacy", "log-in", "--certificate", "--p12", "auth.p12"];
    assert!(home.refused(&twice, 2)?.contains("--p12"));
    Ok(())
}
