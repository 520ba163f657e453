//! The grant: what is claimed, for how long, and by which key (maskinporten.md 3).

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::{MaskinportenError, Order, SystemUser, Variant};
use crate::clock_offset::services_time;
use crate::jose;
use crate::names::Resource;
use crate::ports::Ports;
use crate::secret::Secret;

/// At most 120 are accepted.
const LIFETIME: i64 = 100;

/// Signs a fresh grant for `audience`, Maskinporten's issuer. It can be used once; `clock_offset` is its clock minus ours, in seconds.
///
/// # Errors
/// [`MaskinportenError::NoScopes`], [`MaskinportenError::NoChain`], or as [`crate::ports::KeyStore::sign`].
pub fn sign(order: &Order, audience: &str, clock_offset: Option<i64>, ports: &Ports) -> Result<Secret<String>, MaskinportenError> {
    let claims = claims(order, audience, services_time(ports.clock.now(), clock_offset))?;
    let (key, algorithm) = order.credential.signing();
    Ok(jose::sign(order.credential.jose_header()?, &claims, key, algorithm, ports)?)
}

/// The documented claims and no other: more of them give "Invalid assertion" (maskinporten.md 3.2).
pub(super) fn claims(order: &Order, audience: &str, now: OffsetDateTime) -> Result<Map<String, Value>, MaskinportenError> {
    let scopes = order.each_scope();
    if scopes.is_empty() {
        return Err(MaskinportenError::NoScopes);
    }
    let issued = now.unix_timestamp();
    let mut claims = Map::from_iter([
        ("aud".to_owned(), audience.into()),
        ("iss".to_owned(), order.client.as_str().into()),
        ("scope".to_owned(), scopes.join(" ").into()),
        ("iat".to_owned(), issued.into()),
        ("exp".to_owned(), (issued + LIFETIME).into()),
        ("jti".to_owned(), uuid::Uuid::new_v4().to_string().into()),
    ]);
    let Variant { resources, person, consumer, system_user } = &order.variant;
    if !resources.is_empty() {
        // Only an array is documented.
        claims.insert("resource".to_owned(), resources.iter().map(Resource::as_str).collect());
    }
    claims.extend(person.as_ref().map(|person| ("pid".to_owned(), person.reveal().into())));
    claims.extend(consumer.as_ref().map(|consumer| ("consumer_org".to_owned(), consumer.as_str().into())));
    claims.extend(system_user.as_ref().map(|user| ("authorization_details".to_owned(), json!([details(user)]))));
    Ok(claims)
}

/// RFC 9396 with the members of maskinporten.md 7.4; any other is refused.
fn details(system_user: &SystemUser) -> Value {
    let owner = json!({ "authority": "iso6523-actorid-upis", "ID": system_user.owner.iso6523() });
    let mut details = json!({ "type": "urn:altinn:systemuser", "systemuser_org": owner });
    if let Some(reference) = &system_user.external_ref {
        details["externalRef"] = reference.as_str().into();
    }
    details
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine as _};

    use super::super::Credential;
    use super::*;
    use crate::keys::SigningAlgorithm;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn order(scopes: &[&str], credential: Credential) -> Result<Order, Box<dyn std::error::Error>> {
        let scopes = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        Ok(Order::new("1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44".parse()?, scopes, credential))
    }

    fn key() -> Result<Credential, Box<dyn std::error::Error>> {
        Ok(Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: SigningAlgorithm::Rs256 })
    }

    #[test]
    fn the_documented_claims_are_sent_and_no_other() -> Outcome {
        let now = OffsetDateTime::from_unix_timestamp(1_793_000_000)?;
        let order = order(&["b:two", "a:one", "b:two"], key()?)?;
        let mut claims = claims(&order, "https://test.maskinporten.no/", now)?;
        let first = claims.remove("jti");
        let expected = json!({
            "aud": "https://test.maskinporten.no/",
            "iss": "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44",
            "scope": "b:two a:one",
            "iat": 1_793_000_000,
            "exp": 1_793_000_100,
        });
        assert_eq!(Value::Object(claims), expected);
        let again = super::claims(&order, "x", now)?.remove("jti");
        assert!(first.is_some() && first != again);
        Ok(())
    }

    /// maskinporten.md 7: each variant adds its own claim, in the form that is documented.
    #[test]
    fn each_variant_adds_its_own_claim() -> Outcome {
        let check = |variant: Variant, expected: Value| -> Outcome {
            let order = Order { variant, ..order(&["a:one"], key()?)? };
            let mut claims = claims(&order, "x", OffsetDateTime::UNIX_EPOCH)?;
            claims.retain(|name, _| !["aud", "iss", "scope", "iat", "exp", "jti"].contains(&name.as_str()));
            assert_eq!(Value::Object(claims), expected);
            Ok(())
        };
        let resources = vec!["https://api.example.no/v1".parse()?, "urn:b".parse()?];
        check(Variant { resources, ..Variant::default() }, json!({ "resource": ["https://api.example.no/v1", "urn:b"] }))?;
        check(Variant { person: Some("13888012345".parse()?), ..Variant::default() }, json!({ "pid": "13888012345" }))?;
        check(Variant { consumer: Some("983163327".parse()?), ..Variant::default() }, json!({ "consumer_org": "983163327" }))?;
        let user = |external_ref| -> Result<_, crate::names::NotAName> { Ok(SystemUser { owner: "983163327".parse()?, external_ref }) };
        let owner = json!({ "authority": "iso6523-actorid-upis", "ID": "0192:983163327" });
        let plain = json!({ "type": "urn:altinn:systemuser", "systemuser_org": owner });
        let named = json!({ "type": "urn:altinn:systemuser", "systemuser_org": owner, "externalRef": "Kunde-42" });
        check(Variant { system_user: Some(user(None)?), ..Variant::default() }, json!({ "authorization_details": [plain] }))?;
        let system_user = Some(user(Some("Kunde-42".parse()?))?);
        check(Variant { system_user, ..Variant::default() }, json!({ "authorization_details": [named] }))
    }

    #[test]
    fn a_grant_without_scope_or_chain_is_not_signed() -> Outcome {
        assert!(matches!(claims(&order(&[], key()?)?, "x", OffsetDateTime::UNIX_EPOCH), Err(MaskinportenError::NoScopes)));
        let bare = Credential::Certificate { key: "k".to_owned(), chain: Vec::new(), algorithm: SigningAlgorithm::Rs256 };
        assert!(matches!(bare.jose_header(), Err(MaskinportenError::NoChain)));
        Ok(())
    }

    /// certificates.md 12.1, 16 no 46: an array, leaf first, each decoding to the very bytes, and nothing beside it.
    #[test]
    fn the_header_names_the_key_or_carries_the_chain() -> Outcome {
        assert_eq!(Value::Object(key()?.jose_header()?), json!({ "kid": "kid-1" }));
        let chain = vec![vec![0xfb, 0xff, 0xfe], vec![0x30]];
        let certificate = Credential::Certificate { key: "k".to_owned(), chain: chain.clone(), algorithm: SigningAlgorithm::Rs256 };
        let produced = certificate.jose_header()?;
        let x5c = produced.get("x5c").and_then(Value::as_array).ok_or("no array")?;
        let decoded = x5c.iter().map(|one| BASE64_STANDARD.decode(one.as_str().unwrap_or_default())).collect::<Result<Vec<_>, _>>()?;
        assert_eq!(decoded, chain);
        assert_eq!(Value::Object(produced), json!({ "x5c": ["+//+", "MA=="] }));
        Ok(())
    }
}
