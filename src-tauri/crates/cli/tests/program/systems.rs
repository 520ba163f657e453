//! `inngang altinn systems` against practice: the whole life of a system, and what is told when a field is wrong.

use inngang_practice::NewSystem;
use serde_json::{Value, json};

use crate::home::Home;
use crate::rig::{Outcome, Run};
use crate::token_rig::{ACCOUNTANT, BAKERY, Rig, in_words};

const REGISTER: &str = "altinn:authentication/systemregister.write";
const CLAIMS: &str = "ske-krav-og-betalinger";

/// `inngang altinn systems VERB …` as the vendor with the rig's client.
fn verb<'a>(rig: &'a Rig<'_>, verb: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let base = ["altinn", "systems", verb];
    let caller = ["--environment", "own.toml", "--client-id", &rig.client, "--key-file", "key.jwk"];
    [&base[..], more, &caller].concat()
}

/// Name and description in three languages.
const TEXTS: [&str; 12] = [
    "--name-nb",
    "Kasse",
    "--name-nn",
    "Kasse",
    "--name-en",
    "Till",
    "--description-nb",
    "Leser krav",
    "--description-nn",
    "Les krav",
    "--description-en",
    "Reads claims",
];

#[test]
fn a_system_lives_from_its_registration_to_its_deletion() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::of(BAKERY, &[REGISTER], &home, town).await?;
        let told = |name: &str, more: &[&str], code: i32| rig.told(&verb(&rig, name, more), code);
        assert_eq!(told("list", &[], 0)?, json!([]));
        let id = format!("{BAKERY}_kasse");
        let rights = ["--client", &rig.client, "--resource", CLAIMS, "--package", "skattegrunnlag", "--visible", "no"];
        let made = told("create", &[&[id.as_str()], &TEXTS[..], &rights].concat(), 0)?;
        let expected = json!({
            "id": id, "vendor": format!("0192:{BAKERY}"), "name": { "nb": "Kasse", "nn": "Kasse", "en": "Till" },
            "description": { "nb": "Leser krav", "nn": "Les krav", "en": "Reads claims" }, "client_ids": [rig.client],
            "resources": [CLAIMS], "rights": [CLAIMS], "packages": ["urn:altinn:accesspackage:skattegrunnlag"], "redirect_urls": [],
            "visible": false, "deleted": false,
        });
        assert_eq!(made, expected);
        assert_eq!((told("list", &[], 0)?, told("show", &[&id], 0)?), (json!([expected]), expected.clone()));

        // What is not mentioned stays; an empty value empties a list.
        let changed = told("update", &[&id, "--name-nb", "Ny kasse", "--package", ""], 0)?;
        assert_eq!(
            (&changed["name"]["nb"], &changed["name"]["en"], &changed["packages"]),
            (&json!("Ny kasse"), &json!("Till"), &json!([]))
        );
        assert_eq!(changed["resources"], json!([CLAIMS]));

        let Run { code, err, .. } = home.run(&verb(&rig, "delete", &[&id]))?;
        assert!(code == Some(2) && err.contains(&format!("--yes-delete {id}")), "{err}");
        assert_eq!(told("delete", &[&id, "--yes-delete", &id], 0)?, json!({ "deleted": id }));
        assert_eq!((told("list", &[], 0)?, &told("show", &[&id], 0)?["deleted"]), (json!([]), &json!(true)));
        let changes = told("changes", &[&id], 0)?;
        let kinds: Vec<&Value> = changes.as_array().ok_or("no list")?.iter().map(|change| &change["kind"]).collect();
        assert_eq!(kinds, ["delete", "update", "create"]);
        assert_eq!(told("update", &[&id, "--visible", "yes"], 1)?["problem"]["code"], "system.deleted");
        assert_eq!(told("show", &["315000106_ukjent"], 1)?["problem"]["code"], "altinn.unknown_system");

        for language in ["nb", "nn", "en"] {
            for (name, more) in [("list", &[][..]), ("show", &[id.as_str()]), ("changes", &[id.as_str()])] {
                rig.says(&[&verb(&rig, name, more)[..], &["--lang", language]].concat())?;
            }
        }
        Ok(())
    })
}

#[test]
fn what_is_wrong_is_told_field_by_field() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::of(BAKERY, &[REGISTER], &home, town).await?;
        let wrong = [&["315000106_brød"], &TEXTS[2..], &["--client", BAKERY, "--resource", "finnes ikke"]].concat();
        let told = rig.told(&verb(&rig, "create", &wrong), 1)?;
        let findings: Vec<(&Value, &Value)> =
            told["findings"].as_array().ok_or("no list")?.iter().map(|finding| (&finding["field"], &finding["problem"]["code"])).collect();
        let expected = [
            ("id", "system.id_signs"),
            ("name", "system.text_missing"),
            ("client", "system.client_form"),
            ("resource", "system.resource_signs"),
        ];
        assert_eq!(
            findings,
            expected.each_ref().map(|(field, code)| (json!(field), json!(code))).each_ref().map(|(field, code)| (field, code))
        );
        for language in ["nb", "nn", "en"] {
            let Run { code, out, err } = home.run(&[&verb(&rig, "create", &wrong)[..], &["--lang", language]].concat())?;
            assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
            in_words(&out);
        }

        // Another vendor's.
        let name = inngang_practice::SystemName { nb: "Annen".to_owned(), nn: "Annan".to_owned(), en: "Other".to_owned() };
        town.practice.register_system(NewSystem { vendor: ACCOUNTANT.to_owned(), id: "annen".to_owned(), name, client_ids: Vec::new() })?;
        let id = format!("{ACCOUNTANT}_annen");
        assert_eq!(rig.told(&verb(&rig, "delete", &[&id, "--yes-delete", &id]), 1)?["problem"]["code"], "system.not_yours");
        Ok(())
    })
}

/// Whoever has no client with the scope is told which it is.
#[test]
fn a_client_without_the_scope_is_told_so() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        let told = rig.told(&verb(&rig, "list", &[]), 1)?;
        assert_eq!(told["problem"]["code"], "maskinporten.scope_not_registered");
        assert_eq!(told["problem"]["facts"]["scopes"], json!([REGISTER]));
        let Run { code, err, .. } = home.run(&["altinn", "systems", "list", "--environment", "own.toml", "--key-file", "key.jwk"])?;
        assert!(code == Some(2) && err.contains("--client-id"), "{err}");
        Ok(())
    })
}

/// It needs no client: the registry is open to all.
#[test]
fn rights_are_searched_with_what_a_system_can_do_with_them() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town).await?;
        let search =
            |kind: &str, words: &[&str]| rig.told(&[&["altinn", "systems", kind], words, &["--environment", "own.toml"]].concat(), 0);
        let found = search("resources", &["claims", "payments"])?;
        assert_eq!(
            (&found["from"], &found["found"][0]["id"], &found["found"][0]["fitness"]),
            (&json!("service"), &json!(CLAIMS), &json!("any"))
        );
        let found = search("packages", &["ansvarleg"])?;
        assert_eq!(found["found"][0]["fitness"], "clients_only");
        assert_eq!(search("packages", &["finnes ikke"])?["found"], json!([]));
        for kind in ["resources", "packages"] {
            rig.says(&["altinn", "systems", kind, "--environment", "own.toml"])?;
        }
        Ok(())
    })
}
