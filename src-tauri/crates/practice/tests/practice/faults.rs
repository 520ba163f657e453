//! Every refusal of Maskinporten's on demand: struck while it is switched on, where it has something to say.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inngang_practice::{CertificateOrder, Concern, Fault, NewSystemUser};
use serde_json::{Value, json};

use crate::maskinporten::{new_system, new_user};
use crate::rig::{Answer, BAKERY, Outcome, Rig, expect};
use crate::town_hall::{Opened, open};

type Failure = Box<dyn std::error::Error>;

const CAMPING: &str = "310000000";
const DELEGATED: &str = "nav:aareg/v1/arbeidsforhold";
const UNKNOWN: &str = "Unknown key identifier (kid) for client";

/// Those that strike any grant.
const ANY: [(Fault, &str); 14] = [
    (Fault::UnsupportedGrantType, "unsupported_grant_type"),
    (Fault::InvalidRequest, "invalid_request"),
    (Fault::AssertionMalformed, "MP-011"),
    (Fault::ClientUnknown, "MP-100"),
    (Fault::UnknownKid, UNKNOWN),
    (Fault::ExpiredKey, "MP-121"),
    (Fault::BrokenSignature, "MP-124"),
    (Fault::WrongAud, "MP-110"),
    (Fault::IssuedLater, "Issue time is after now"),
    (Fault::GrantExpired, "MP-130"),
    (Fault::ReplayedJti, "MP-012"),
    (Fault::ScopeForPeople, "MP-201"),
    (Fault::ScopeNotRegistered, "MP-200"),
    (Fault::ScopeNotGranted, "MP-250"),
];
const OF_CERTIFICATES: [(Fault, &str); 4] = [
    (Fault::KeyRequired, "requires pre-registered jwk"),
    (Fault::X5cUnreadable, "MP-123"),
    (Fault::CertificateRefused, "MP-120"),
    (Fault::CertificateOfAnotherOrganisation, "MP-122"),
];
const OF_CUSTOMERS: [(Fault, &str); 2] = [
    (Fault::OwnConsumer, "the combination consumer_org in claim and delegation scope on client is invalid"),
    (Fault::NotDelegated, "MP-251"),
];
const OF_DETAILS: [(Fault, &str); 3] = [(Fault::DetailsType, "MP-301"), (Fault::DetailsFields, "MP-302"), (Fault::NoSystemUser, "MP-303")];
/// Those whose form is their point.
const OF_FORM: [Fault; 4] = [Fault::RefusalUnknown, Fault::RefusalWithoutCode, Fault::OlderRefusal, Fault::KeyJustUploaded];

#[test]
fn every_fault_of_maskinporten_is_played_below() {
    let played = [&ANY[..], &OF_CERTIFICATES, &OF_CUSTOMERS, &OF_DETAILS].concat().into_iter().map(|(fault, _)| fault).chain(OF_FORM);
    let played: std::collections::BTreeSet<_> = played.collect();
    let all = Fault::ALL.iter().copied().filter(|fault| fault.concern() == Concern::Maskinporten).collect();
    assert_eq!(played, all);
}

/// An answer without words has neither trace nor code.
fn is_refused(answer: &Answer, expected: &str) -> Outcome {
    if ["invalid_request", "unsupported_grant_type"].contains(&expected) {
        assert_eq!((answer.status, answer.json()?), (400, json!({ "error": expected })));
        return Ok(());
    }
    expect(answer, expected)
}

#[tokio::test]
async fn refusals_of_any_grant() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    for (fault, expected) in ANY {
        rig.practice.faults().set(fault, true);
        is_refused(&rig.token(&rig.grant().signed()?).await?, expected).map_err(|error| format!("{}: {error}", fault.name()))?;
        rig.practice.faults().set(fault, false);
        rig.accepts(|_| ()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_key_just_uploaded_is_known_at_the_third_request() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.practice.faults().set(Fault::KeyJustUploaded, true);
    for _ in 0..2 {
        rig.refuses(UNKNOWN, |_| ()).await?;
    }
    rig.accepts(|_| ()).await?;
    Ok(())
}

#[tokio::test]
async fn refusals_of_certificates_strike_certificates() -> Outcome {
    let rig = Rig::start().await?;
    let Opened { key, certificates } = open(&rig.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?)?;
    let x5c: Vec<_> = certificates.iter().map(|der| STANDARD.encode(der)).collect();
    let by_certificate = async || -> Result<_, Failure> {
        let mut grant = rig.grant();
        grant.header = json!({ "alg": "RS256", "x5c": x5c });
        rig.token(&grant.signed_by(&key)?).await
    };
    for (fault, expected) in OF_CERTIFICATES {
        rig.practice.faults().set(fault, true);
        expect(&by_certificate().await?, expected)?;
        rig.practice.faults().clear();
        assert_eq!(by_certificate().await?.status, 200);
    }
    rig.upload_key().await?;
    not_struck(&rig, &OF_CERTIFICATES).await
}

#[tokio::test]
async fn refusals_of_customers_strike_grants_for_one() -> Outcome {
    let rig = Rig::start().await?.with_client_of("312345609", &[DELEGATED, crate::rig::SCOPE]).await?;
    struck(&rig, &OF_CUSTOMERS, &json!({ "scope": DELEGATED, "consumer_org": CAMPING })).await?;
    not_struck(&rig, &OF_CUSTOMERS).await
}

#[tokio::test]
async fn refusals_of_details_strike_grants_with_details() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let system = rig.practice.register_system(new_system(BAKERY, &[&rig.client]))?;
    rig.practice.add_system_user(NewSystemUser { system: system.id, ..new_user(BAKERY, None, true) })?;
    let organisation = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{BAKERY}") });
    let details = json!([{ "type": "urn:altinn:systemuser", "systemuser_org": organisation }]);
    struck(&rig, &OF_DETAILS, &json!({ "authorization_details": details })).await?;
    not_struck(&rig, &OF_DETAILS).await
}

/// Each fault refuses the grant with these claims, which is right without it.
async fn struck(rig: &Rig, faults: &[(Fault, &str)], claims: &Value) -> Outcome {
    let add = |grant: &mut crate::rig::Grant| {
        for (claim, value) in claims.as_object().into_iter().flatten() {
            grant.claims[claim] = value.clone();
        }
    };
    for (fault, expected) in faults {
        rig.practice.faults().set(*fault, true);
        rig.refuses(expected, add).await.map_err(|error| format!("{}: {error}", fault.name()))?;
        rig.practice.faults().clear();
        rig.accepts(add).await?;
    }
    Ok(())
}

async fn not_struck(rig: &Rig, faults: &[(Fault, &str)]) -> Outcome {
    for (fault, _) in faults {
        rig.practice.faults().set(*fault, true);
        rig.accepts(|_| ()).await.map_err(|error| format!("{}: {error}", fault.name()))?;
        rig.practice.faults().clear();
    }
    Ok(())
}

#[tokio::test]
async fn an_unknown_refusal_has_a_trace_id_and_no_code() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.practice.faults().set(Fault::RefusalUnknown, true);
    rig.refuses("consumer_suspended", |_| ()).await
}

/// Whatever is refused while they are on is told in their form.
#[tokio::test]
async fn refusals_have_newer_and_older_forms() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let told = async |fault: Fault, audience: Option<&str>| -> Result<_, Failure> {
        rig.practice.faults().set(fault, true);
        let mut grant = rig.grant();
        if let Some(audience) = audience {
            grant.claims["aud"] = json!(audience);
        }
        let answer = rig.token(&grant.signed()?).await?.json()?;
        rig.practice.faults().clear();
        assert_eq!(answer.get("error_uri"), None, "{answer}");
        Ok(answer["error_description"].as_str().unwrap_or_default().to_owned())
    };
    let newer = told(Fault::RefusalWithoutCode, None).await?;
    assert!(newer.starts_with("MP-200: Token request contains invalid scopes for client") && newer.contains("(trace_id: "), "{newer}");
    assert!(told(Fault::RefusalWithoutCode, Some("x")).await?.starts_with("MP-110: "));
    let older = told(Fault::OlderRefusal, None).await?;
    let id = older.rsplit_once("(correlation id: ").and_then(|(_, end)| end.strip_suffix(')')).ok_or("no id")?;
    assert!(uuid::Uuid::parse_str(id).is_ok() && !older.contains("MP-") && older.contains("invalid scopes for client"), "{older}");
    assert!(told(Fault::OlderRefusal, Some("x")).await?.contains("Invalid JWT claim aud (correlation id: "));
    Ok(())
}
