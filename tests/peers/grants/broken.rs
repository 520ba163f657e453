//! One property of a good grant changed at a time, so that the verifier is known to see each.

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Credential, SystemUser, Variant};
use inngang_tests::{BAKERY, Outcome};
use serde_json::{Value, json};

use super::{Rig, kid};

/// A good grant, taken apart.
struct Parts {
    header: Value,
    claims: Value,
}

impl Parts {
    fn of(grant: &str) -> Outcome<Self> {
        let part = |at: usize| -> Outcome<Value> {
            Ok(serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(grant.split('.').nth(at).ok_or("too few parts")?)?)?)
        };
        Ok(Self { header: part(0)?, claims: part(1)? })
    }
}

/// Signed with the right key, whatever the parts say.
fn signed(rig: &Rig, header: &str, claims: &str) -> Outcome<String> {
    let message = format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(header), BASE64_URL_SAFE_NO_PAD.encode(claims));
    let signature = rig.ports.keys.sign(&rig.key, SigningAlgorithm::Rs256, message.as_bytes())?;
    Ok(format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
}

/// Every claim that there is.
fn full() -> Outcome<Variant> {
    Ok(Variant {
        resources: vec!["https://api.example.no/".parse()?],
        person: Some("13888012345".parse()?),
        consumer: Some("988312495".parse()?),
        system_user: Some(SystemUser { owner: "983163327".parse()?, external_ref: Some("Kunde-42".parse()?) }),
    })
}

fn good(rig: &Rig, credential: Credential) -> Outcome<Parts> {
    Parts::of(rig.grant(credential, full()?)?.expose())
}

/// One member set anew, by JSON pointer; null takes it away.
fn changed(mut whole: Value, pointer: &str, value: &Value) -> Outcome<Value> {
    let (above, name) = pointer.rsplit_once('/').ok_or("no pointer")?;
    match whole.pointer_mut(above).ok_or("nothing there")? {
        Value::Object(members) if value.is_null() => drop(members.remove(name)),
        Value::Object(members) => drop(members.insert(name.to_owned(), value.clone())),
        _ => return Err("not an object".into()),
    }
    Ok(whole)
}

/// Each must be found, for this reason and no other.
fn check(rig: &Rig, broken: &[(String, &str)]) -> Outcome {
    let (grants, expected): (Vec<String>, Vec<&str>) = broken.iter().cloned().unzip();
    let found = rig.breaches(&grants)?;
    assert_eq!(found.iter().map(|reason| reason.as_deref().unwrap_or("nothing")).collect::<Vec<_>>(), expected);
    Ok(())
}

/// Claims of a good grant that was issued at `now`.
fn claim_changes(now: i64) -> Vec<(&'static str, Value, &'static str)> {
    let undocumented = ["/sub", "/nbf", "/client_id", "/iss_onbehalfof", "/consumer_orgno", "/acr"];
    let missing = ["/aud", "/iss", "/scope", "/iat", "/exp", "/jti"].map(|name| (name, Value::Null, "claims: missing"));
    let mut changes: Vec<_> = undocumented.map(|name| (name, json!("x"), "claims: undocumented")).into_iter().chain(missing).collect();
    changes.extend([
        ("/aud", json!("https://test.maskinporten.no"), "aud"),
        ("/aud", json!("https://test.maskinporten.no/token"), "aud"),
        ("/aud", json!("https://maskinporten.no/"), "aud"),
        ("/aud", json!(["https://test.maskinporten.no/"]), "aud"),
        ("/iss", json!(BAKERY), "iss"),
        ("/iss", json!(""), "iss"),
        ("/iss", json!(7), "iss"),
        ("/iat", json!(now.to_string()), "times: integers"),
        ("/exp", json!(format!("{}", now + 100)), "times: integers"),
        ("/exp", json!(now), "exp: not after iat"),
        ("/exp", json!(now + 121), "exp: more than 120 s"),
        ("/exp", json!((now + 100) * 1_000), "exp: more than 120 s"),
        ("/iat", json!(now + 40), "iat: clock"),
        ("/iat", json!(now - 15), "iat: clock"),
        ("/jti", json!("1"), "jti: UUID v4"),
        ("/jti", json!("0a6a3c1e-90c7-1b86-a3f5-2c2d0b6a57de"), "jti: UUID v4"),
        ("/scope", json!(""), "scope"),
        ("/scope", json!(["a:one"]), "scope"),
        ("/scope", json!("a:one  b:two"), "scope: single spaces"),
        ("/scope", json!("a:one,\"b:two\""), "scope: single spaces"),
        ("/scope", json!(" a:one"), "scope: single spaces"),
        ("/scope", json!("a:one b:two a:one"), "scope: twice"),
        ("/resource", json!("https://api.example.no/"), "resource"),
        ("/resource", json!([]), "resource"),
        ("/resource", json!(["api.example.no"]), "resource"),
        ("/resource", json!(["https://api.example.no/#part"]), "resource"),
        ("/pid", json!("1388801234"), "pid"),
        ("/pid", json!(13_888_012_345_u64), "pid"),
        ("/consumer_org", json!("123456789"), "consumer_org"),
        ("/consumer_org", json!("0192:988312495"), "consumer_org"),
        ("/consumer_org", json!(988_312_495), "consumer_org"),
        ("/consumer_org", json!(BAKERY), "consumer_org: own"),
    ]);
    changes
}

/// `authorization_details`, and what is wrong with them.
fn details_changes() -> Outcome<Vec<(Value, &'static str)>> {
    let owner = json!({ "authority": "iso6523-actorid-upis", "ID": "0192:983163327" });
    let user = json!({ "type": "urn:altinn:systemuser", "systemuser_org": owner, "externalRef": "Kunde-42" });
    let mut changes = vec![
        (user.clone(), "authorization_details: one"),
        (json!([]), "authorization_details: one"),
        (json!([user, user]), "authorization_details: one"),
        (json!(["x"]), "authorization_details: one"),
    ];
    for (pointer, value, reason) in [
        ("/type", json!("urn:altinn:consent"), "authorization_details: type"),
        ("/type", Value::Null, "authorization_details: type"),
        ("/systemuser_org", json!("983163327"), "systemuser_org"),
        ("/systemuserid", json!("x"), "authorization_details: undocumented"),
        ("/externalref", json!("x"), "authorization_details: undocumented"),
        ("/systemuser_org/id", json!("x"), "authorization_details: undocumented"),
        ("/systemuser_org/authority", json!("9908"), "systemuser_org: authority"),
        ("/systemuser_org/ID", json!("983163327"), "systemuser_org: ID"),
        ("/systemuser_org/ID", json!("0192:983163328"), "systemuser_org: ID"),
        ("/systemuser_org/ID", Value::Null, "systemuser_org: ID"),
        ("/externalRef", json!(""), "externalRef"),
        ("/externalRef", json!(42), "externalRef"),
    ] {
        changes.push((json!([changed(user.clone(), pointer, &value)?]), reason));
    }
    Ok(changes)
}

#[test]
fn the_verifier_sees_each_broken_claim() -> Outcome {
    let rig = Rig::new()?;
    let Parts { header, claims } = good(&rig, rig.by_key(SigningAlgorithm::Rs256)?)?;
    let now = claims["iat"].as_i64().ok_or("no iat")?;
    let mut broken = Vec::new();
    let details = details_changes()?.into_iter().map(|(value, reason)| ("/authorization_details", value, reason));
    for (pointer, value, reason) in claim_changes(now).into_iter().chain(details) {
        broken.push((signed(&rig, &header.to_string(), &changed(claims.clone(), pointer, &value)?.to_string())?, reason));
    }
    // The same jti a second time, after a grant that is good.
    let again = signed(&rig, &header.to_string(), &claims.to_string())?;
    broken.extend([(again.clone(), "nothing"), (again, "jti: used before")]);
    check(&rig, &broken)
}

#[test]
fn the_verifier_sees_each_broken_header() -> Outcome {
    let rig = Rig::new()?;
    let by_key = good(&rig, rig.by_key(SigningAlgorithm::Rs256)?)?;
    let by_certificate = good(&rig, rig.by_certificate(SigningAlgorithm::Rs256, 2))?;
    let standard = |place: usize| BASE64_STANDARD.encode(&rig.chain[place]);
    let stranger = Rig::new()?;
    let mut x5c: Vec<(Value, &str)> = vec![
        (json!(standard(0)), "x5c: array of texts"),
        (json!([]), "x5c: array of texts"),
        (json!([standard(0)]), "x5c: issuer left out"),
        (json!([standard(1), standard(0)]), "x5c: root"),
        (json!([standard(1), standard(2)]), "x5c: leaf first"),
        (json!([standard(0), standard(2)]), "x5c: certified by the next"),
        // Of the same names, and other keys.
        (json!([standard(0), BASE64_STANDARD.encode(&stranger.chain[1])]), "x5c: certified by the next"),
        (json!([BASE64_STANDARD.encode(&stranger.chain[0]), standard(1)]), "x5c: certified by the next"),
        (json!([BASE64_URL_SAFE.encode(&rig.chain[0]), standard(1)]), "x5c: base64"),
        (json!([format!("{}\n{}", &standard(0)[..64], &standard(0)[64..]), standard(1)]), "x5c: base64"),
        (json!([format!("-----BEGIN CERTIFICATE-----{}", standard(0)), standard(1)]), "x5c: base64"),
    ];
    let longer = BASE64_STANDARD.encode([&rig.chain[0][..], &[0; 3]].concat());
    x5c.push((json!([longer, standard(1)]), "x5c: more than a certificate"));
    let mut broken = Vec::new();
    for (value, reason) in x5c {
        broken.push((signed(&rig, &json!({ "alg": "RS256", "x5c": value }).to_string(), &by_certificate.claims.to_string())?, reason));
    }
    let (name, both) = (kid(SigningAlgorithm::Rs256), by_certificate.header["x5c"].clone());
    for (header, reason) in [
        (json!({ "alg": "PS256", "kid": name }), "alg"),
        (json!({ "alg": "none", "kid": name }), "alg"),
        (json!({ "alg": "HS256", "kid": name }), "alg"),
        (json!({ "kid": name }), "alg"),
        (json!({ "alg": "RS256" }), "kid xor x5c"),
        (json!({ "alg": "RS256", "kid": name, "x5c": both }), "kid xor x5c"),
        (json!({ "alg": "RS256", "kid": name, "crit": [] }), "header: undocumented"),
        (json!({ "alg": "RS256", "kid": name, "jwk": rig.facts.jwk(&name.parse()?, SigningAlgorithm::Rs256) }), "header: undocumented"),
        (json!({ "alg": "RS256", "kid": name.to_lowercase() }), "kid"),
        (json!({ "alg": "RS256", "kid": "__proto__" }), "kid"),
        (json!({ "alg": "RS384", "kid": name }), "alg: not as registered"),
        (json!({ "alg": "RS256", "kid": "short" }), "key: RSA of 2048 bits"),
        (json!({ "alg": "RS384", "kid": kid(SigningAlgorithm::Rs384) }), "signature"),
    ] {
        broken.push((signed(&rig, &header.to_string(), &by_key.claims.to_string())?, reason));
    }
    check(&rig, &broken)
}

#[test]
fn the_verifier_sees_each_broken_form() -> Outcome {
    let rig = Rig::new()?;
    let Parts { header, claims } = good(&rig, rig.by_key(SigningAlgorithm::Rs256)?)?;
    let (header, claims) = (header.to_string(), claims.to_string());
    let whole = signed(&rig, &header, &claims)?;
    let parts: Vec<&str> = whole.split('.').collect();
    let [first, second, third] = parts[..] else { return Err("not three parts".into()) };
    let twice = claims.replacen('{', "{\"aud\":\"https://maskinporten.no/\",", 1);
    let fraction = claims.replacen(",\"iss\"", ".0,\"iss\"", 1);
    assert!(twice != claims && fraction != claims, "{claims}");
    let mut bent = third.as_bytes().to_vec();
    bent[20] = if bent[20] == b'A' { b'B' } else { b'A' };
    let stranger = Rig::new()?;
    check(
        &rig,
        &[
            (format!("{first}.{second}"), "three parts"),
            (format!("{whole}.{third}"), "three parts"),
            (format!("{first}=.{second}.{third}"), "header: base64url"),
            (format!("{first}.{second}=.{third}"), "claims: base64url"),
            (format!("{whole}\n"), "signature: base64url"),
            (format!("{whole}=="), "signature: base64url"),
            (format!("{first}.{second}."), "signature: base64url"),
            (format!("{first}.{}\r\n{}.{third}", &second[..64], &second[64..]), "claims: base64url"),
            (signed(&rig, "[]", &claims)?, "header: form"),
            (signed(&rig, &header, "<html>")?, "claims: JSON"),
            (signed(&rig, &header, &twice)?, "claims: form"),
            (signed(&rig, &header, &fraction)?, "claims: form"),
            (signed(&rig, &header, &format!("{claims} "))?, "claims: form"),
            (format!("{first}.{second}.{}", String::from_utf8(bent)?), "signature"),
            (signed(&stranger, &header, &claims)?, "signature"),
            (whole, "nothing"),
        ],
    )
}
