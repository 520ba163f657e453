//! `inngang token` against practice: every way to sign, every variant, and where the token goes.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;
use std::time::Duration;

use inngang_practice::{Fault, NewSystem, NewSystemUser, SystemName, SystemUserKind};
use serde_json::{Value, json};

use crate::home::{FILE_PASSWORD, Home};
use crate::rig::{Outcome, Run, run};
use crate::token_rig::{ACCOUNTANT, BAKERY, PERSON, Rig, SCOPE, claim, client_with_key, in_words, no_token_in};

#[test]
fn every_way_to_sign_gives_a_token() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        let by = |signer: &[&str], kid: &str, algorithm: &str| -> Outcome<Value> {
            let told = rig.told(&rig.arguments(signer), 0)?;
            assert_eq!(told["signed_with"], json!({ "kid": kid, "certificate": false, "algorithm": algorithm }), "{signer:?}");
            assert_eq!(claim(&told, "client_amr"), "private_key_jwt");
            Ok(told)
        };
        let told = by(&["--key-file", "key.jwk"], "kasse-1", "RS256")?;
        let members: Vec<&str> = told.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
        let expected = "audience client_id clock consumer expires_at expires_in missing_scopes out said scopes signed_with supplier";
        assert_eq!(members.join(" "), expected);
        assert_eq!((&told["client_id"], &told["consumer"], &told["supplier"]), (&json!(rig.client), &json!(BAKERY), &Value::Null));
        assert_eq!((&told["scopes"], &told["out"], &told["said"]["signature"]), (&json!([SCOPE]), &Value::Null, &Value::Null));
        assert_eq!((claim(&told, "scope"), &told["clock"]["off"]), (&json!(SCOPE), &json!(false)));
        assert!(told["expires_in"].as_i64().is_some_and(|seconds| seconds > 0));
        by(&["--key-file", "key.pem", "--kid", "kasse-1"], "kasse-1", "RS256")?;
        by(&["--key-file", "key.der", "--kid", "kasse-1"], "kasse-1", "RS256")?;
        by(&["--key-file", "locked.pem", "--kid", "kasse-1", "--password-fd", "4"], "kasse-1", "RS256")?;
        // The key is registered for another algorithm, which Maskinporten sees.
        let told = rig.told(&rig.by_key(&["--algorithm", "RS512"]), 1)?;
        assert_eq!(told["problem"]["code"], "maskinporten.signature");
        assert!(told["said"]["trace_id"].is_string(), "{told}");

        let client = rig.with_certificate().await?;
        let certificate =
            ["token", "--environment", "own.toml", "--client-id", &client, "--scope", SCOPE, "--p12", "auth.p12", "--password-fd", "4"];
        for algorithm in ["RS256", "RS384", "RS512"] {
            let told = rig.told(&[&certificate[..], &["--algorithm", algorithm]].concat(), 0)?;
            assert_eq!(told["signed_with"], json!({ "kid": null, "certificate": true, "algorithm": algorithm }));
            assert_eq!(claim(&told, "client_amr"), "virksomhetssertifikat");
        }
        // The same key under a name that nobody registered.
        let told = rig.told(&[&certificate[..], &["--kid", "kasse-1"]].concat(), 1)?;
        assert_eq!(told["problem"]["code"], "maskinporten.unknown_key");
        Ok(())
    })
}

#[test]
fn a_key_of_the_vault_signs_under_the_name_that_it_has_on_the_client() -> Outcome {
    let (home, key) = Home::with_key()?;
    let client = client_with_key(&home, &key, "portalens-navn")?;
    let token = ["token", "--client-id", &client, "--key", "Kasse", "--scope", SCOPE, "--vault-password-fd", "3", "--json"];
    let unregistered = home.json(&token, 1)?;
    assert_eq!(
        (&unregistered["problem"]["code"], &unregistered["problem"]["facts"]["kid"]),
        (&"maskinporten.unknown_key".into(), &json!(key))
    );
    let named = home.json(&[&token[..], &["--kid", "portalens-navn"]].concat(), 0)?;
    assert_eq!(named["signed_with"]["kid"], "portalens-navn");
    home.key(&["register", &key, "--client", &client, "--kid", "portalens-navn"])?;
    let told = home.json(&token, 0)?;
    assert_eq!((&told["signed_with"]["kid"], &told["consumer"]), (&json!("portalens-navn"), &json!(BAKERY)));
    Ok(())
}

#[test]
fn every_variant_is_asked_for() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let delegated = "nav:aareg/v1/arbeidsforhold";
        let rig = Rig::of(ACCOUNTANT, &[SCOPE, delegated, "altinn:authentication/systemregister.write"], &home, town).await?;
        let told = rig.told(&rig.by_key(&["--resource", "https://api.example.no", "--resource", "urn:b"]), 0)?;
        assert_eq!(told["audience"], json!(["https://api.example.no", "urn:b"]));
        let with_person = run(home.command(&rig.by_key(&["--pid-fd", "0", "--json"])).stdin(fs::File::open(home.path("pid"))?))?;
        assert_eq!(with_person.code, Some(0), "{with_person:?}");
        no_token_in(&with_person.out);
        assert_eq!(claim(&serde_json::from_str(&with_person.out)?, "pid"), &json!(format!("{}*****", &PERSON[..6])));
        let delegated = ["token", "--environment", "own.toml", "--client-id", &rig.client, "--scope", delegated, "--key-file", "key.jwk"];
        let told = rig.told(&[&delegated[..], &["--consumer-org", "315 000 106"]].concat(), 0)?;
        assert_eq!((&told["consumer"], &told["supplier"]), (&json!(BAKERY), &json!(ACCOUNTANT)));
        let said = rig.says(&[&delegated[..], &["--consumer-org", BAKERY, "--lang", "en"]].concat())?;
        assert!(
            said.contains("Organisation: 315\u{a0}000\u{a0}106") && said.contains("Supplier, on behalf of the organisation: 311"),
            "{said}"
        );

        let user = ["--system-user-org", BAKERY, "--external-ref", "Kunde-42"];
        let told = rig.told(&rig.by_key(&user), 1)?;
        // Altinn was asked for the cause, with a token that the program got for that.
        assert_eq!(
            (&told["problem"]["code"], &told["said"]["error"]),
            (&json!("maskinporten.system_user_no_system"), &json!("invalid_altinn_customer_configuration"))
        );
        let name = SystemName { nb: "Kasse".to_owned(), nn: "Kasse".to_owned(), en: "Till".to_owned() };
        let (vendor, client_ids) = (ACCOUNTANT.to_owned(), vec![rig.client.clone()]);
        let system = town.practice.register_system(NewSystem { vendor, id: "kasse".to_owned(), name, client_ids })?.id;
        let external_ref = Some("Kunde-42".to_owned());
        town.practice.add_system_user(NewSystemUser {
            system: system.clone(),
            owner: BAKERY.to_owned(),
            external_ref,
            kind: SystemUserKind::Standard,
            approved: true,
        })?;
        let told = rig.told(&rig.by_key(&user), 0)?;
        let detail = &told["said"]["details"][0];
        assert_eq!(
            (&detail["kind"], &detail["system"], &detail["owner"]["number"]),
            (&json!("system_user"), &json!(system), &json!(BAKERY))
        );
        assert!(rig.says(&rig.by_key(&user))?.contains("Eier av systembrukeren: 315"));
        Ok(())
    })
}

#[test]
fn the_token_goes_where_it_is_asked_to_and_nowhere_else() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        let said = rig.says(&rig.by_key(&[]))?;
        assert!(said.starts_with(&format!("Maskinporten ga klienten {} et token.\n", rig.client)), "{said}");
        assert!(said.contains("  Scopes: altinn:instances.read\n") && said.contains("Tokenet er ikke skrevet noe sted."), "{said}");
        let said = rig.says(&rig.by_key(&["--out", "token"]))?;
        assert!(said.contains("Tokenet er skrevet til token."), "{said}");
        let written = |name: &str| -> Outcome<String> {
            assert_eq!(fs::metadata(home.path(name))?.permissions().mode() & 0o777, 0o600);
            Ok(fs::read_to_string(home.path(name))?)
        };
        let first = written("token")?;
        assert!(first.ends_with('\n') && first.trim_end().split('.').count() == 3 && first.lines().count() == 1);
        // One that others could read is replaced whole.
        fs::set_permissions(home.path("token"), fs::Permissions::from_mode(0o644))?;
        let told = rig.told(&rig.by_key(&["--out", "./token"]), 0)?;
        assert_eq!(told["out"], "./token");
        assert_ne!(written("token")?, first);

        let Run { code, out, err } = home.run(&rig.by_key(&["--out", "-"]))?;
        assert_eq!((code, out.lines().count(), out.trim_end().split('.').count()), (Some(0), 1, 3), "{err}");
        in_words(&err);
        assert!(err.contains("Tokenet står i standard ut."), "{err}");
        fs::write(home.path("piped"), &out)?;
        let read = home.run(&["token", "read", "piped", "--environment", "own.toml", "--json"])?;
        assert_eq!(serde_json::from_str::<Value>(&read.out)?["signature"]["severity"], "good", "{read:?}");
        let Run { code, out, err } = home.run(&rig.by_key(&["--out", "-", "--json"]))?;
        assert_eq!((code, out.lines().count()), (Some(0), 1));
        no_token_in(&err);
        assert_eq!(serde_json::from_str::<Value>(&err)?["out"], "-");
        // When there is none, nothing stands there.
        let Run { code, out, err } = home.run(&rig.by_key(&["--kid", "feil", "--out", "-", "--json"]))?;
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert_eq!(serde_json::from_str::<Value>(&err)?["problem"]["code"], "maskinporten.unknown_key");
        Ok(())
    })
}

#[test]
fn a_file_that_is_another_than_it_seems_is_left_alone() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        fs::write(home.path("mine"), "mitt")?;
        std::os::unix::fs::symlink("mine", home.path("link"))?;
        std::os::unix::fs::symlink("nowhere", home.path("dangling"))?;
        fs::create_dir(home.path("folder"))?;
        let refused = |out: &str, said: &str| -> Outcome {
            let why = home.refused(&rig.by_key(&["--out", out]), 2)?;
            assert!(why.contains(said), "{out}: {why}");
            no_token_in(&why);
            Ok(())
        };
        refused("link", "er en lenke til et annet sted")?;
        refused("dangling", "er en lenke til et annet sted")?;
        refused("/dev/stdout", "er en lenke til et annet sted")?;
        refused("/dev/null", "er ikke en vanlig fil")?;
        refused("folder", "er en mappe")?;
        refused("..", "er en mappe")?;
        refused("no/such/token", "finnes ikke")?;
        refused("mine/token", "kunne ikke skrives")?;
        assert_eq!((fs::read_to_string(home.path("mine"))?.as_str(), home.path("nowhere").exists()), ("mitt", false));
        assert_eq!(fs::read_dir(home.path("folder"))?.count(), 0);
        Ok(())
    })
}

/// Takes two pauses of five seconds, in which the rest of the computer looks at the program.
#[test]
fn a_new_key_is_waited_for_and_nobody_sees_a_secret_meanwhile() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        town.practice.faults().set(Fault::KeyJustUploaded, true);
        let told = rig.told(&rig.by_key(&[]), 1)?;
        assert_eq!(told["problem"]["code"], "maskinporten.unknown_key");
        town.practice.faults().set(Fault::KeyJustUploaded, false);
        town.practice.faults().set(Fault::KeyJustUploaded, true);
        let locked = ["--key-file", "locked.pem", "--kid", "kasse-1", "--password-fd", "4", "--wait", "60", "--pid-fd", "0"];
        let pid = fs::File::open(home.path("pid"))?;
        let waiting = home.command(&rig.arguments(&locked)).stdin(pid).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        tokio::time::sleep(Duration::from_secs(3)).await;
        if cfg!(target_os = "linux") {
            for name in ["cmdline", "environ"] {
                let seen = String::from_utf8_lossy(&fs::read(format!("/proc/{}/{name}", waiting.id()))?).into_owned();
                assert!(!seen.is_empty() && !seen.contains(PERSON) && !seen.contains(FILE_PASSWORD), "{name}");
            }
        }
        let ended = waiting.wait_with_output()?;
        let (out, err) = (String::from_utf8(ended.stdout)?, String::from_utf8(ended.stderr)?);
        assert_eq!(
            (ended.status.code(), err.as_str()),
            (Some(0), "Maskinporten kjenner ikke nøkkelen ennå. Inngang prøver igjen …\n"),
            "{out}"
        );
        in_words(&out);
        Ok(())
    })
}

#[test]
fn a_wrong_clock_is_told_with_how_it_is_set() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        town.practice.faults().set(Fault::Clock5Minutes, true);
        let told = rig.told(&rig.by_key(&[]), 0)?;
        assert!(told["clock"]["seconds"].as_i64().is_some_and(|seconds| (295..=305).contains(&seconds)) && told["clock"]["off"] == true);
        for (language, said) in [("nb", "etter"), ("nn", "etter"), ("en", "behind")] {
            let text = rig.says(&rig.by_key(&["--lang", language]))?;
            assert!(text.contains(said) && (cfg!(not(target_os = "linux")) || text.contains("timedatectl set-ntp true")), "{text}");
        }
        Ok(())
    })
}
