//! Every fault that practice knows, played on every journey that it concerns: where each ends, and with which code.

use inngang_engine::access::{Outcome as Rung, Subject, ladder};
use inngang_engine::codes::all_codes;
use inngang_engine::login::{Progress, Redirect, log_in};
use inngang_engine::problem::{Explain as _, Problem};
use inngang_practice::{CertificateOrder, Concern, Fault};
use inngang_tests::person::{Person, ScriptedBrowser};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{login, maskinporten};

/// The journey's last step, with the code that it failed with.
type Ending = (&'static str, Option<&'static str>);

/// Obtaining a token once. A new fault does not compile before it has its line here and below.
const fn of_token(fault: Fault) -> Option<Ending> {
    let code = match fault {
        Fault::Clock5Minutes => None,
        Fault::WrongAud => Some("maskinporten.audience"),
        Fault::ExpiredKey => Some("maskinporten.key_expired"),
        Fault::UnknownKid | Fault::KeyJustUploaded => Some("maskinporten.unknown_key"),
        Fault::CertificateOfAnotherOrganisation => Some("maskinporten.other_organisation"),
        Fault::CertificateRefused | Fault::CertificateRevokedNow => Some("maskinporten.certificate_refused"),
        Fault::ScopeNotGranted => Some("maskinporten.scope_not_granted"),
        Fault::ScopeNotRegistered => Some("maskinporten.scope_not_registered"),
        Fault::ReplayedJti => Some("maskinporten.replayed"),
        Fault::ServerError500 => Some("network.server_error"),
        Fault::SlowAnswer => Some("network.timed_out"),
        Fault::DroppedConnection => Some("network.dropped"),
        Fault::HtmlInsteadOfJson => Some("network.not_json"),
        Fault::LoginCancelled | Fault::LowAcr | Fault::BrokenNonce | Fault::BrokenState | Fault::WrongIss => return None,
        Fault::IdTokenOtherKey | Fault::MissingScope | Fault::NeverReturns | Fault::Exchange401 | Fault::Exchange403 => return None,
        // The journeys of self-service play these.
        Fault::TermsUnsigned | Fault::NoPortalRight | Fault::ApiOtherPrefix | Fault::SecondWriter | Fault::KeyVanishes => return None,
        Fault::Api500 => return None,
        // The journeys of certificates play these.
        Fault::StatusSilent | Fault::StatusDown | Fault::OcspDown | Fault::StaleStatus | Fault::ForgedStatus => return None,
        Fault::OcspUnknown => return None,
    };
    Some(("maskinporten.token", code))
}

/// Logging in; the person gives up when the browser does not come back.
const fn of_login(fault: Fault) -> Option<Ending> {
    Some(match fault {
        Fault::LoginCancelled => ("login.callback", Some("login.cancelled_by_person")),
        Fault::BrokenState => ("login.callback", Some("login.state_mismatch")),
        Fault::WrongIss => ("login.callback", Some("login.issuer_mismatch")),
        Fault::NeverReturns => ("login.cancelled", Some("login.cancelled_here")),
        Fault::ServerError500 => ("login.token", Some("network.server_error")),
        Fault::SlowAnswer => ("login.token", Some("network.timed_out")),
        Fault::DroppedConnection => ("login.token", Some("network.dropped")),
        Fault::HtmlInsteadOfJson => ("login.token", Some("network.not_json")),
        Fault::BrokenNonce => ("login.id_token", Some("login.nonce_mismatch")),
        Fault::IdTokenOtherKey => ("login.id_token", Some("login.signature")),
        Fault::LowAcr => ("login.id_token", Some("login.level_too_low")),
        // The journeys of login tell what such a login says.
        Fault::Clock5Minutes | Fault::MissingScope => ("login.id_token", None),
        Fault::WrongAud | Fault::ExpiredKey | Fault::UnknownKid | Fault::KeyJustUploaded | Fault::CertificateRefused => return None,
        Fault::CertificateOfAnotherOrganisation | Fault::ScopeNotGranted | Fault::ScopeNotRegistered => return None,
        Fault::ReplayedJti | Fault::Exchange401 | Fault::Exchange403 => return None,
        Fault::TermsUnsigned | Fault::NoPortalRight | Fault::ApiOtherPrefix | Fault::SecondWriter | Fault::KeyVanishes => return None,
        Fault::Api500 => return None,
        Fault::StatusSilent | Fault::StatusDown | Fault::OcspDown | Fault::StaleStatus | Fault::ForgedStatus => return None,
        Fault::OcspUnknown | Fault::CertificateRevokedNow => return None,
    })
}

/// Climbing the ladder as an organisation.
const fn of_ladder(fault: Fault) -> Option<Ending> {
    let code = match fault {
        Fault::Clock5Minutes => return Some(("access.clock", Some("access.clock"))),
        Fault::Exchange401 => "altinn.machine_token_refused",
        Fault::Exchange403 => "altinn.no_altinn_scope",
        Fault::ServerError500 => "network.server_error",
        Fault::SlowAnswer => "network.timed_out",
        Fault::DroppedConnection => "network.dropped",
        Fault::HtmlInsteadOfJson => "network.not_json",
        Fault::WrongAud | Fault::ExpiredKey | Fault::UnknownKid | Fault::KeyJustUploaded | Fault::CertificateRefused => return None,
        Fault::CertificateOfAnotherOrganisation | Fault::ScopeNotGranted | Fault::ScopeNotRegistered => return None,
        Fault::ReplayedJti | Fault::LoginCancelled | Fault::LowAcr | Fault::BrokenNonce | Fault::BrokenState => return None,
        Fault::WrongIss | Fault::IdTokenOtherKey | Fault::MissingScope | Fault::NeverReturns => return None,
        Fault::TermsUnsigned | Fault::NoPortalRight | Fault::ApiOtherPrefix | Fault::SecondWriter | Fault::KeyVanishes => return None,
        Fault::Api500 => return None,
        Fault::StatusSilent | Fault::StatusDown | Fault::OcspDown | Fault::StaleStatus | Fault::ForgedStatus => return None,
        Fault::OcspUnknown | Fault::CertificateRevokedNow => return None,
    };
    Some(("access.exchange", Some(code)))
}

#[test]
fn every_fault_is_played_where_it_strikes() {
    for &fault in Fault::ALL {
        let endings = [of_token(fault), of_login(fault), of_ladder(fault)];
        let strikes = match fault.concern() {
            Concern::Maskinporten => [true, false, false],
            Concern::IdPorten => [false, true, false],
            Concern::Altinn => [false, false, true],
            Concern::SelfService => [false, false, false],
            // Maskinporten looks in the register of its own accord, whatever the lists say.
            Concern::CertificateStatus => [fault == Fault::CertificateRevokedNow, false, false],
            Concern::All => [true; 3],
        };
        assert_eq!(endings.map(|ending| ending.is_some()), strikes, "{}", fault.name());
        for code in endings.into_iter().flatten().filter_map(|(_, code)| code) {
            assert!(all_codes().any(|known| known.name == code), "{}: {code} is no code", fault.name());
        }
    }
}

/// At the same time, since each journey waits 30 seconds for the slow answer.
#[tokio::test]
async fn every_fault_ends_each_journey_as_it_should() -> Outcome {
    let (token, login, ladder) = tokio::join!(play_token(), play_login(), play_ladder());
    token.and(login).and(ladder)
}

async fn play_token() -> Outcome {
    let rig = maskinporten::Rig::start().await?;
    let certified = maskinporten::order_by_certificate(&rig.town, &rig.ports, &CertificateOrder::ordinary(BAKERY)).await?;
    for (fault, ending) in played(of_token) {
        let by_certificate =
            matches!(fault, Fault::CertificateRefused | Fault::CertificateRevokedNow | Fault::CertificateOfAnotherOrganisation);
        let order = if by_certificate { &certified } else { &rig.order };
        rig.town.practice.faults().set(fault, true);
        let problem = rig.obtain(order).await.err().map(|error| error.explain());
        assert_ends("token", fault, ending, problem.as_ref(), &rig.town);
        rig.town.practice.faults().clear();
        rig.obtain(order).await.map_err(|error| format!("after {}: {error}", fault.name()))?;
    }
    Ok(())
}

async fn play_login() -> Outcome {
    let rig = login::Rig::start(Redirect::FreePort).await?;
    for (fault, ending) in played(of_login) {
        rig.town.practice.faults().set(fault, true);
        assert_ends("login", fault, ending, log_in_or_give_up(&rig).await.as_ref(), &rig.town);
        rig.town.practice.faults().clear();
    }
    assert_eq!(log_in_or_give_up(&rig).await, None);
    Ok(())
}

async fn log_in_or_give_up(rig: &login::Rig) -> Option<Problem> {
    let browser = ScriptedBrowser::of(Person::director());
    let (ports, cancel) = (rig.ports(browser.clone()), CancellationToken::new());
    let (tell, mut told) = mpsc::unbounded_channel();
    let progress = move |progress| drop(tell.send(progress));
    let login = log_in(&rig.order, &rig.town.environment, &rig.town.http, &ports, cancel.clone(), progress);
    let watching = async {
        let opened = matches!(told.recv().await, Some(Progress::Waiting { .. }));
        if opened && browser.seen().await.is_ok_and(|seen| seen.url.path() != "/callback") {
            cancel.cancel();
        }
    };
    let (login, ()) = tokio::join!(login, watching);
    login.err().map(|error| error.explain())
}

async fn play_ladder() -> Outcome {
    let rig = maskinporten::Rig::start().await?;
    let organisation = BAKERY.parse()?;
    for (fault, ending) in played(of_ladder) {
        let token = rig.obtain(&rig.order).await?;
        let subject = Subject::Organisation { token: &token.secret, organisation: &organisation };
        rig.town.practice.faults().set(fault, true);
        let report = ladder(subject, &rig.town.environment, &rig.town.http, &rig.ports, |_| ()).await;
        let problem = report.rungs.iter().find_map(|rung| if let Rung::Failed(problem) = &rung.outcome { Some(problem) } else { None });
        assert_ends("ladder", fault, ending, problem, &rig.town);
        rig.town.practice.faults().clear();
    }
    Ok(())
}

fn played(of: fn(Fault) -> Option<Ending>) -> impl Iterator<Item = (Fault, Ending)> {
    Fault::ALL.iter().filter_map(move |fault| Some((*fault, of(*fault)?)))
}

fn assert_ends(journey: &str, fault: Fault, ending: Ending, problem: Option<&Problem>, town: &Town) {
    assert_eq!((problem.map(|problem| problem.code), town.last_step()), (ending.1, Some(ending)), "{journey} with {}", fault.name());
    let actions = problem.map_or(1, |problem| problem.actions.len());
    assert!((1..=2).contains(&actions), "{journey} with {}: {problem:?}", fault.name());
}
