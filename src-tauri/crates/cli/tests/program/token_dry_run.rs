//! `inngang token --dry-run`: told line by line, and nothing is sent.

use std::fs;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use inngang_engine::maskinporten::{ListSource, PublicScope, ScopeList};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::home::{Home, openssl};
use crate::rig::{Outcome, Run, run};
use crate::token_rig::{BAKERY, Rig, SCOPE, client_with_key, in_words, no_token_in};

const CLIENT: &str = "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44";

/// A home with a key in `key.pem`, and an environment whose only server counts who calls.
fn counting() -> Outcome<(Home, Arc<AtomicUsize>)> {
    let home = Home::new()?;
    openssl(&["genrsa", "-out", "key.pem", "2048"], &home.path(""))?;
    let (listener, calls) = (TcpListener::bind("127.0.0.1:0")?, Arc::new(AtomicUsize::new(0)));
    let hosts = format!("name = \"eget\"\n[hosts]\nmaskinporten = \"http://{}/\"\n", listener.local_addr()?);
    fs::write(home.path("own.toml"), hosts)?;
    let counted = Arc::clone(&calls);
    std::thread::spawn(move || {
        for _call in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    Ok((home, calls))
}

fn order<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let usual = ["token", "--environment", "own.toml", "--organisation", BAKERY, "--client-id", CLIENT];
    [&usual, &["--key-file", "key.pem", "--kid", "kasse-1", "--scope", SCOPE][..], more].concat()
}

fn codes(told: &Value, outcome: &str) -> Vec<(String, Option<String>)> {
    let checks = told["checks"].as_array().into_iter().flatten().filter(|check| check["outcome"] == outcome);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    checks.map(|check| (text(&check["code"]).unwrap_or_default(), text(&check["refusal"]))).collect()
}

#[test]
fn nothing_is_sent_and_every_line_has_its_colour() -> Outcome {
    let (home, calls) = counting()?;
    let told = home.json(&order(&["--dry-run", "--json"]), 0)?;
    assert_eq!((&told["sent"], &told["outcome"]), (&json!(false), &json!("note")));
    assert!(codes(&told, "bad").is_empty() && !codes(&told, "good").is_empty(), "{told}");
    let first = told["checks"][0].as_object().ok_or("no check")?;
    assert_eq!(first.keys().collect::<Vec<_>>(), ["code", "facts", "outcome", "refusal", "turn"]);
    let red = home.json(&order(&["--dry-run", "--json", "--consumer-org", BAKERY, "--scope", "openid"]), 1)?;
    let expected = ["maskinporten.scope_for_people", "maskinporten.own_consumer"].map(|code| Some(code.to_owned()));
    assert_eq!(
        (codes(&red, "bad").into_iter().map(|(_, refusal)| refusal).collect::<Vec<_>>(), &red["outcome"]),
        (expected.to_vec(), &json!("bad"))
    );
    for (language, lines) in [
        ("nb", ["✓ I orden: ", "▲ Kan bli et problem: ", "✗ Blir avvist: ", "Ingenting er sendt."]),
        ("nn", ["✓ I orden: ", "▲ Kan bli eit problem: ", "✗ Blir avvist: ", "Ingenting er sendt."]),
        ("en", ["✓ In order: ", "▲ May be a problem: ", "✗ Will be refused: ", "Nothing was sent."]),
    ] {
        let Run { code, out, err } = home.run(&order(&["--dry-run", "--consumer-org", BAKERY, "--lang", language]))?;
        assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
        in_words(&out);
        assert!(lines.iter().all(|line| out.contains(line)) && out.contains(" (maskinporten.own_consumer)\n  "), "{out}");
    }
    // Whose client it is need not be said; then nothing is held against its number.
    let anybody: Vec<&str> = order(&["--dry-run", "--json", "--consumer-org", BAKERY]);
    let anybody: Vec<&str> = anybody.into_iter().filter(|argument| *argument != "--organisation").collect();
    let anybody = [&anybody[..3], &anybody[4..]].concat();
    assert!(codes(&home.json(&anybody, 0)?, "bad").is_empty());
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    // The same order, sent, is counted.
    assert_eq!(home.run(&order(&["--json"]))?.code, Some(1));
    assert!(calls.load(Ordering::SeqCst) > 0);
    Ok(())
}

#[test]
fn it_stops_nothing_and_foretells_what_maskinporten_says() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        let own = ["--organisation", BAKERY, "--consumer-org", BAKERY];
        let dry = rig.told(&rig.by_key(&[&own[..], &["--dry-run"]].concat()), 1)?;
        let refused = rig.told(&rig.by_key(&own), 1)?;
        assert_eq!(codes(&dry, "bad").first().map(|(_, refusal)| json!(refusal)), Some(refused["problem"]["code"].clone()));
        let client = rig.with_certificate().await?;
        let by_certificate = ["token", "--environment", "own.toml", "--client-id", &client, "--scope", SCOPE, "--p12", "auth.p12"];
        // Whose certificate it is says whose order it is.
        let own = ["--password-fd", "4", "--consumer-org", BAKERY, "--dry-run"];
        let dry = rig.told(&[&by_certificate[..], &own].concat(), 1)?;
        assert!(codes(&dry, "bad").iter().any(|(code, _)| code == "maskinporten.check_own_consumer"), "{dry}");
        Ok(())
    })
}

#[test]
fn a_person_is_checked_and_never_told() -> Outcome {
    let (home, _) = counting()?;
    let check = |digits: &str, outcome: &str, code: &str| -> Outcome {
        fs::write(home.path("pid"), digits)?;
        let pid = fs::File::open(home.path("pid"))?;
        let Run { code: ended, out, err } = run(home.command(&order(&["--pid-fd", "0", "--dry-run", "--json"])).stdin(pid))?;
        assert_eq!((ended, err.as_str()), (Some(0), ""), "{out}");
        no_token_in(&out);
        assert!(!out.contains(digits) && codes(&serde_json::from_str(&out)?, outcome).iter().any(|(found, _)| found == code), "{out}");
        Ok(())
    };
    check(crate::token_rig::PERSON, "good", "maskinporten.check_person")?;
    check("13888012300", "note", "maskinporten.check_person_digits")
}

/// A profile in practice, where a key of the vault stands on a client.
fn profile() -> Outcome<(Home, String)> {
    let (home, key) = Home::with_key()?;
    let client = client_with_key(&home, &key, "portalens-navn")?;
    home.key(&["register", &key, "--client", &client, "--kid", "portalens-navn"])?;
    Ok((home, client))
}

#[test]
fn what_the_profile_knows_is_checked() -> Outcome {
    let (home, client) = profile()?;
    let token = ["token", "--client-id", &client, "--key", "Kasse", "--scope", SCOPE, "--vault-password-fd", "3", "--json"];
    let dry = home.json(&[&token[..], &["--dry-run"]].concat(), 0)?;
    let good =
        |code: &str| dry["checks"].as_array().is_some_and(|all| all.iter().any(|one| one["code"] == code && one["outcome"] != "bad"));
    assert!(good("maskinporten.check_key_new") && good("maskinporten.check_issuer"), "{dry}");
    // The list of scopes that the window read last.
    let listed = PublicScope {
        scope: SCOPE.parse()?,
        description: String::new(),
        owner: None,
        owner_name: None,
        for_all: Some(true),
        delegation_source: None,
        integrations: Vec::new(),
    };
    let list = ScopeList { from: ListSource::Service, as_of: OffsetDateTime::now_utc(), scopes: vec![listed] };
    home.database()?.keep_scope_list("practice", &list)?;
    let dry = home.json(&[&token[..], &["--dry-run"]].concat(), 0)?;
    assert!(dry["checks"].to_string().contains("maskinporten.check_scopes_given"), "{dry}");
    Ok(())
}

#[test]
fn another_key_and_another_environment_are_seen() -> Outcome {
    let (home, client) = profile()?;
    // A key in a file needs no vault. Another one under that name is seen beforehand, and by Maskinporten.
    openssl(&["genrsa", "-out", "other.pem", "2048"], &home.path(""))?;
    let other = ["token", "--client-id", &client, "--key-file", "other.pem", "--kid", "portalens-navn", "--scope", SCOPE, "--json"];
    let dry = home.json(&[&other[..], &["--dry-run"]].concat(), 1)?;
    let red = |dry: &Value| dry["checks"].as_array().into_iter().flatten().find(|check| check["outcome"] == "bad").cloned();
    let foretold = red(&dry).ok_or("nothing is red")?;
    assert_eq!((&foretold["code"], &foretold["refusal"]), (&json!("maskinporten.check_key_other"), &json!("maskinporten.signature")));
    assert_eq!(home.json(&other, 1)?["problem"]["code"], "maskinporten.signature");
    // Elsewhere the same client is a stranger, which the rows tell.
    home.key(&["create", "--profile", "315000106@test", "--bits", "2048", "--name", "Annen"])?;
    let elsewhere = [
        &["token", "--profile", "315000106@test", "--key", "Annen", "--client-id", &client, "--scope", SCOPE][..],
        &["--vault-password-fd", "3", "--dry-run", "--json"],
    ];
    let dry = home.json(&elsewhere.concat(), 1)?;
    let red = red(&dry).ok_or("nothing is red")?;
    assert_eq!((&red["code"], &red["refusal"]), (&"maskinporten.check_client_elsewhere".into(), &"maskinporten.client_unknown".into()));
    Ok(())
}
