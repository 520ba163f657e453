//! Recipes: complete, readable by what they are for, and without a secret.

use super::*;
use crate::environment::Hosts;
use crate::maskinporten::SystemUser;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn key() -> Outcome<Credential> {
    Ok(Credential::RegisteredKey { key: "vault-id".to_owned(), kid: "kid-1".parse()?, algorithm: SigningAlgorithm::Rs256 })
}

fn order(credential: Credential) -> Outcome<Order> {
    Ok(Order::new("1b6f9a0c-client".parse()?, vec!["a:b".parse()?, "c:d".parse()?], credential))
}

fn recipe(order: &Order, id: &str) -> Outcome<String> {
    let all = recipes(order, &Environment::test())?;
    Ok(all.into_iter().find(|recipe| recipe.id == id).ok_or("no such recipe")?.text)
}

fn ids(order: &Order, environment: &Environment) -> Outcome<Vec<&'static str>> {
    Ok(recipes(order, environment)?.into_iter().map(|recipe| recipe.id).collect())
}

#[test]
fn each_has_the_values_of_the_order_and_no_secret() -> Outcome {
    let environment = Environment::test();
    let issuer = environment.hosts.maskinporten.as_ref().ok_or("no issuer")?.as_str();
    for recipe in recipes(&order(key()?)?, &environment)? {
        let text = &recipe.text;
        assert!(text.contains("1b6f9a0c-client") && text.contains("a:b") && text.contains("kid-1"), "{text}");
        assert!(recipe.id == "altinn_dotnet" || text.contains(issuer), "{text}");
        assert!(!text.contains("vault-id") && !text.contains("PRIVATE KEY"), "{text}");
    }
    Ok(())
}

#[test]
fn a_person_is_never_told() -> Outcome {
    let mut order = order(key()?)?;
    order.variant.person = Some("13888012345".parse()?);
    for recipe in recipes(&order, &Environment::test())? {
        assert!(recipe.text.contains(PERSON) && !recipe.text.contains("138880"), "{}", recipe.text);
    }
    Ok(())
}

#[test]
fn a_library_that_cannot_do_it_has_no_recipe() -> Outcome {
    const ALL: [&str; 5] = ["curl", "altinn_dotnet", "ks_spring", "node_jose", "python_pyjwt"];
    const BY_HAND: [&str; 3] = ["curl", "node_jose", "python_pyjwt"];
    let (test, hosts) = (Environment::test(), Hosts::named(Kind::Practice, [("maskinporten", "http://127.0.0.1:4001/")])?);
    let plain = order(key()?)?;
    assert_eq!(ids(&plain, &test)?, ALL);
    assert_eq!(ids(&plain, &Environment::practice(hosts, Vec::new()))?, ["curl", "ks_spring", "node_jose", "python_pyjwt"]);
    let mut delegated = plain.clone();
    delegated.variant.consumer = Some("315000106".parse()?);
    assert_eq!(ids(&delegated, &test)?, ALL);
    let mut system_user = plain.clone();
    system_user.variant.system_user = Some(SystemUser { owner: "315000106".parse()?, external_ref: Some("Kunde 42".parse()?) });
    assert_eq!(ids(&system_user, &test)?, BY_HAND);
    let mut restricted = plain.clone();
    restricted.variant.resources = vec!["https://a.example.no".parse()?];
    assert_eq!(ids(&restricted, &test)?, BY_HAND);
    let credential = Credential::RegisteredKey { key: "k".to_owned(), kid: "k".parse()?, algorithm: SigningAlgorithm::Rs512 };
    assert_eq!(ids(&order(credential)?, &test)?, BY_HAND);
    Ok(())
}

#[test]
fn settings_are_json_with_the_library_s_own_names() -> Outcome {
    let names = |order: &Order| -> Outcome<Vec<String>> {
        let settings: Value = serde_json::from_str(&recipe(order, "altinn_dotnet")?)?;
        Ok(settings["MaskinportenSettings"].as_object().ok_or("no section")?.keys().cloned().collect())
    };
    let mut by_key = order(key()?)?;
    by_key.variant.consumer = Some("315000106".parse()?);
    assert_eq!(names(&by_key)?, ["ClientId", "ConsumerOrgNo", "EncodedJwk", "Environment", "Scope"]);
    let by_certificate =
        order(Credential::Certificate { key: "k".to_owned(), chain: vec![vec![48, 0]], algorithm: SigningAlgorithm::Rs256 })?;
    assert_eq!(names(&by_certificate)?, ["CertificatePkcs12Password", "CertificatePkcs12Path", "ClientId", "Environment", "Scope"]);
    assert!(recipe(&by_certificate, "curl")?.contains(r#""x5c":["MAA="]"#), "{}", recipe(&by_certificate, "curl")?);
    assert!(recipe(&by_certificate, "ks_spring")?.contains("    - sertifikat-type: AUTH\n"));
    Ok(())
}

#[test]
fn what_a_shell_reads_is_one_word_whatever_is_in_it() {
    let check = |text: &str, expected: &str| assert_eq!(quoted(text), expected);
    check("plain", "'plain'");
    check("$(rm -rf ~) `x` \"y\" \\ ; &", "'$(rm -rf ~) `x` \"y\" \\ ; &'");
    check("it's'", r"'it'\''s'\'''");
}

#[test]
fn hostile_values_stay_within_their_quotes() -> Outcome {
    let mut order = order(key()?)?;
    let reference = "'; $(touch x) \" `y` \\";
    order.variant.system_user = Some(SystemUser { owner: "315000106".parse()?, external_ref: Some(reference.parse()?) });
    let shell = recipe(&order, "curl")?;
    // All that is outside of single quotes is ours: what was typed changes nothing of it.
    let outside = |text: &str| text.replace(r"'\''", "").split('\'').step_by(2).collect::<String>();
    let ours = {
        let mut plain = order.clone();
        plain.variant.system_user = Some(SystemUser { owner: "315000106".parse()?, external_ref: Some("plain".parse()?) });
        recipe(&plain, "curl")?
    };
    assert_eq!(outside(&shell), outside(&ours));
    let within = |text: &str, before: &str, after: &str| -> Outcome<Value> {
        let text = text.split_once(before).ok_or("nothing before")?.1;
        Ok(serde_json::from_str(text.split_once(after).ok_or("nothing after")?.0)?)
    };
    let told = |claims: Value| claims["authorization_details"][0]["externalRef"].clone();
    assert_eq!(told(within(&recipe(&order, "node_jose")?, "const claims = ", ";\n")?), reference);
    assert_eq!(told(within(&recipe(&order, "python_pyjwt")?, "\nclaims = ", "\n")?), reference);
    Ok(())
}
