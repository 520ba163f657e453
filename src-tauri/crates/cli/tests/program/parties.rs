//! `inngang altinn exchange`, `parties` and `clients` against practice: as a system user, and as somebody who logs in.

use std::fs;

use inngang_practice::{NewSystem, NewSystemUser, SystemName, SystemUserKind};
use serde_json::{Value, json};

use crate::home::{Home, Town};
use crate::rig::Outcome;
use crate::token_rig::{ACCOUNTANT, BAKERY, Rig, in_words, no_token_in};

const VENDOR: &str = "312345609";
const ADMINISTRATOR: &str = "27918021359";
const PARTIES: &str = "altinn:accessmanagement/authorizedparties";
const CAMPING: &str = "310000000";

/// A live system user of a system of the vendor's, for which this client gets tokens.
fn system_user(town: &Town, owner: &str, kind: SystemUserKind, package: &str, client: Option<&str>) -> Outcome<String> {
    let text = |text: &str| text.to_owned();
    let name = SystemName { nb: text("Kasse"), nn: text("Kasse"), en: text("Till") };
    let client_ids = client.map(str::to_owned).into_iter().collect();
    let system = town.practice.register_system(NewSystem { vendor: text(VENDOR), id: text("kasse"), name, client_ids })?;
    town.practice.set_system_access(&system.id, Vec::new(), vec![format!("urn:altinn:accesspackage:{package}")])?;
    let user = NewSystemUser { system: system.id, owner: text(owner), external_ref: None, kind, approved: true };
    Ok(town.practice.add_system_user(user)?.id)
}

#[test]
fn a_system_user_acts_for_its_owner_and_its_token_says_so() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::of(VENDOR, &[PARTIES], &home, town).await?;
        let id = system_user(town, BAKERY, SystemUserKind::Standard, "skattegrunnlag", Some(&rig.client))?;
        let verb = |name: &'static str, more: &[&'static str]| {
            let caller = ["--environment", "own.toml", "--client-id", &rig.client, "--key-file", "key.jwk", "--system-user-org", BAKERY];
            [&["altinn", name][..], more, &caller].concat().into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let told = |name: &'static str, more: &[&'static str], code: i32| {
            let arguments = verb(name, more);
            rig.told(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), code)
        };
        let exchanged = told("exchange", &[], 0)?;
        assert_eq!((&exchanged["organisation"], &exchanged["system_user"]["id"]), (&json!(VENDOR), &json!(id)));
        assert_eq!((&exchanged["system_user"]["owner"], &exchanged["level"]), (&json!(BAKERY), &json!(3)));
        let all = told("parties", &[], 0)?;
        let own = |all: &Value| all["parties"].as_array().into_iter().flatten().find(|party| party["organisation"] == BAKERY).cloned();
        assert_eq!(own(&all).ok_or("its owner")?["packages"], json!(["skattegrunnlag"]));
        assert!(
            own(&told("parties", &["--search", "315 000"], 0)?).is_some() && own(&told("parties", &["--search", "GRUNNLAG"], 0)?).is_some()
        );
        assert_eq!(told("parties", &["--search", "finnes ikke"], 1)?, json!({ "parties": [] }));
        for language in ["nb", "nn", "en"] {
            for name in ["exchange", "parties"] {
                let arguments = verb(name, &["--lang", language]);
                let said = rig.says(&arguments.iter().map(String::as_str).collect::<Vec<_>>())?;
                no_token_in(&said);
            }
        }
        Ok(())
    })
}

/// A login client that may do all of it, in an environment of `own.toml`.
async fn login_client(home: &Home, town: &Town) -> Outcome<String> {
    let named = town.practice.addresses().named();
    let hosts: String = ["idporten", "altinn_platform"]
        .iter()
        .filter_map(|name| named.iter().find(|(known, _)| known == name))
        .map(|(name, address)| format!("{name} = \"{address}\"\n"))
        .collect();
    fs::write(home.path("own.toml"), format!("name = \"eget\"\n[hosts]\n{hosts}"))?;
    let scopes = ["openid", "profile", PARTIES, "altinn:clientdelegations.read", "altinn:clientdelegations.write"];
    let mut fields = vec![("organisation", BAKERY), ("kind", "idporten"), ("name", "Kasse")];
    fields.extend(scopes.map(|scope| ("scope", scope)));
    fields.push(("redirect", "http://127.0.0.1:0/callback"));
    town.fill_in("clients", &fields).await
}

#[test]
fn a_client_administrator_gives_an_agent_its_clients() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let client = login_client(&home, town).await?;
        let agent = system_user(town, ACCOUNTANT, SystemUserKind::Agent, "regnskapsforer-lonn", None)?;
        fs::write(home.path("list"), format!("NO 315 000 106 MVA\n{CAMPING}\n923609016\n12345\n"))?;

        let base = |verb: &[&str], more: &[&str]| -> Vec<String> {
            let who = ["--environment", "own.toml", "--client-id", &client, "--test-user", ADMINISTRATOR, "--acr", "high"];
            [&["altinn"][..], verb, more, &who].concat().into_iter().map(str::to_owned).collect()
        };
        let told = |verb: &[&str], more: &[&str], code: i32| {
            let arguments = [base(verb, more), vec!["--json".to_owned()]].concat();
            home.json(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), code)
        };
        let owner = ["--owner", ACCOUNTANT];
        assert_eq!(told(&["clients", "agents"], &owner, 0)?["agents"][0]["id"], json!(agent));
        let of = ["--owner", ACCOUNTANT, "--agent", &agent];
        let with_list = [&of[..], &["--list", "list"]].concat();
        let planned = told(&["clients", "add"], &[&with_list[..], &["--dry-run"]].concat(), 1)?;
        let steps: Vec<&str> = planned["rows"].as_array().into_iter().flatten().filter_map(|row| row["step"].as_str()).collect();
        assert_eq!((steps, &planned["rejected"][0]["line"]), (vec!["add", "add", "not_available"], &json!(4)));
        assert_eq!(told(&["clients", "list"], &of, 0)?, json!({ "clients": [] }), "a dry run changes nothing");
        let done = told(&["clients", "add"], &[&with_list[..], &["--pace", "6000"]].concat(), 1)?;
        let ends: Vec<&str> = done["rows"].as_array().into_iter().flatten().filter_map(|row| row["end"].as_str()).collect();
        assert_eq!(
            (ends, &done["rows"][2]["problem"]["code"]),
            (vec!["done", "done", "failed"], &json!("client_delegation.not_available"))
        );
        assert_eq!(told(&["clients", "list"], &of, 0)?["clients"].as_array().map(Vec::len), Some(2));
        fs::write(home.path("list"), CAMPING)?;
        told(&["clients", "remove"], &with_list, 0)?;
        assert_eq!(told(&["clients", "list"], &of, 0)?["clients"][0]["number"], json!(BAKERY));
        assert!(told(&["parties"], &["--search", "blåbær"], 0)?["parties"].as_array().is_some_and(|all| !all.is_empty()));

        for (verb, more) in [(["clients", "available"], &of[..]), (["clients", "add"], &[&with_list[..], &["--dry-run"]].concat()[..])] {
            let arguments = base(&verb, more);
            let run = home.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())?;
            assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
            in_words(&run.out);
            no_token_in(&run.out);
        }
        Ok(())
    })
}

/// Before anything is sent: which client is missing, where it is made, and an example.
#[test]
fn without_a_client_it_is_told_which_and_where() -> Outcome {
    let home = Home::new()?;
    let (agent, change) = (["--agent", "a"], ["--agent", "a", "--list", "my list", "--dry-run"]);
    let clients = |verb, more: &[&'static str]| [&["clients", verb, "--owner", ACCOUNTANT], more].concat();
    let (agents, list, available) = (clients("agents", &[]), clients("list", &agent), clients("available", &agent));
    let (add, remove) = (clients("add", &change[..4]), clients("remove", &change));
    let read = "altinn:clientdelegations.read";
    let cases = [
        (&["parties"][..], PARTIES, "inngang altinn parties --client-id", true),
        (&["exchange", "--scope", "altinn:instances.read"], "altinn:instances.read", "inngang altinn exchange --client-id", true),
        (&agents, read, "inngang altinn clients agents --owner 311223305 --client-id", false),
        (&list, read, "inngang altinn clients list --owner 311223305 --agent a --client-id", false),
        (&available, read, "inngang altinn clients available --owner 311223305 --agent a --client-id", false),
        (
            &add,
            "altinn:clientdelegations.write",
            r#"inngang altinn clients add --owner 311223305 --agent a --list "my list" --client-id"#,
            false,
        ),
        (&remove, read, r#"clients remove --owner 311223305 --agent a --list "my list" --dry-run --client-id"#, false),
    ];
    for language in ["nb", "nn", "en"] {
        for (verb, scope, example, by_system_user) in cases {
            let said = home.refused(&[&["altinn"], verb, &["--lang", language]].concat(), 2)?;
            assert!([scope, example, "Samarbeidsportalen", "ID-porten"].iter().all(|part| said.contains(part)), "{said}");
            assert_eq!(said.contains("--system-user-org"), by_system_user, "{said}");
        }
    }
    Ok(())
}
