//! Every fault that practice knows, played on every journey that it concerns: where each ends, and with which code.

use inngang_engine::access::{Outcome as Rung, Subject, ladder};
use inngang_engine::codes::all_codes;
use inngang_engine::login::{Progress, Redirect};
use inngang_engine::maskinporten::{Order, SystemUser};
use inngang_engine::problem::{Explain as _, Problem, Turn};
use inngang_practice::{CertificateOrder, Concern, Fault, NewSystem, NewSystemUser, SystemName, SystemUserKind};
use inngang_tests::person::{Person, ScriptedBrowser};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{login, maskinporten};

const CAMPING: &str = "310000000";
const DELEGATED: &str = "nav:aareg/v1/arbeidsforhold";

/// The journey's last step, with the code that it failed with.
type Ending = (&'static str, Option<&'static str>);

/// Obtaining a token once.
const fn of_token(fault: Fault) -> Option<Ending> {
    let code = match fault {
        Fault::Clock5Minutes | Fault::Clock1MinuteBehind => None,
        Fault::InvalidRequest | Fault::UnsupportedGrantType => Some("maskinporten.form"),
        Fault::AssertionMalformed => Some("maskinporten.malformed"),
        Fault::ClientUnknown => Some("maskinporten.client_unknown"),
        Fault::KeyRequired => Some("maskinporten.key_required"),
        Fault::UnknownKid | Fault::KeyJustUploaded => Some("maskinporten.unknown_key"),
        Fault::X5cUnreadable => Some("maskinporten.chain_unreadable"),
        Fault::CertificateRefused | Fault::CertificateRevokedNow => Some("maskinporten.certificate_refused"),
        Fault::CertificateOfAnotherOrganisation => Some("maskinporten.other_organisation"),
        Fault::ExpiredKey => Some("maskinporten.key_expired"),
        Fault::BrokenSignature => Some("maskinporten.signature"),
        Fault::WrongAud => Some("maskinporten.audience"),
        Fault::IssuedLater => Some("maskinporten.issued_later"),
        Fault::GrantExpired => Some("maskinporten.grant_expired"),
        Fault::ReplayedJti => Some("maskinporten.replayed"),
        Fault::ScopeForPeople => Some("maskinporten.scope_for_people"),
        Fault::ScopeNotRegistered | Fault::RefusalWithoutCode | Fault::OlderRefusal => Some("maskinporten.scope_not_registered"),
        Fault::OwnConsumer => Some("maskinporten.own_consumer"),
        Fault::ScopeNotGranted => Some("maskinporten.scope_not_granted"),
        Fault::NotDelegated => Some("maskinporten.not_delegated"),
        Fault::DetailsType => Some("maskinporten.details_type"),
        Fault::DetailsFields => Some("maskinporten.details_fields"),
        Fault::NoSystemUser => Some("maskinporten.system_user"),
        Fault::RefusalUnknown => Some("maskinporten.refused"),
        Fault::TooManyRequests429 => Some("maskinporten.busy"),
        _ => match of_transport(fault) {
            None => return None,
            code => code,
        },
    };
    Some(("maskinporten.token", code))
}

/// Logging in; the person gives up when the browser does not come back.
const fn of_login(fault: Fault) -> Option<Ending> {
    Some(match fault {
        Fault::LoginCancelled => ("login.callback", Some("login.cancelled_by_person")),
        Fault::BrokenState => ("login.callback", Some("login.state_mismatch")),
        Fault::WrongIss => ("login.callback", Some("login.issuer_mismatch")),
        Fault::LoginUnavailable => ("login.callback", Some("login.unavailable")),
        Fault::ScopeRefused => ("login.callback", Some("login.scope_refused")),
        Fault::LevelRefused => ("login.callback", Some("login.level_refused")),
        Fault::MissingIss => ("login.callback", Some("login.issuer_missing")),
        Fault::MissingState => ("login.callback", Some("login.state_missing")),
        Fault::DoubleCode => ("login.callback", Some("login.answer_doubled")),
        Fault::NeverReturns | Fault::LoginErrorPage => ("login.cancelled", Some("login.cancelled_here")),
        Fault::ClientRefused => ("login.token", Some("login.client_refused")),
        Fault::CodeExpired => ("login.token", Some("login.grant_refused")),
        Fault::NoIdToken => ("login.id_token", Some("login.answer_incomplete")),
        Fault::BrokenNonce => ("login.id_token", Some("login.nonce_mismatch")),
        Fault::MissingNonce => ("login.id_token", Some("login.nonce_missing")),
        Fault::IdTokenWrongIss => ("login.id_token", Some("login.token_issuer")),
        Fault::WrongAudience => ("login.id_token", Some("login.token_audience")),
        Fault::TwoAudiences => ("login.id_token", Some("login.token_audiences")),
        Fault::MissingSub | Fault::MissingIat => ("login.id_token", Some("login.token_incomplete")),
        Fault::IdTokenExpired => ("login.id_token", Some("login.expired_token")),
        Fault::IdTokenFromTheFuture => ("login.id_token", Some("login.future_token")),
        Fault::UnpublishedKid => ("login.id_token", Some("login.unknown_key")),
        Fault::AlgNone => ("login.id_token", Some("login.unsigned_token")),
        Fault::AlgHs256 => ("login.id_token", Some("login.algorithm")),
        // Accepted as they are, or striking what comes after a plain login.
        Fault::NoPid | Fault::KeyRotation | Fault::NoExpiresIn => ("login.id_token", None),
        Fault::DpopNonce | Fault::RefreshRefused | Fault::UserinfoOtherSub | Fault::Userinfo401 => ("login.id_token", None),
        Fault::IdTokenOtherKey => ("login.id_token", Some("login.signature")),
        Fault::LowAcr => ("login.id_token", Some("login.level_too_low")),
        // The journeys of login tell what such a login says.
        Fault::Clock5Minutes | Fault::Clock1MinuteBehind | Fault::MissingScope => ("login.id_token", None),
        Fault::TooManyRequests429 => ("login.token", Some("network.not_json")),
        _ => match of_transport(fault) {
            None => return None,
            code => ("login.token", code),
        },
    })
}

/// Climbing the ladder as an organisation.
const fn of_ladder(fault: Fault) -> Option<Ending> {
    let code = match fault {
        Fault::Clock5Minutes | Fault::Clock1MinuteBehind => return Some(("access.clock", Some("access.clock"))),
        Fault::AltinnWrongIssuer => return Some(("access.reach", Some("altinn.other_issuer"))),
        // The second exchange gets through; what is read leniently is read.
        Fault::Exchange401Once | Fault::AltinnClaimForms => return Some(("access.resource", None)),
        Fault::Exchange401 | Fault::PartyRegisterDown => Some("altinn.machine_token_refused"),
        Fault::Exchange403 => Some("altinn.no_altinn_scope"),
        Fault::TooManyRequests429 | Fault::Altinn429 => Some("altinn.too_many_requests"),
        // What the exchange gives is no JSON, but the token itself.
        Fault::EmptyAnswer | Fault::NotUtf8 | Fault::TruncatedJson => Some("altinn.not_a_token"),
        _ => of_transport(fault),
    };
    if code.is_none() { None } else { Some(("access.exchange", code)) }
}

/// What happens on the way there or back.
const fn of_transport(fault: Fault) -> Option<&'static str> {
    match fault {
        Fault::ServerError500 | Fault::BadGateway502 | Fault::Unavailable503 | Fault::GatewayTimeout504 => Some("network.server_error"),
        Fault::SlowAnswer | Fault::SlowDrip => Some("network.timed_out"),
        Fault::DroppedConnection => Some("network.dropped"),
        Fault::HtmlInsteadOfJson | Fault::EmptyAnswer | Fault::NotUtf8 | Fault::TruncatedJson => Some("network.not_json"),
        Fault::HugeAnswer => Some("network.too_large"),
        _ => None,
    }
}

/// The ladder asks for no system user and changes none, nor does it look at Altinn's keys.
const BESIDE_THE_LADDER: [Fault; 8] = [
    Fault::RequestsSkipOne,
    Fault::Delete200,
    Fault::ChangeIdUsed,
    Fault::ApproverNotDelegated,
    Fault::ServiceNotOpened,
    Fault::AltinnKeyRotation,
    Fault::AltinnKeysBase64url,
    Fault::AltinnKeysPadded,
];

/// No fault is without its line above.
#[test]
fn every_fault_is_played_where_it_strikes() {
    for &fault in Fault::ALL {
        let endings = [of_token(fault), of_login(fault), of_ladder(fault)];
        let strikes = match fault.concern() {
            Concern::Maskinporten => [true, false, false],
            Concern::IdPorten | Concern::IdToken | Concern::LoginTokens => [false, true, false],
            Concern::Altinn => [false, false, !BESIDE_THE_LADDER.contains(&fault)],
            // The old Altinn, the register and self-service have journeys of their own.
            Concern::Legacy | Concern::Register | Concern::SelfService => [false, false, false],
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
    let orders = Orders::place(&rig).await?;
    for (fault, ending) in played(of_token) {
        let order = orders.struck_by(fault);
        rig.town.practice.faults().set(fault, true);
        let problem = rig.obtain(order).await.err().map(|error| error.explain());
        assert_ends("token", fault, ending, problem.as_ref(), &rig.town);
        rig.town.practice.faults().clear();
        rig.obtain(order).await.map_err(|error| format!("after {}: {error}", fault.name()))?;
    }
    Ok(())
}

/// One of each kind that only some faults strike. All are given a token as long as nothing is wrong.
struct Orders {
    plain: Order,
    by_certificate: Order,
    for_a_customer: Order,
    as_system_user: Order,
}

impl Orders {
    async fn place(rig: &maskinporten::Rig) -> Outcome<Self> {
        let practice = &rig.town.practice;
        practice.delegate(CAMPING, BAKERY, DELEGATED)?;
        let mut for_a_customer = maskinporten::order_by_key_of(BAKERY, &[DELEGATED], &rig.town, &rig.ports).await?;
        for_a_customer.scopes = vec![DELEGATED.parse()?];
        for_a_customer.variant.consumer = Some(CAMPING.parse()?);
        let mut as_system_user = rig.order.clone();
        as_system_user.variant.system_user = Some(SystemUser { owner: BAKERY.parse()?, external_ref: None });
        let name = SystemName { nb: "Kassa".to_owned(), nn: "Kassa".to_owned(), en: "Till".to_owned() };
        let client_ids = vec![rig.order.client.as_str().to_owned()];
        let system = practice.register_system(NewSystem { vendor: BAKERY.to_owned(), id: "kassa".to_owned(), name, client_ids })?;
        let (owner, kind) = (BAKERY.to_owned(), SystemUserKind::Standard);
        practice.add_system_user(NewSystemUser { system: system.id, owner, external_ref: None, kind, approved: true })?;
        Ok(Self {
            plain: rig.order.clone(),
            by_certificate: maskinporten::order_by_certificate(&rig.town, &rig.ports, &CertificateOrder::ordinary(BAKERY)).await?,
            for_a_customer,
            as_system_user,
        })
    }

    const fn struck_by(&self, fault: Fault) -> &Order {
        match fault {
            Fault::CertificateRefused | Fault::CertificateRevokedNow | Fault::CertificateOfAnotherOrganisation => &self.by_certificate,
            Fault::KeyRequired | Fault::X5cUnreadable => &self.by_certificate,
            Fault::OwnConsumer | Fault::NotDelegated => &self.for_a_customer,
            Fault::DetailsType | Fault::DetailsFields | Fault::NoSystemUser => &self.as_system_user,
            _ => &self.plain,
        }
    }
}

async fn play_login() -> Outcome {
    let mut rig = login::Rig::start(Redirect::free_port()).await?;
    // Pushed, most would end before the browser opens.
    rig.order.pushed = false;
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
    let party = rig.party(&ports);
    let login = party.log_in(&rig.order, cancel.clone(), progress);
    let watching = async {
        let opened = matches!(told.recv().await, Some(Progress::Waiting { .. }));
        if opened && browser.seen().await.is_ok_and(|seen| !seen.url.path().starts_with("/callback")) {
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
    // What only we can mend has no button but the report.
    let least = problem.map_or(0, |problem| usize::from(problem.turn != Turn::Us));
    let actions = problem.map_or(0, |problem| problem.actions.len());
    assert!((least..=2).contains(&actions), "{journey} with {}: {problem:?}", fault.name());
}
