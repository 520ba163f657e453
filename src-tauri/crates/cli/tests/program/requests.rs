//! `inngang altinn requests` and `system-users` against practice: a customer is asked, answers, and the token acts as the system user.

use inngang_platform::database::ProfileRow;
use inngang_practice::{NewSystem, Right, SystemName};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::home::{Home, Town};
use crate::rig::{Outcome, Run};
use crate::token_rig::{BAKERY, Rig, in_words};

const SCOPES: [&str; 4] = [
    "altinn:authentication/systemregister.write",
    "altinn:authentication/systemuser.request.read",
    "altinn:authentication/systemuser.request.write",
    "altinn:accessmanagement/authorizedparties",
];
const SYSTEM: &str = "315000106_kasse";
const CLAIMS: &str = "ske-krav-og-betalinger";

/// `inngang altinn …` in a profile of the bakery's, whose town is described in a file.
fn verb<'a>(rig: &'a Rig<'_>, path: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let caller = ["--profile", "p", "--environment", "ui.toml", "--client-id", &rig.client, "--key-file", "key.jwk"];
    [&["altinn"], path, more, &caller].concat()
}

async fn start<'a>(home: &'a Home, town: &'a Town) -> Outcome<Rig<'a>> {
    let rig = Rig::of(BAKERY, &SCOPES, home, town).await?;
    let of = town.practice.addresses();
    let hosts = [
        ("maskinporten", &of.maskinporten),
        ("altinn_platform", &of.altinn_platform),
        ("altinn_access_ui", &of.altinn_access_ui),
        ("register", &of.register),
    ];
    let hosts: String = hosts.map(|(name, address)| format!("{name} = \"{address}\"\n")).concat();
    std::fs::write(home.path("ui.toml"), format!("name = \"eget\"\n[hosts]\n{hosts}"))?;
    home.database()?.keep_profile(&ProfileRow {
        id: "p".to_owned(),
        environment: "custom:eget".to_owned(),
        organisation: BAKERY.parse()?,
        organisation_name: String::new(),
        created_at: OffsetDateTime::now_utc(),
    })?;
    let name = SystemName { nb: "Kasse".to_owned(), nn: "Kasse".to_owned(), en: "Till".to_owned() };
    let client_ids = vec![rig.client.clone()];
    town.practice.register_system(NewSystem { vendor: BAKERY.to_owned(), id: "kasse".to_owned(), name, client_ids })?;
    town.practice.set_system_access(SYSTEM, vec![Right::to(CLAIMS)], vec!["urn:altinn:accesspackage:skattegrunnlag".to_owned()])?;
    Ok(rig)
}

#[test]
fn a_customer_is_asked_and_the_token_acts_as_its_system_user() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = start(&home, town).await?;
        let requests = |name: &str, more: &[&str], code: i32| rig.told(&verb(&rig, &["requests", name], more), code);
        let users = |name: &str, more: &[&str], code: i32| rig.told(&verb(&rig, &["system-users", name], more), code);
        let of = ["--system", SYSTEM, "--party", BAKERY];
        let owner = ["--system", SYSTEM, "--owner", BAKERY];
        assert_eq!(requests("list", &[], 0)?, json!([]));
        let made = requests("create", &[&of[..], &["--right", CLAIMS]].concat(), 0)?;
        assert_eq!((&made["new"], &made["standing"], &made["difference"]), (&json!(true), &json!("waiting"), &Value::Null));
        let id = made["id"].as_str().ok_or("no id")?.to_owned();
        let link = made["link"].as_str().ok_or("no link")?;
        assert!(link.starts_with(&town.practice.addresses().altinn_access_ui) && link.contains(&id), "{link}");
        let again = requests("create", &[&of[..], &["--package", "skattegrunnlag"]].concat(), 1)?;
        assert_eq!((&again["new"], &again["id"], &again["difference"]["rights_extra"]), (&json!(false), &json!(id), &json!([CLAIMS])));
        let shown = requests("show", &[&id], 1)?;
        assert!(shown["message"].as_str().is_some_and(|message| message.contains(link)), "{shown}");
        for language in ["nb", "nn", "en"] {
            let Run { code, out, err } = home.run(&[&verb(&rig, &["requests", "show"], &[&id])[..], &["--lang", language]].concat())?;
            assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
            in_words(&out);
            assert!(out.contains(link) && out.replace('\u{a0}', " ").contains("315 000 106"), "{out}");
        }
        assert_eq!(users("token-check", &owner, 1)?["broken"]["problem"]["code"], "maskinporten.system_user_requested");

        town.practice.approve_system_user(&id)?;
        assert_eq!(requests("wait", &[&id], 0)?["standing"], "approved");
        assert_eq!(requests("list", &[], 0)?[0]["standing"], "approved");
        let proof = users("token-check", &owner, 0)?;
        assert_eq!(
            (&proof["passed"], &proof["token"]["system_user"], &proof["token"]["owner"]),
            (&json!(true), &json!(id), &json!(BAKERY))
        );
        assert_eq!(users("list", &["--system", SYSTEM], 0)?[0]["id"], users("show", &owner, 0)?[0]["id"]);
        let change = requests("change", &[&of[..], &["--package", "skattegrunnlag"]].concat(), 0)?;
        assert_eq!((&change["kind"], &change["standing"]), (&json!("change"), &json!("waiting")));

        // Deleted by its owner: the request says approved, and is none.
        town.practice.delete_system_user(&id)?;
        assert_eq!(requests("show", &[&id], 1)?["standing"], "stale");
        let anew = requests("create", &[&of[..], &["--right", CLAIMS, "--anew"]].concat(), 0)?;
        assert_eq!((&anew["new"], anew["id"] == json!(id)), (&json!(true), false));
        let listed = requests("list", &["--system", SYSTEM], 0)?;
        assert_eq!(listed.as_array().ok_or("no list")?.iter().filter(|one| one["own"] == json!(true)).count(), 2);
        Ok(())
    })
}

#[test]
fn only_what_the_profile_made_is_deleted() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = start(&home, town).await?;
        let requests = |name: &str, more: &[&str], code: i32| rig.told(&verb(&rig, &["requests", name], more), code);
        let of = ["--system", SYSTEM, "--party", BAKERY, "--right", CLAIMS, "--external-ref", "kunde-42"];
        let id = requests("create", &of, 0)?["id"].as_str().ok_or("no id")?.to_owned();
        home.database()?.forget_request("p", id.parse()?)?;
        assert_eq!(requests("delete", &[&id], 1)?["problem"]["code"], "request.not_own");
        assert_eq!(requests("show", &[&id], 1)?["standing"], "waiting", "it can be looked at");
        assert_eq!(requests("create", &of, 0)?["id"], json!(id));
        assert_eq!(requests("delete", &[&id], 0)?, json!({ "deleted": id }));
        assert_eq!((requests("list", &[], 0)?, &requests("show", &[&id], 1)?["standing"]), (json!([]), &json!("gone")));
        let bad = [&of[..6], &["--external-ref", "kunde 42"]].concat();
        assert_eq!(requests("create", &bad, 1)?["problem"]["code"], "request.bad_reference");
        assert_eq!(requests("create", &of[..4], 1)?["problem"]["code"], "request.nothing_wanted");
        Ok(())
    })
}

/// What the register says is asked for and told: the right with its action, the customer's name, that the system is gone.
#[test]
fn what_the_register_says_is_asked_for_and_told() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = start(&home, town).await?;
        let requests = |name: &str, more: &[&str], code: i32| rig.told(&verb(&rig, &["requests", name], more), code);
        let of = ["--system", SYSTEM, "--party", BAKERY, "--right"];
        let acting = |action: &str| Right { action: Some(action.to_owned()), ..Right::to(CLAIMS) };
        town.practice.set_system_access(SYSTEM, vec![acting("read")], Vec::new())?;
        let read = format!("{CLAIMS}#read");
        let write = format!("{CLAIMS}#write");
        assert_eq!(requests("create", &[&of[..], &[write.as_str()]].concat(), 1)?["problem"]["code"], "request.not_of_system");
        let made = requests("create", &[&of[..], &[CLAIMS]].concat(), 0)?;
        assert_eq!((&made["new"], &made["rights"]), (&json!(true), &json!([read])));
        let name = made["party_name"].as_str().ok_or("no name")?.to_owned();
        assert!(name.to_lowercase().contains("bakeri"), "{name}");
        let id = made["id"].as_str().ok_or("no id")?;
        assert_eq!(requests("show", &["7"], 2)?["problem"]["code"], "request.not_an_id");
        let in_bokmaal = |name: &str, more: &[&str]| home.run(&[&verb(&rig, &["requests", name], more)[..], &["--lang", "nb"]].concat());
        let Run { out, .. } = in_bokmaal("show", &[id.to_uppercase().as_str()])?;
        assert!(out.contains(&name) && out.contains(&format!("{CLAIMS} (handling: read)")), "{out}");

        town.practice.approve_system_user(id)?;
        town.practice.delete_system(SYSTEM)?;
        let Run { code, out, err } = in_bokmaal("list", &[])?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        assert!(out.contains("Systemet er slettet") && out.contains("Nå er det din tur") && !out.contains("{{"), "{out}");
        assert_eq!(requests("show", &[id], 1)?["standing"], "no_system");
        Ok(())
    })
}
