//! `inngang portal`: the road in words, and the self-service API against practice.

use inngang_engine::ports::KeyStore as _;
use inngang_platform::database::StepRow;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::home::{Home, no_secret_in};
use crate::rig::{Outcome, Run};

/// A home with an administration client whose key is in the vault.
struct Office {
    home: Home,
    admin: String,
    key: String,
}

impl Office {
    fn open() -> Outcome<Self> {
        let (home, key) = Home::with_key()?;
        let jwk = home.run(&["key", "show", &key, "--form", "jwk"])?.out;
        let admin = home.in_town(async |town| {
            let admin = town.fill_in("administration-clients", &[("organisation", "315000106")]).await?;
            town.fill_in(&format!("clients/{admin}/keys"), &[("key", &jwk)]).await?;
            Ok(admin)
        })?;
        home.key(&["register", &key, "--client", &admin])?;
        Ok(Self { home, admin, key })
    }

    fn arguments<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        [&["portal"], arguments, &["--admin-client", &self.admin, "--vault-password-fd", "3"]].concat()
    }

    fn json(&self, arguments: &[&str], code: i32) -> Outcome<Value> {
        self.home.json(&[self.arguments(arguments), vec!["--json"]].concat(), code)
    }

    fn says(&self, arguments: &[&str]) -> Outcome<String> {
        let Run { code, out, err } = self.home.run(&self.arguments(arguments))?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}: {out}");
        assert!(!out.contains("{{") && !out.contains("cli:"), "{out}");
        no_secret_in(&out);
        Ok(out)
    }

    /// A new client for Maskinporten: its id.
    fn client(&self, name: &str) -> Outcome<String> {
        let made = self.json(&["create", "--name", name, "--scope", "altinn:instances.read"], 0)?;
        Ok(made["client_id"].as_str().ok_or("no client id")?.to_owned())
    }

    fn kids(&self, client: &str) -> Outcome<Vec<String>> {
        let keys = self.json(&["keys", "list", client], 0)?;
        let keys = keys.as_array().ok_or("no keys")?;
        Ok(keys.iter().filter_map(|key| key["kid"].as_str()).map(str::to_owned).collect())
    }
}

#[test]
fn the_road_of_a_person() -> Outcome {
    let (home, key) = Home::with_key()?;
    let Run { code, out, err } = home.run(&["portal", "road", "--scope", "altinn:instances.read", "--vault-password-fd", "3"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for said in
        ["Visningsnavn:\n", "Legg til scope:\n  altinn:instances.read\n", "JWK eller PEM-format:\n  {", &key, "-----BEGIN PUBLIC KEY-----"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
    no_secret_in(&out);
    let login = home.json(&["portal", "road", "--kind", "api_klient", "--json"], 0)?;
    let members: Vec<&str> = login.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
    assert_eq!(members, ["address", "fields", "pem", "right", "terms"]);
    assert_eq!(login["fields"][0], json!({ "name": "client_type", "label": "Difi-tjeneste", "value": "API-klient" }));
    home.key(&["create", "--profile", "315000106@production", "--bits", "2048"])?;
    let Run { out, .. } = home.run(&["portal", "road", "--profile", "315000106@production", "--vault-password-fd", "3"])?;
    assert!(out.contains("Legg til scope:\n  (det systemet ditt skal bruke;"), "a client without scopes gets no token: {out}");
    assert!(out.contains("selvbetjening.samarbeid.digdir.no") && out.contains("Selvbetjening av integrasjoner"), "{out}");
    assert!(home.refused(&["portal", "road", "--scope", "to scopes", "--vault-password-fd", "3"], 2)?.contains("mellomrom"));
    Ok(())
}

#[test]
fn a_key_whose_private_half_is_not_here_is_not_pasted() -> Outcome {
    let (home, key) = Home::with_key()?;
    // As in a profile that came back from a copy.
    home.vault()?.forget(&key)?;
    let why = home.refused(&["portal", "road", "--vault-password-fd", "3"], 2)?;
    assert!(why.contains("Nøkkelen finnes ikke") && !why.contains("BEGIN PUBLIC"), "{why}");
    assert_eq!(home.json(&["portal", "road", "--kind", "api_klient", "--json"], 0)?["pem"], Value::Null);
    Ok(())
}

#[test]
fn clients_are_made_shown_and_deactivated() -> Outcome {
    let office = Office::open()?;
    let made = office.json(&["create", "--name", "Kassesystem", "--scope", "altinn:instances.read", "--kind", "maskinporten"], 0)?;
    let members: Vec<&str> = made.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
    let expected = [
        "active",
        "application_type",
        "client_id",
        "created",
        "description",
        "integration_type",
        "last_updated",
        "name",
        "redirect_uris",
        "scopes",
        "token_endpoint_auth_method",
    ];
    assert_eq!(members, expected);
    let id = made["client_id"].as_str().ok_or("no id")?;
    assert_eq!(office.json(&["client", id], 0)?, made);
    let listed = office.json(&["clients"], 0)?;
    assert!(listed.as_array().is_some_and(|clients| clients.contains(&made)), "{listed}");
    assert!(office.says(&["clients"])?.contains(&format!("{id} · maskinporten · Kassesystem\n")));
    assert!(office.says(&["client", id])?.contains("Scopes: altinn:instances.read"));
    assert!(office.says(&["scopes"])?.contains("altinn:instances.read · "));
    let why = office.home.refused(&office.arguments(&["deactivate", id]), 2)?;
    assert!(why.contains("--yes-deactivate") && why.contains("Kassesystem"), "{why}");
    assert_eq!(office.json(&["deactivate", id, "--yes-deactivate", "Kassesystem"], 0)?, json!({ "deactivated": id }));
    assert!(!office.says(&["clients"])?.contains(id));
    assert!(office.says(&["clients", "--inactive"])?.contains(id));
    assert!(office.home.database()?.clients(&office.home.profile()?)?.iter().all(|client| client.id.as_str() != id));
    let login = office.json(&["create", "--name", "Innlogging", "--kind", "api_klient", "--scope", "altinn:instances.read"], 0)?;
    assert_eq!((&login["integration_type"], &login["redirect_uris"]), (&"api_klient".into(), &json!(["http://127.0.0.1:0/callback"])));
    Ok(())
}

#[test]
fn keys_come_beside_each_other_and_go_one_by_one() -> Outcome {
    let office = Office::open()?;
    let client = office.client("Kassesystem")?;
    assert_eq!(office.says(&["keys", "list", &client])?, format!("Klienten {client} har ingen nøkler.\n"));
    let added = office.json(&["keys", "add", &client, "Kasse"], 0)?;
    let members: Vec<&str> = added["keys"][0].as_object().ok_or("no key")?.keys().map(String::as_str).collect();
    assert_eq!(members, ["alg", "created", "expires_at", "key", "kid", "last_updated", "use"]);
    assert_eq!((&added["keys"][0]["key"], &added["came"], &added["went"]), (&office.key.as_str().into(), &json!([]), &json!([])));
    let calendar = office.home.json(&["calendar", "--json"], 0)?;
    assert_eq!(calendar.as_array().map(Vec::len), Some(2), "it stands on two clients: {calendar}");
    for number in 2..=5 {
        let key = office.home.key(&["create", "--bits", "2048", "--name", &format!("Nr {number}")])?;
        office.json(&["keys", "add", &client, key["id"].as_str().ok_or("no id")?], 0)?;
    }
    let sixth = office.home.key(&["create", "--bits", "2048", "--name", "Nr 6"])?;
    let full = office.json(&["keys", "add", &client, sixth["id"].as_str().ok_or("no id")?], 1)?;
    assert_eq!(full["problem"]["code"], "selfservice.too_many_keys");
    let kids = office.kids(&client)?;
    assert_eq!(kids.len(), 5);
    for kid in &kids[1..] {
        office.says(&["keys", "remove", &client, kid])?;
    }
    assert_eq!(office.kids(&client)?, kids[..1]);
    assert_eq!(office.json(&["keys", "remove", &client, &kids[0]], 1)?["problem"]["code"], "selfservice.last_key");
    office.says(&["keys", "remove", &client, &kids[0], "--last"])?;
    assert!(office.kids(&client)?.is_empty());
    assert!(office.home.run(&["key", "show", "Kasse"])?.out.contains("Tatt bort fra klienten"));
    Ok(())
}

#[test]
fn a_key_posted_again_has_another_year() -> Outcome {
    let office = Office::open()?;
    let client = office.client("Kassesystem")?;
    office.says(&["keys", "add", &client, "Kasse"])?;
    let kid = office.kids(&client)?.remove(0);
    office.home.travel(335)?;
    let end = |code: i32| {
        let calendar = office.home.json(&["calendar", "--json"], code)?;
        let entry = calendar.as_array().into_iter().flatten().find(|entry| entry["client_id"] == client.as_str()).cloned();
        Ok::<_, Box<dyn std::error::Error>>(entry.ok_or("not in the calendar")?)
    };
    assert_eq!(end(1)?["days_left"], 30);
    let posted = office.json(&["keys", "repost", &client, &kid], 0)?;
    let entry = end(1)?;
    assert_eq!((&entry["days_left"], &posted["keys"][0]["expires_at"]), (&365.into(), &entry["expires_at"]));
    let history: Vec<String> = office.home.database()?.key_history(&office.home.profile()?)?.into_iter().map(|event| event.what).collect();
    assert_eq!(history.first().map(String::as_str), Some("renewed"), "{history:?}");
    assert!(office.says(&["keys", "list", &client])?.contains("om 365 dager"));
    assert_eq!(office.json(&["keys", "repost", &client, "no-such-kid"], 1)?["problem"]["code"], "selfservice.key_gone");
    Ok(())
}

#[test]
fn a_key_is_renewed_with_overlap_and_back_again() -> Outcome {
    let office = Office::open()?;
    let client = office.client("Kassesystem")?;
    office.says(&["keys", "add", &client, "Kasse"])?;
    let old = office.kids(&client)?;
    // The window's wizard works with it.
    let profile = office.home.profile()?;
    let step = StepRow { step: "key".to_owned(), document: json!(office.key).to_string(), done_at: OffsetDateTime::now_utc() };
    office.home.database()?.keep_step(&profile, &step)?;
    let chosen = || Ok::<_, Box<dyn std::error::Error>>(office.home.database()?.steps(&profile)?[0].document.clone());
    let told = office.says(&["keys", "renew", &client, "--bits", "2048"])?;
    assert_eq!(told.lines().filter(|line| line.starts_with("✓ ")).count(), 4, "{told}");
    assert!(told.ends_with("Ta den bort med --retire når ingen bruker den.\n"), "{told}");
    let both = office.kids(&client)?;
    assert!(both.len() == 2 && both.contains(&old[0]), "{both:?}");
    assert_ne!(chosen()?, json!(office.key).to_string());
    // The old key is needed for the way back.
    let forget = ["key", "forget", "Kasse", "--yes-forget", "Kasse", "--vault-password-fd", "3"];
    assert!(office.home.refused(&forget, 2)?.contains("trengs i en fornyelse"));
    assert_eq!(office.json(&["keys", "renew", &client, "--undo"], 0)?, json!({ "client_id": client, "undone": true }));
    assert_eq!((office.kids(&client)?, chosen()?), (old.clone(), json!(office.key).to_string()));
    assert!(office.home.refused(&office.arguments(&["keys", "renew", &client, "--undo"]), 2)?.contains("Ingen fornyelse"));
    // Once more, and now all the way.
    let renewed = office.json(&["keys", "renew", &client, "--bits", "2048", "--retire"], 0)?;
    assert_eq!((&renewed["stage"], &renewed["old_kid"]), (&"retired".into(), &old[0].as_str().into()));
    assert_eq!(office.kids(&client)?, [renewed["new_kid"].as_str().ok_or("no kid")?]);
    let keys = office.home.json(&["key", "list", "--json"], 0)?;
    let new = keys.as_array().and_then(|keys| keys.iter().find(|key| key["kid"] == renewed["new_kid"])).ok_or("no new key")?;
    assert_eq!((&new["registrations"][0]["client_id"], &new["registrations"][0]["in_use"]), (&client.as_str().into(), &true.into()));
    assert_eq!(office.home.database()?.renewals(&office.home.profile()?)?, []);
    Ok(())
}

#[test]
fn what_the_service_refuses_is_told() -> Outcome {
    let office = Office::open()?;
    let unknown = office.json(&["client", "00000000-0000-0000-0000-000000000000"], 1)?;
    assert_eq!(unknown["problem"]["code"], "selfservice.client_not_found");
    assert_eq!(unknown["said"]["status"], 404);
    let bad = office.home.refused(&office.arguments(&["client", "not a client"]), 2)?;
    assert!(bad.contains("ikke en klient-ID"), "{bad}");
    let needs = office.home.refused(&["portal", "clients", "--vault-password-fd", "3"], 2)?;
    assert!(needs.contains("administrasjonsklienten, den Maskinporten-klienten"), "{needs}");
    // As the window remembers it.
    let document = json!({ "client_id": office.admin, "sign_with": "key" }).to_string();
    let step = StepRow { step: "selfservice".to_owned(), document, done_at: OffsetDateTime::now_utc() };
    office.home.database()?.keep_step(&office.home.profile()?, &step)?;
    assert!(office.home.json(&["portal", "clients", "--vault-password-fd", "3", "--json"], 0)?.is_array());
    let other = ["portal", "clients", "--admin-client", "another", "--vault-password-fd", "3"];
    assert!(office.home.refused(&other, 2)?.contains("verken nøkkel for another"));
    let certificate = [office.arguments(&["clients"]), vec!["--sign-with", "certificate"]].concat();
    assert!(office.home.refused(&certificate, 2)?.contains("ikke noe virksomhetssertifikat"));
    let client = office.client("Kassesystem")?;
    // Taken away already, it is away.
    assert_eq!(office.says(&["keys", "remove", &client, "no-such-kid"])?, format!("Klienten {client} har ingen nøkler.\n"));
    let words = office.home.run(&office.arguments(&["client", "00000000-0000-0000-0000-000000000000"]))?;
    assert_eq!((words.code, words.out.as_str()), (Some(1), ""));
    assert!(words.err.lines().last().is_some_and(|line| line.starts_with("Tjenesten svarte: 404")), "{}", words.err);
    Ok(())
}

/// A name at Digdir is others' text.
#[test]
fn names_of_others_steer_no_terminal() -> Outcome {
    let office = Office::open()?;
    office.client("a\u{202e}b")?;
    let Run { out, .. } = office.home.run(&office.arguments(&["clients"]))?;
    assert!(out.contains("a\u{fffd}b") && !out.contains('\u{202e}'), "{out}");
    let Run { out, .. } = office.home.run(&[office.arguments(&["clients"]), vec!["--json"]].concat())?;
    assert!(out.contains("a\\u202eb"), "{out}");
    Ok(())
}

#[test]
fn the_certificate_signs_for_the_administration_client() -> Outcome {
    let (home, _) = Home::with_key()?;
    home.add_certificate()?;
    let admin = home.in_town(async |town| town.fill_in("administration-clients", &[("organisation", "315000106")]).await)?;
    let clients = ["portal", "clients", "--admin-client", &admin, "--vault-password-fd", "3", "--json", "--sign-with", "certificate"];
    assert!(home.json(&clients, 0)?.is_array());
    // It is in the calendar too: three years.
    assert_eq!(home.json(&["calendar", "--json"], 0)?[0]["what"], "certificate");
    let listed = home.json(&["key", "list", "--json", "--vault-password-fd", "3"], 0)?;
    assert!(listed.as_array().is_some_and(|keys| !keys.is_empty()));
    Ok(())
}
