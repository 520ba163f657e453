//! Every fault of practice meets the road, in one town.

use std::collections::BTreeSet;
use std::error::Error;

use inngang_engine::secret::Secret;
use inngang_practice::{CertificateOrder, Fault};

use super::Order;
use super::road::Road;
use super::told::Teller;
use crate::ground::Ground;
use crate::words::Words;

type Outcome = Result<(), Box<dyn Error>>;

/// What fails first with the fault on, and why.
const MET: &[(Fault, &str, &str)] = &[
    (Fault::WrongAud, "token_by_certificate", "maskinporten.audience"),
    (Fault::Clock5Minutes, "access_organisation", "access.clock"),
    (Fault::ExpiredKey, "token_by_key", "maskinporten.key_expired"),
    (Fault::CertificateOfAnotherOrganisation, "token_by_certificate", "maskinporten.other_organisation"),
    (Fault::CertificateRefused, "token_by_certificate", "maskinporten.certificate_refused"),
    (Fault::CertificateRevokedNow, "token_by_certificate", "maskinporten.certificate_refused"),
    (Fault::ScopeNotGranted, "token_by_certificate", "maskinporten.scope_not_granted"),
    (Fault::ScopeNotRegistered, "token_by_certificate", "maskinporten.scope_not_registered"),
    (Fault::ReplayedJti, "token_by_certificate", "maskinporten.replayed"),
    (Fault::LoginCancelled, "login", "login.cancelled_by_person"),
    (Fault::LowAcr, "login", "login.level_too_low"),
    (Fault::BrokenNonce, "login", "login.nonce_mismatch"),
    (Fault::BrokenState, "login", "login.state_mismatch"),
    (Fault::WrongIss, "login", "login.issuer_mismatch"),
    (Fault::IdTokenOtherKey, "login", "login.signature"),
    (Fault::MissingScope, "access_person", "altinn.forbidden"),
    (Fault::NeverReturns, "login", "login.timed_out"),
    (Fault::LoginErrorPage, "login", "login.timed_out"),
    (Fault::MissingState, "login", "login.state_missing"),
    (Fault::DoubleCode, "login", "login.answer_doubled"),
    (Fault::LoginUnavailable, "login", "login.unavailable"),
    (Fault::ScopeRefused, "login", "login.scope_refused"),
    (Fault::LevelRefused, "login", "login.level_refused"),
    (Fault::MissingIss, "login", "login.issuer_missing"),
    (Fault::MissingNonce, "login", "login.nonce_missing"),
    (Fault::IdTokenWrongIss, "login", "login.token_issuer"),
    (Fault::WrongAudience, "login", "login.token_audience"),
    (Fault::TwoAudiences, "login", "login.token_audiences"),
    (Fault::MissingSub, "login", "login.token_incomplete"),
    (Fault::MissingIat, "login", "login.token_incomplete"),
    (Fault::IdTokenExpired, "login", "login.expired_token"),
    (Fault::IdTokenFromTheFuture, "login", "login.future_token"),
    (Fault::UnpublishedKid, "login", "login.unknown_key"),
    (Fault::AlgNone, "login", "login.unsigned_token"),
    (Fault::AlgHs256, "login", "login.algorithm"),
    (Fault::NoIdToken, "login", "login.answer_incomplete"),
    (Fault::ClientRefused, "login", "login.client_refused"),
    (Fault::CodeExpired, "login", "login.grant_refused"),
    // Altinn wants to know who it is.
    (Fault::NoPid, "access_person", "altinn.person_refused"),
    (Fault::Exchange401, "access_organisation", "altinn.machine_token_refused"),
    (Fault::PartyRegisterDown, "access_organisation", "altinn.machine_token_refused"),
    (Fault::Altinn429, "access_organisation", "altinn.too_many_requests"),
    (Fault::AltinnWrongIssuer, "access_organisation", "altinn.other_issuer"),
    (Fault::Exchange403, "access_organisation", "altinn.no_altinn_scope"),
    (Fault::ServerError500, "token_by_certificate", "network.server_error"),
    (Fault::DroppedConnection, "token_by_certificate", "network.dropped"),
    (Fault::HtmlInsteadOfJson, "token_by_certificate", "network.not_json"),
    (Fault::InvalidRequest, "token_by_certificate", "maskinporten.form"),
    (Fault::UnsupportedGrantType, "token_by_certificate", "maskinporten.form"),
    (Fault::AssertionMalformed, "token_by_certificate", "maskinporten.malformed"),
    (Fault::ClientUnknown, "token_by_certificate", "maskinporten.client_unknown"),
    (Fault::KeyRequired, "token_by_certificate", "maskinporten.key_required"),
    (Fault::X5cUnreadable, "token_by_certificate", "maskinporten.chain_unreadable"),
    (Fault::BrokenSignature, "token_by_certificate", "maskinporten.signature"),
    (Fault::IssuedLater, "token_by_certificate", "maskinporten.issued_later"),
    (Fault::GrantExpired, "token_by_certificate", "maskinporten.grant_expired"),
    (Fault::ScopeForPeople, "token_by_certificate", "maskinporten.scope_for_people"),
    (Fault::RefusalUnknown, "token_by_certificate", "maskinporten.refused"),
    (Fault::RefusalWithoutCode, "token_by_certificate", "maskinporten.scope_not_registered"),
    (Fault::OlderRefusal, "token_by_certificate", "maskinporten.scope_not_registered"),
    (Fault::BadGateway502, "token_by_certificate", "network.server_error"),
    (Fault::Unavailable503, "token_by_certificate", "network.server_error"),
    (Fault::GatewayTimeout504, "token_by_certificate", "network.server_error"),
    (Fault::TooManyRequests429, "token_by_certificate", "maskinporten.busy"),
    (Fault::EmptyAnswer, "token_by_certificate", "network.not_json"),
    (Fault::TruncatedJson, "token_by_certificate", "network.not_json"),
    (Fault::NotUtf8, "token_by_certificate", "network.not_json"),
    (Fault::HugeAnswer, "token_by_certificate", "network.too_large"),
    (Fault::Clock1MinuteBehind, "access_organisation", "access.clock"),
    // The portal answers with a page that says why not.
    (Fault::TermsUnsigned, "portal", "network.not_json"),
    (Fault::NoPortalRight, "portal", "network.not_json"),
];

/// The road can be gone all the same. Faults that make somebody wait for ten seconds or more are met elsewhere, each in a process of
/// its own.
const NOT_MET: &[Fault] = &[
    // A rehearsal's login is short and unbound, and the person is known by the ID token.
    Fault::KeyRotation,
    Fault::DpopNonce,
    Fault::NoExpiresIn,
    Fault::RefreshRefused,
    Fault::UserinfoOtherSub,
    Fault::Userinfo401,
    Fault::UnknownKid,
    Fault::KeyJustUploaded,
    Fault::SlowAnswer,
    Fault::SlowDrip,
    // A rehearsal asks for its own organisation, without a system user.
    Fault::OwnConsumer,
    Fault::NotDelegated,
    Fault::DetailsType,
    Fault::DetailsFields,
    Fault::NoSystemUser,
    Fault::RequestsSkipOne,
    Fault::Delete200,
    Fault::ChangeIdUsed,
    Fault::ApproverNotDelegated,
    Fault::ServiceNotOpened,
    // The road of a rehearsal does not lead through the self-service API.
    Fault::ApiOtherPrefix,
    Fault::SecondWriter,
    Fault::KeyVanishes,
    Fault::Api500,
    // Altinn is asked twice; its numbers are read in either form; its keys are nobody's business on the road.
    Fault::Exchange401Once,
    Fault::AltinnClaimForms,
    Fault::AltinnKeyRotation,
    Fault::AltinnKeysBase64url,
    Fault::AltinnKeysPadded,
    // Nor does it lead to the old Altinn or the register.
    Fault::RegisterDown,
    Fault::LegacyRefused,
    Fault::LegacyGone,
    Fault::LegacyHtml,
    Fault::LegacyLoginPage,
    Fault::LegacyLogin403,
    // A rehearsal does not ask whether the certificate is revoked.
    Fault::StatusSilent,
    Fault::StatusDown,
    Fault::OcspDown,
    Fault::StaleStatus,
    Fault::ForgedStatus,
    Fault::OcspUnknown,
];

#[test]
fn every_fault_is_met_or_known_not_to_be() {
    let named: BTreeSet<_> = MET.iter().map(|(fault, ..)| *fault).chain(NOT_MET.iter().copied()).collect();
    assert_eq!(named, Fault::ALL.iter().copied().collect());
    assert_eq!(named.len(), MET.len() + NOT_MET.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_a_login_fails_its_step() -> Outcome {
    play(|step| matches!(step, "login" | "access_person")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_other_fault_fails_its_step() -> Outcome {
    play(|step| !matches!(step, "login" | "access_person")).await
}

/// Goes the road once for each fault that is met at such a step, in one town.
async fn play(is_ours: fn(&str) -> bool) -> Outcome {
    let (folder, words) = (tempfile::tempdir()?, Words::new("en"));
    let ground = Ground::practice(folder.path(), &words).await.map_err(|stop| stop.0)?;
    let town = ground.town.as_ref().ok_or("no town")?;
    // One certificate for all: making them is what takes time.
    let issued = town.issue(&CertificateOrder::ordinary("315000106")).await?;
    let order = Order { p12: Some(issued.path), ..Order::default() };
    for &(fault, step, code) in MET.iter().filter(|(_, step, _)| is_ours(step)) {
        town.faults().set(fault, true);
        let mut teller = Teller::new(&words, true, &ground.environment);
        let road = Road::new(&order, &ground, &words)?;
        road.play(Some(Secret::new(issued.password.clone())), &mut teller).await;
        let failed = teller.told().iter().find(|told| told.outcome == "failed");
        let failed = failed.map(|told| (told.step, told.code.unwrap_or_default()));
        assert_eq!(failed, Some((step, code)), "{}: {:#?}", fault.name(), teller.told());
        town.faults().set(fault, false);
    }
    Ok(())
}
