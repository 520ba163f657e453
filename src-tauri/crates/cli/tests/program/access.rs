//! `inngang access check` and `inngang altinn organisation` against practice.

use std::fs;

use inngang_practice::{NewSystem, NewSystemUser, SystemName, SystemUserKind};
use serde_json::{Value, json};

use crate::home::{Home, Town};
use crate::rig::{Outcome, Run};
use crate::token_rig::{ACCOUNTANT, BAKERY, Rig, in_words};

const SCOPES: [&str; 4] = [
    "altinn:authentication/systemregister.write",
    "altinn:authentication/systemuser.request.write",
    "altinn:authentication/systemuser.request.read",
    "altinn:accessmanagement/authorizedparties",
];

/// Every service of the town in one environment file.
fn describe(town: &Town, home: &Home) -> Outcome {
    let hosts = town.practice.addresses().named().map(|(name, address)| format!("{name} = \"{address}\"\n")).concat();
    Ok(fs::write(home.path("town.toml"), format!("name = \"byen\"\n[hosts]\n{hosts}"))?)
}

fn check<'a>(rig: &'a Rig<'_>, more: &[&'a str]) -> Vec<&'a str> {
    let caller = ["access", "check", "--environment", "town.toml", "--client-id", &rig.client, "--key-file", "key.jwk"];
    [&caller[..], more].concat()
}

fn outcomes(told: &Value) -> Vec<(&str, &str)> {
    let rungs = told["rungs"].as_array().into_iter().flatten();
    rungs.map(|rung| (rung["name"].as_str().unwrap_or_default(), rung["outcome"].as_str().unwrap_or_default())).collect()
}

#[test]
fn an_access_is_checked_rung_by_rung() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::of(BAKERY, &SCOPES, &home, town).await?;
        describe(town, &home)?;
        let vendor = check(&rig, &["--organisation", BAKERY]);
        let told = rig.told(&vendor, 0)?;
        assert_eq!((&told["passed"], outcomes(&told)[3]), (&json!(true), ("requests", "skipped")), "no system yet: {told}");

        let name = SystemName { nb: "Kasse".to_owned(), nn: "Kasse".to_owned(), en: "Till".to_owned() };
        let system = NewSystem { vendor: BAKERY.to_owned(), id: "kasse".to_owned(), name, client_ids: vec![rig.client.clone()] };
        let system = town.practice.register_system(system)?.id;
        let told = rig.told(&vendor, 0)?;
        assert!(outcomes(&told).iter().all(|(_, outcome)| *outcome == "passed"), "{told}");

        let own = check(&rig, &["--system-user-org", BAKERY]);
        let told = rig.told(&own, 1)?;
        let broken = told["rungs"].as_array().into_iter().flatten().find(|rung| rung["outcome"] == "failed").ok_or("nothing broke")?;
        assert_eq!((&broken["name"], &broken["problem"]["turn"]), (&json!("system_user"), &json!("your_organisation")));
        let kind = SystemUserKind::Standard;
        let user = NewSystemUser { system, owner: BAKERY.to_owned(), external_ref: None, kind, approved: true };
        town.practice.add_system_user(user)?;
        let told = rig.told(&own, 0)?;
        assert_eq!(outcomes(&told).last(), Some(&("dialogs", "skipped")), "the client has not its scope: {told}");

        let Run { code, out, .. } = home.run(&[&own[..], &["--package", "skattegrunnlag"]].concat())?;
        in_words(&out);
        assert!(code == Some(1) && out.contains("✓ Finne systembrukeren") && out.contains("✗ Nå virksomheten"), "{out}");
        let why = home.refused(&check(&rig, &["--system-user-org", "315000107"]), 2)?;
        assert!(!why.is_empty());
        assert!(home.refused(&check(&rig, &["--party", BAKERY]), 2)?.contains("--system-user-org"), "a party is a system user's");
        Ok(())
    })
}

#[test]
fn a_number_is_looked_up() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        describe(town, &home)?;
        let look_up = |number: &str, more: &[&str], code: i32| {
            let base = ["altinn", "organisation", number, "--environment", "town.toml"];
            home.json(&[&base[..], more, &["--json"]].concat(), code)
        };
        let bakery = look_up("NO 315 000 106 MVA", &[], 0)?;
        assert_eq!((&bakery["standing"], &bakery["registered"]), (&json!("live"), &Value::Null));
        assert!(bakery["approvers"].as_array().is_some_and(|all| all.iter().any(|one| one["role"] == "managing_director")), "{bakery}");
        let firm = look_up(ACCOUNTANT, &["--clients"], 0)?;
        let clients = firm["registered"]["clients"].as_array().ok_or("no clients")?;
        assert!(clients.iter().any(|one| one["number"] == BAKERY && one["roles"] == json!(["accountant"])), "{firm}");
        assert_eq!(look_up("314660102", &[], 1)?["standing"], "deleted");
        assert_eq!(look_up("310000329", &[], 1)?["standing"], "unknown");
        for language in ["nb", "nn", "en"] {
            let run = home.run(&["altinn", "organisation", ACCOUNTANT, "--clients", "--environment", "town.toml", "--lang", language])?;
            assert_eq!(run.code, Some(0), "{}", run.err);
            in_words(&run.out);
            assert!(run.out.contains("BLÅBÆRSVINGEN") && !run.out.contains("register:"), "{}", run.out);
        }
        assert!(!home.refused(&["altinn", "organisation", "315000107", "--environment", "town.toml"], 2)?.is_empty());
        Ok(())
    })
}
