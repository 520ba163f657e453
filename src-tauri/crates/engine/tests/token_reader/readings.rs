//! What tokens of each kind say, and what is odd about them.

use inngang_engine::certificates::Severity;
use inngang_engine::diagnostics::token_reader::{Against, ClaimValue, Detail, Role, TokenKind, read};
use inngang_engine::environment::Environment;
use inngang_engine::secret::Secret;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::Outcome;
use crate::rig::{NOW, codes, header, maskinporten, organisation, part, read_in, read_text, signed, with};

fn text(claims: &Value) -> String {
    format!("{}.{}.AAAA", part(&header()), part(claims))
}

fn parties(claims: &Value) -> Outcome<Vec<(Role, String)>> {
    let parties = read_text(&text(claims))?.parties;
    Ok(parties.into_iter().map(|party| (party.role, party.organisation.and_then(|claim| claim.number).unwrap_or(party.name))).collect())
}

#[test]
fn a_maskinporten_token_says_who_for_whom_by_whom() -> Outcome {
    let claims = with(
        maskinporten(),
        json!({ "supplier": organisation("123456785"), "delegation_source": "https://tt02.altinn.no/", "aud": "unspecified" }),
    );
    let reading = read_text(&text(&claims))?;
    assert_eq!((reading.kind, codes(&reading)), (TokenKind::Maskinporten, vec![]));
    assert_eq!((reading.scopes.len(), reading.audience.len()), (2, 0));
    assert_eq!((reading.lifetime.seconds(), reading.lifetime.remaining()), (Some(120), Some(70)));
    let told: Vec<(Role, String)> = parties(&claims)?;
    assert!(told.contains(&(Role::Consumer, "315000106".to_owned())) && told.contains(&(Role::Supplier, "123456785".to_owned())));
    assert!(told.contains(&(Role::DelegationSource, "https://tt02.altinn.no/".to_owned())));
    Ok(())
}

#[test]
fn a_system_user_is_read_from_all_three_forms() -> Outcome {
    let detail = json!({
        "type": "urn:altinn:systemuser", "systemuser_id": ["a545ca58-aec3-4bb8-8cf0-cee2ff2f4571"],
        "systemuser_org": { "authority": "iso6523-actorid-upis", "id": "0192:123456785" }, "system_id": "991825827_minsystem",
    });
    for form in [json!([detail]), detail.clone(), json!(json!([detail]).to_string()), json!(detail.to_string())] {
        let claims = with(maskinporten(), json!({ "authorization_details": form }));
        let reading = read_text(&text(&claims))?;
        let [Detail::SystemUser(user)] = &reading.details[..] else { return Err(format!("{form}").into()) };
        assert_eq!(user.system.as_deref(), Some("991825827_minsystem"));
        assert!(parties(&claims)?.contains(&(Role::SystemUserOwner, "123456785".to_owned())), "{form}");
    }
    Ok(())
}

#[test]
fn each_kind_is_recognised() -> Outcome {
    let check = |claims: Value, kind: TokenKind| -> Outcome {
        assert_eq!(read_text(&text(&claims))?.kind, kind, "{claims}");
        Ok(())
    };
    let login = json!({ "iss": "https://test.idporten.no", "sub": "s", "pid": "14867521349", "acr": "idporten-loa-high", "exp": NOW + 9 });
    check(with(login.clone(), json!({ "aud": "c", "nonce": "n", "auth_time": NOW })), TokenKind::Id)?;
    check(with(login.clone(), json!({ "client_id": "c", "scope": "openid", "aud": "unspecified" })), TokenKind::Idporten)?;
    check(with(login, json!({ "iss": "https://login.example.org", "aud": "c", "nonce": "n" })), TokenKind::Id)?;
    check(with(maskinporten(), json!({ "iss": "http://127.0.0.1:40001/" })), TokenKind::Maskinporten)?;
    check(with(maskinporten(), json!({ "urn:altinn:authlevel": 3, "urn:altinn:orgNumber": "315000106" })), TokenKind::Altinn)?;
    check(json!({ "iss": "c", "aud": "https://test.maskinporten.no/", "scope": "a:b", "jti": "j" }), TokenKind::Grant)?;
    check(json!({ "iss": "c", "sub": "c", "aud": "https://idporten.no", "jti": "j" }), TokenKind::Grant)?;
    check(json!({ "iss": "c", "aud": ["https://maskinporten.no/token"], "jti": "j" }), TokenKind::Grant)?;
    check(json!({ "iss": "https://test.sky.maskinporten.no", "sub": "x", "aud": "y" }), TokenKind::Other)?;
    check(json!({}), TokenKind::Other)
}

#[test]
fn persons_have_stars() -> Outcome {
    let claims = with(
        maskinporten(),
        json!({ "pid": "14867521349", "sub": "14867521349", "nested": { "deep": ["urn:altinn:person:identifier-no:14867521349"] } }),
    );
    let reading = read_text(&text(&claims))?;
    let everything = format!("{reading:?} {:?} {:?} {:?}", reading.claims, reading.parties, reading.findings);
    assert!(!everything.contains("148675"), "{everything}");
    let shown = |name: &str| reading.claims.iter().find(|claim| claim.name == name).map(|claim| &claim.value);
    for name in ["pid", "sub"] {
        assert!(shown(name) == Some(&ClaimValue::Text("148675*****".to_owned())), "{name}");
    }
    let deep = ClaimValue::List(vec![ClaimValue::Text("urn:altinn:person:identifier-no:148675*****".to_owned())]);
    assert!(shown("nested") == Some(&ClaimValue::Members(vec![("deep".to_owned(), deep)])));
    assert!(reading.parties.iter().any(|party| party.role == Role::Person && party.name == "148675*****"));
    Ok(())
}

#[test]
fn what_is_odd_is_found() -> Outcome {
    let check = |claims: Value, code: &str| -> Outcome {
        let reading = read_text(&text(&claims))?;
        assert_eq!(codes(&reading), [code], "{claims}");
        Ok(())
    };
    let odd = |changes: Value| with(maskinporten(), changes);
    check(odd(json!({ "exp": NOW })), "token.expired")?;
    check(odd(json!({ "exp": null })), "token.no_expiry")?;
    check(odd(json!({ "iat": NOW + 11 })), "token.not_yet_valid")?;
    check(odd(json!({ "nbf": NOW + 11 })), "token.not_yet_valid")?;
    check(odd(json!({ "nbf": "soon" })), "token.bad_moment")?;
    check(odd(json!({ "iss": null })), "token.no_issuer")?;
    check(odd(json!({ "iss": "https://login.example.org/" })), "token.unknown_issuer")?;
    check(odd(json!({ "iss": "https://ver2.maskinporten.no/" })), "token.retired_issuer")?;
    check(odd(json!({ "iss": "https://maskinporten.dev/" })), "token.development_issuer")?;
    check(odd(json!({ "consumer": organisation("315000107") })), "token.impossible_number")?;
    let grant = json!({ "iss": "c", "aud": "https://test.maskinporten.no/", "scope": "a:b", "jti": "j", "iat": NOW - 9, "exp": NOW + 99 });
    check(grant.clone(), "token.is_a_grant")?;
    let long = read_text(&text(&with(grant, json!({ "exp": NOW + 3_591 }))))?;
    assert_eq!(codes(&long), ["token.grant_too_long", "token.is_a_grant"]);
    assert_eq!(codes(&read_text(&text(&odd(json!({ "iat": NOW + 10 }))))?), [] as [&str; 0]);
    Ok(())
}

#[test]
fn algorithms_that_prove_nothing_are_found() -> Outcome {
    for algorithm in ["none", "HS256", "rs256", "ES256"] {
        let token = format!("{}.{}.", part(&json!({ "alg": algorithm })), part(&maskinporten()));
        let reading = read_text(&token)?;
        assert_eq!(codes(&reading), ["token.algorithm"], "{algorithm}");
        assert!(reading.findings.iter().all(|finding| finding.severity == Severity::Blocking));
    }
    Ok(())
}

#[test]
fn a_claim_that_stands_twice_is_found_and_the_last_counts() -> Outcome {
    let claims = maskinporten().to_string().replacen('{', "{\"iss\":\"https://maskinporten.no/\",", 1);
    let claims = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, claims);
    let reading = read_text(&format!("{}.{claims}.AAAA", part(&header())))?;
    assert_eq!((codes(&reading), reading.issuer.as_deref()), (vec!["token.claim_twice"], Some("https://test.maskinporten.no/")));
    assert_eq!(reading.claims.iter().filter(|claim| claim.name == "iss").count(), 2);
    Ok(())
}

#[test]
fn a_token_of_another_environment_is_told() -> Outcome {
    let token = signed(&header(), &maskinporten())?;
    let found = |environment: &Environment| read_in(&token, Some(environment)).map(|reading| codes(&reading));
    assert_eq!(found(&Environment::test())?, [] as [&str; 0]);
    assert_eq!(found(&Environment::production())?, ["token.other_environment"]);
    Ok(())
}

#[test]
fn time_is_the_services() -> Outcome {
    let secret = Secret::new(text(&maskinporten()));
    let now = OffsetDateTime::from_unix_timestamp(NOW)?;
    let behind = Against { environment: None, now: now - Duration::HOUR, clock_offset: Some(3_600) };
    let reading = read(&secret, behind)?;
    assert_eq!((reading.lifetime.remaining(), codes(&reading)), (Some(70), vec![]));
    let unknown = read(&secret, Against { clock_offset: None, ..behind })?;
    assert_eq!(codes(&unknown), ["token.not_yet_valid"]);
    Ok(())
}
