//! `inngang login` against practice: a person in front of a browser of the test's own, and what is told of it.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use inngang_practice::Fault;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::home::{Home, PROFILE};
use crate::login_rig::{DIRECTOR, Does, Rig, no_token_in};
use crate::rig::{Outcome, Run};

const SCOPES: &str = "profile altinn:instances.read";

fn stage<'a>(told: &'a Value, name: &str) -> &'a Value {
    told["stages"].as_array().into_iter().flatten().find(|stage| stage["name"] == name).unwrap_or(&Value::Null)
}

/// Where it stopped, and with what.
fn stopped(told: &Value) -> Option<(&str, &str)> {
    let failed = told["stages"].as_array()?.iter().find(|stage| stage["state"] == "failed")?;
    Some((failed["name"].as_str()?, failed["code"].as_str()?))
}

#[test]
fn claims_are_told_and_no_token() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let login = ["--client-id", &client, "--scope", SCOPES];
        let told = rig.told(&login, Does::LogsIn, 0).await?;
        let claims = &told["claims"];
        assert_eq!(
            (&claims["acr"], &claims["pid"], &claims["iss"]),
            (&json!("idporten-loa-high"), &json!("148675*****"), &json!(town.practice.addresses().idporten))
        );
        assert_eq!((&told["level"], &told["provider"], &told["authentication"]), (&json!("high"), &json!("idporten"), &json!("none")));
        assert_eq!((&told["missing_scopes"], &told["userinfo"], &told["logout"]), (&json!([]), &Value::Null, &Value::Null));
        let stages = told["stages"].as_array().ok_or("no stages")?;
        assert!(stages.iter().all(|stage| stage["state"] == "done"), "{told}");
        assert_eq!((stages.len(), &stage(&told, "pushed")["status"]), (7, &json!(201)));
        // What was pushed is in no address, so on no command line.
        let [visit] = &rig.visits()?[..] else { return Err("not one visit".into()) };
        assert!(visit.contains("request_uri=") && !visit.contains("state="), "{visit}");
        no_token_in(&rig.commands()?);

        let (out, err) = rig.says(&login, Does::LogsIn, 0).await?;
        assert!(out.contains("148675*****") && out.contains("idporten-loa-high") && out.contains(SCOPES), "{out}");
        assert!(err.starts_with("Logg inn i nettleseren. ") && err.lines().count() == 2, "{err}");
        let Run { code, out, err } = rig.run(&[&login[..], &["--show-pid", "--lang", "en"]].concat(), Does::LogsIn).await?;
        assert!(code == Some(0) && out.contains(DIRECTOR) && !err.contains(DIRECTOR) && !out.contains("eyJ"), "{out}");
        Ok(())
    })
}

#[test]
fn what_comes_after_the_login_is_told_too() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let login = ["--client-id", &client, "--scope", SCOPES, "--userinfo", "--logout"];
        let told = rig.told(&login, Does::LogsIn, 0).await?;
        assert_eq!((&told["userinfo"]["pid"], &told["logout"]["revoked"]), (&json!("148675*****"), &json!(true)));
        assert_eq!((&told["logout"]["browser"], &stage(&told, "userinfo")["status"]), (&json!("sent"), &json!(200)));
        let [_, leaving] = &rig.visits()?[..] else { return Err("not two visits".into()) };
        assert!(leaving.starts_with("http://127.0.0.1:") && !leaving.contains("id_token"), "{leaving}");
        no_token_in(&rig.commands()?);
        let (out, _) = rig.says(&login, Does::LogsIn, 0).await?;
        assert!(out.contains("Userinfo sier: ") && out.contains("Tokenene er trukket tilbake.\n"), "{out}");
        // Userinfo needs a scope that is not asked for here.
        let told = rig.told(&["--client-id", &client, "--scope", "altinn:instances.read", "--userinfo"], Does::LogsIn, 1).await?;
        assert_eq!(
            (&told["userinfo"]["problem"]["code"], &told["claims"]["acr"]),
            (&json!("login.user_info_refused"), &json!("idporten-loa-high"))
        );
        Ok(())
    })
}

#[test]
fn a_login_that_stops_tells_where_and_whose_move_it_is() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let login = ["--client-id", &client, "--scope", SCOPES];
        let with = |more: &[&'static str]| [&login[..], more].concat();
        let check = async |more: &[&'static str], does: Does, place: &str, code: &str| -> Outcome {
            let told = rig.told(&with(more), does, 1).await?;
            assert_eq!((&told["problem"]["code"], stopped(&told)), (&json!(code), Some((place, code))), "{told}");
            Ok(())
        };
        check(&[], Does::Cancels, "person", "login.cancelled_by_person").await?;
        town.practice.faults().set(Fault::LowAcr, true);
        check(&["--acr", "high"], Does::LogsIn, "id_token", "login.level_too_low").await?;
        town.practice.faults().set(Fault::LowAcr, false);
        check(&["--wait", "1"], Does::Nothing, "person", "login.timed_out").await?;
        check(&["--prompt", "none"], Does::LogsIn, "person", "login.interaction_required").await?;
        check(&["--scope", "altinn:instances.write"], Does::LogsIn, "pushed", "login.scope_refused").await?;
        check(&["--redirect", "http://127.0.0.1:0/another"], Does::LogsIn, "pushed", "login.redirect_refused").await?;
        let told = rig.told(&["--client-id", "00000000-0000-0000-0000-000000000000"], Does::LogsIn, 1).await?;
        assert_eq!((&told["problem"]["code"], stopped(&told)), (&json!("login.client_refused"), Some(("pushed", "login.client_refused"))));

        let (out, err) = rig.says(&login, Does::Cancels, 1).await?;
        assert!(out.is_empty() && err.contains("Innloggingen ble avbrutt\n") && err.contains("Hvor det stoppet\n"), "{err}");
        assert!(
            err.contains("✓ Gikk bra: Inngang → Nettleseren") && err.contains("✗ Stoppet her: Personen → Innloggingstjenesten"),
            "{err}"
        );
        assert!(err.ends_with("Du kan rette dette selv.\n"), "{err}");
        Ok(())
    })
}

#[test]
fn a_scope_that_was_not_consented_to_is_a_finding() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let login = ["--client-id", &client, "--scope", SCOPES];
        let told = rig.told(&login, Does::Unticks, 1).await?;
        assert_eq!((&told["missing_scopes"], &told["claims"]["pid"]), (&json!(["altinn:instances.read"]), &json!("148675*****")));
        let (out, _) = rig.says(&login, Does::Unticks, 1).await?;
        assert!(out.contains("Bedt om, men ikke gitt: altinn:instances.read\n"), "{out}");
        Ok(())
    })
}

#[test]
fn control_c_ends_the_wait_in_words() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let child = rig.begin(&["--client-id", &client])?;
        while !rig.path("visits").exists() {
            sleep(Duration::from_millis(20)).await;
        }
        // So that it has seen its browser start.
        sleep(Duration::from_millis(500)).await;
        // The shell has become the program.
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success());
        let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await??;
        let err = String::from_utf8(output.stderr)?;
        assert!(output.status.code() == Some(1) && output.stdout.is_empty(), "{err}");
        assert!(err.contains("Innloggingen ble stoppet\n") && err.contains("✗ Stoppet her: Personen"), "{err}");
        Ok(())
    })
}

#[test]
fn where_no_browser_opens_the_address_is_told() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let mut command =
            home.command(&["login", "--environment", "own.toml", "--browser", "/no/such", "--client-id", &client, "--wait", "1", "--json"]);
        let output = tokio::task::spawn_blocking(move || command.stdin(Stdio::null()).output()).await??;
        let (out, err) = (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
        assert!(
            err.starts_with("Nettleseren åpnet seg ikke. ") && err.lines().nth(1).is_some_and(|line| line.starts_with("http://127.0.0.1:")),
            "{err}"
        );
        let told: Value = serde_json::from_str(&out)?;
        assert_eq!((&told["problem"]["code"], &stage(&told, "browser")["code"]), (&json!("login.timed_out"), &json!("login.no_browser")));
        Ok(())
    })
}

/// `BROWSER` is honoured where no browser is named.
#[test]
fn the_usual_browser_is_the_systems() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let mut command = home.command(&["login", "--environment", "own.toml", "--client-id", &client, "--wait", "2", "--json"]);
        command.env("BROWSER", rig.path("browser"));
        let output = tokio::task::spawn_blocking(move || command.stdin(Stdio::null()).output()).await??;
        let told: Value = serde_json::from_slice(&output.stdout)?;
        assert_eq!((&told["problem"]["code"], rig.visits()?.len()), (&json!("login.timed_out"), 1));
        Ok(())
    })
}

/// Stands on a command line, so nobody who may not be found on one.
const EMPLOYEE: &str = "05889221390";

#[test]
fn a_test_user_needs_no_browser_and_must_be_invented() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let login = |pid: &'static str, more: &[&'static str]| -> Outcome<Run> {
            home.run(&[&["login", "--environment", "own.toml", "--client-id", &client, "--test-user", pid, "--json"], more].concat())
        };
        let run = tokio::task::block_in_place(|| login(EMPLOYEE, &["--acr", "high"]))?;
        let told: Value = serde_json::from_str(&run.out)?;
        assert_eq!((run.code, run.err.as_str(), &told["claims"]["amr"]), (Some(0), "", &json!(["TestID"])), "{told}");
        assert_eq!(
            (&told["claims"]["acr"], &told["claims"]["pid"], stage(&told, "browser")),
            (&json!("idporten-loa-high"), &json!("058892*****"), &Value::Null)
        );
        assert_eq!(tokio::task::block_in_place(|| login(EMPLOYEE, &[]))?.code, Some(0));
        let run = tokio::task::block_in_place(|| login("14067521349", &[]))?;
        let told: Value = serde_json::from_str(&run.out)?;
        assert_eq!((run.code, &told["problem"]["code"]), (Some(2), &json!("login.test_user_not_synthetic")));
        assert!(!fs::read_to_string(rig.path("own.toml"))?.is_empty());
        Ok(())
    })
}

#[test]
fn every_choice_reaches_the_provider() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.native().await?;
        let told = rig.told(&["--client-id", &client, "--no-par", "--dpop", "--prompt", "login", "--acr", "high"], Does::LogsIn, 0).await?;
        assert_eq!((&told["bound_to_key"], stage(&told, "pushed")), (&json!(true), &Value::Null));
        let [visit] = &rig.visits()?[..] else { return Err("not one visit".into()) };
        for parameter in ["prompt=login", "acr_values=idporten-loa-high", "dpop_jkt=", "ui_locales=nb", "scope=openid&"] {
            assert!(visit.contains(parameter), "{parameter}: {visit}");
        }
        let client = rig.client("idporten", &["openid", "profile"], &[("redirect_uri", "http://[::1]:0/callback")]).await?;
        let told = rig.told(&["--client-id", &client, "--ipv6"], Does::LogsIn, 0).await?;
        assert_eq!(told["claims"]["acr"], "idporten-loa-high");
        Ok(())
    })
}

#[test]
fn a_profile_in_practice_has_its_own_town() -> Outcome {
    let (home, _) = Home::with_key()?;
    let client = home.in_town(async |town| Rig::start(&home, town)?.native().await)?;
    let login = ["login", "--profile", PROFILE, "--client-id", &client, "--test-user", EMPLOYEE, "--json"];
    let told = home.json(&login, 0)?;
    assert_eq!((&told["claims"]["pid"], &told["level"]), (&json!("058892*****"), &json!("substantial")));
    Ok(())
}

#[test]
fn what_cannot_be_asked_for_is_refused_in_words() -> Outcome {
    let home = Home::new()?;
    for (arguments, said) in [
        (&[][..], "--client-id mangler."),
        (&["--client-id", "315000106"], "--client-id tar klient-ID-en"),
        (&["--client-id", "x", "--scope", "\"a\""], "--scope tar navn som"),
        (&["--client-id", "x", "--acr", "Level3"], "Level3 brukes ikke lenger"),
        (&["--client-id", "x", "--redirect", "https://localhost/callback"], "Adressen må begynne med http://"),
        (&["--client-id", "x", "--resource", "a"], "--resource og --service er for Ansattporten."),
        (&["--client-id", "x", "--several"], "mangler."),
        (&["--client-id", "x", "--test-user", "bjarne"], "--test-user tar fødselsnummeret"),
        (&["--client-id", "x", "--secret-in-form"], "--client-secret-fd mangler."),
        (&["--client-id", "x", "--client-secret-fd", "3", "--key", "k"], "kan ikke brukes sammen med"),
        (&["--client-id", "x", "--client-secret-fd", "3", "--vault-password-fd", "3"], "--client-secret-fd"),
        (&["--client-id", "x", "--wait", "lenge"], "--wait skal være et tall."),
        (&["--client-id", "x", "--provider", "bankid"], "Mulige verdier: idporten, ansattporten"),
    ] {
        let err = home.refused(&[&["login"], arguments].concat(), 2)?;
        assert!(err.contains(said) && !err.contains("bjarne"), "{arguments:?}: {err}");
    }
    Ok(())
}
