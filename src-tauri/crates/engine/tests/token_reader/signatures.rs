//! Signatures held against published keys, and that nothing of the token is sent to get them.

use std::sync::Arc;

use inngang_engine::diagnostics::token_reader::{Signature, signature};
use inngang_engine::http::Http;
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use serde_json::{Value, json};
use time::OffsetDateTime;
use url::Url;

use crate::Outcome;
use crate::rig::{NOW, Service, header, maskinporten, part, signed, with};

struct Nothing;

impl KeyStore for Nothing {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }
    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }
    fn sign(&self, _: &str, _: SigningAlgorithm, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(KeyError::Malformed)
    }
    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Err(KeyError::Malformed)
    }
    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }
    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::Malformed)
    }
}

impl OpenUrl for Nothing {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

impl Clock for Nothing {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(NOW).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

async fn checked(service: &Service, token: &str) -> Outcome<(Signature, Trail)> {
    let trail = Trail::default();
    let http = Http::new(&service.environment, trail.clone())?;
    let nothing = Arc::new(Nothing);
    let ports = Ports { keys: nothing.clone(), browser: nothing.clone(), clock: nothing };
    Ok((signature(&Secret::new(token.to_owned()), &service.environment, &http, &ports).await?, trail))
}

/// Whoever issued it: the same claims under another name.
fn claims(issuer: &str) -> Value {
    with(maskinporten(), json!({ "iss": issuer }))
}

#[tokio::test]
async fn every_service_s_keys_are_found_and_nothing_of_the_token_is_sent() -> Outcome {
    let service = Service::start(json!({})).await?;
    let here = service.address.clone();
    for (issuer, document) in [
        (format!("{here}/"), "/.well-known/oauth-authorization-server"),
        (here.clone(), "/.well-known/openid-configuration"),
        (format!("{here}/altinn/authentication/api/v1/openid/"), "/altinn/authentication/api/v1/openid/.well-known/openid-configuration"),
    ] {
        let before = service.heard().len();
        let token = signed(&header(), &claims(&issuer))?;
        let (verdict, trail) = checked(&service, &format!("Bearer {token}")).await?;
        assert_eq!(verdict, Signature::Verified { key: "k1".to_owned() }, "{issuer}");
        let heard = service.heard().split_off(before);
        let asked: Vec<&str> = heard.iter().map(|(asked, _)| asked.as_str()).collect();
        assert_eq!(asked, [format!("GET {document}"), "GET /jwk".to_owned()]);
        let told = format!("{heard:?} {trail:?} {verdict:?}");
        assert!(token.split('.').all(|part| !told.contains(part) && !told.contains(&part[..part.len().min(24)])), "{told}");
    }
    Ok(())
}

#[tokio::test]
async fn a_signature_that_is_not_the_issuers_is_told() -> Outcome {
    let service = Service::start(json!({})).await?;
    let ours = claims(&format!("{}/", service.address));
    let genuine = signed(&header(), &ours)?;
    let changed = |claims: &Value| {
        let parts: Vec<&str> = genuine.split('.').collect();
        format!("{}.{}.{}", parts[0], part(claims), parts[2])
    };
    let richer = with(ours.clone(), json!({ "scope": "altinn:everything" }));
    assert_eq!(checked(&service, &changed(&richer)).await?.0, Signature::Broken);
    let unknown = signed(&json!({ "alg": "RS256", "kid": "k2" }), &ours)?;
    assert_eq!(checked(&service, &unknown).await?.0, Signature::UnknownKey { key: "k2".to_owned() });
    Ok(())
}

#[tokio::test]
async fn nobody_is_asked_whom_the_environment_does_not_have() -> Outcome {
    let service = Service::start(json!({})).await?;
    let elsewhere = format!("{}/jwk", service.address);
    let tempting = json!({ "alg": "RS256", "kid": "k1", "jku": elsewhere, "x5u": elsewhere });
    for issuer in ["https://test.maskinporten.no/", "http://127.0.0.1:9/", &format!("{}/other", service.address), ""] {
        let verdict = checked(&service, &signed(&tempting, &claims(issuer))?).await?.0;
        assert_eq!(verdict, Signature::OtherIssuer { issuer: issuer.to_owned() });
    }
    let ours = claims(&format!("{}/", service.address));
    for algorithm in ["none", "HS256", "HS512", "ES256", "PS256"] {
        let verdict = checked(&service, &signed(&with(tempting.clone(), json!({ "alg": algorithm })), &ours)?).await?.0;
        assert_eq!(verdict, Signature::Algorithm { algorithm: algorithm.to_owned() });
    }
    let grant = json!({ "iss": "c", "aud": format!("{}/", service.address), "scope": "a:b", "jti": "j", "iat": 1, "exp": 2 });
    assert_eq!(checked(&service, &signed(&header(), &grant)?).await?.0, Signature::OfClient);
    assert_eq!(service.heard(), []);
    Ok(())
}

#[tokio::test]
async fn keys_that_a_stranger_points_to_are_not_fetched() -> Outcome {
    for change in [
        json!({ "jwks_uri": "http://127.0.0.1:9/jwk" }),
        json!({ "jwks_uri": "https://keys.example.org/jwk" }),
        json!({ "jwks_uri": null }),
        json!({ "issuer": "https://maskinporten.no/" }),
    ] {
        let service = Service::start(change.clone()).await?;
        for issuer in [format!("{}/", service.address), service.address.clone()] {
            let verdict = checked(&service, &signed(&header(), &claims(&issuer))?).await?.0;
            assert!(matches!(verdict, Signature::NotFetched(_)), "{change} {verdict:?}");
        }
        assert!(service.heard().iter().all(|(asked, _)| asked.contains("/.well-known/")), "{:?}", service.heard());
    }
    Ok(())
}
