//! Requests for system users, from the vendor's question to the customer's answer and the token, against practice's Altinn.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use inngang_engine::altinn::{Platform, RequestKind, Right, SystemUser};
use inngang_engine::maskinporten::{Order, Tokens};
use inngang_engine::ports::Ports;
use inngang_engine::problem::Explain as _;
use inngang_engine::trail::Event;
use inngang_engine::vendor::requests::{self, Asked, OwnRequest, RequestError, Standing, Wanted};
use inngang_engine::vendor::system_user_token::ActAs;
use inngang_engine::vendor::{Vendor, system_users};
use inngang_platform::clock::OffsetClock;
use inngang_practice::{Fault, NewSystem, Right as PracticeRight, SystemName};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};

use crate::maskinporten::order_by_key_of;

mod approved;
mod ids;
mod of_system;
mod unanswered;

const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const HOTEL: &str = "310000000";
const SYSTEM: &str = "312345609_kasse";
const CLAIMS: &str = "ske-krav-og-betalinger";
const FORM: &str = "app_ttd_demo";
const READ: &str = "altinn:authentication/systemuser.request.read";
const WRITE: &str = "altinn:authentication/systemuser.request.write";
const REGISTER: &str = "altinn:authentication/systemregister.write";
const PARTIES: &str = "altinn:accessmanagement/authorizedparties";
/// Managing director of the bakery, by the number of the user, at the high level.
const ÅSE: &str = "20100001.4";
/// One who works at a part of it.
const SIRI: &str = "20100008.3";
const HALF_A_YEAR: Duration = Duration::from_secs(181 * 24 * 60 * 60);

/// A vendor with a till that may have rights and packages of every kind.
struct Rig {
    town: Town,
    vendor: Vendor,
    tokens: Tokens,
    order: Order,
}

impl Rig {
    async fn start() -> Outcome<Self> {
        Self::of(VENDOR, town::start().await?, &[REGISTER, READ, WRITE, PARTIES]).await
    }

    async fn of(organisation: &str, town: Town, scopes: &[&str]) -> Outcome<Self> {
        let practice = Arc::clone(&town.practice);
        // Time passes here as it does there.
        let clock = Arc::new(OffsetClock(move || practice.clock().advanced()));
        let ports = Ports { clock, ..town.ports(Arc::new(NoBrowserHere)) };
        let order = order_by_key_of(organisation, scopes, &town, &ports).await?;
        let platform = Platform::new(town.environment.clone(), town.http.clone(), ports.clone());
        let tokens = Tokens::new(town.environment.clone(), town.http.clone(), ports);
        let name = SystemName { nb: "Kasse".to_owned(), nn: "Kasse".to_owned(), en: "Till".to_owned() };
        let client_ids = vec![order.client.to_string()];
        town.practice.register_system(NewSystem { vendor: organisation.to_owned(), id: "kasse".to_owned(), name, client_ids })?;
        let packages = ["skattegrunnlag", "lonn", "regnskapsforer-lonn"].map(package);
        let system = format!("{organisation}_kasse");
        town.practice.set_system_access(&system, vec![PracticeRight::to(CLAIMS), PracticeRight::to(FORM)], packages.into())?;
        let vendor = Vendor::new(platform, tokens.clone(), order.client.clone(), order.credential.clone());
        Ok(Self { town, vendor, tokens, order })
    }

    async fn ask(&self, party: &str, reference: Option<&str>) -> Outcome<OwnRequest> {
        let made = requests::create(&wanted(party, reference, &[CLAIMS], &["skattegrunnlag"])?, &self.vendor).await?;
        assert!(made.is_new && made.difference.is_empty(), "{made:?}");
        Ok(made.own)
    }

    async fn standing(&self, own: &OwnRequest) -> Outcome<Standing> {
        Ok(requests::check(own, &self.vendor).await?.own.standing)
    }

    /// Somebody decides on Altinn's own page, by the link that came with the request.
    async fn decide(&self, own: &OwnRequest, who: &str, verb: &str) -> Outcome<u16> {
        let link = own.link(&self.town.environment)?;
        let fields = [("party", own.party.as_str()), ("verb", verb)];
        let request = self.town.web.post(link.url().clone()).header("cookie", format!("practice-altinn={who}")).form(&fields);
        Ok(request.send().await?.status().as_u16())
    }

    /// What was asked of Altinn since so many lines of the trail.
    fn asked(&self, before: usize) -> Vec<(&'static str, &'static str)> {
        let asked = |event: &Event| match event {
            Event::Exchange { method, path, .. } if path.starts_with("/authentication") => Some((*method, *path)),
            _ => None,
        };
        self.town.http.trail().entries()[before..].iter().filter_map(|entry| asked(&entry.event)).collect()
    }

    fn act_as(&self, owner: &str, reference: Option<&str>) -> Outcome<ActAs> {
        let external_ref = reference.map(str::parse).transpose()?;
        Ok(ActAs { system: SYSTEM.to_owned(), owner: owner.parse()?, external_ref, scopes: vec![PARTIES.parse()?] })
    }

    async fn user(&self, owner: &str) -> Outcome<SystemUser> {
        Ok(system_users::find(SYSTEM, &owner.parse()?, None, &self.vendor).await?.ok_or("no system user")?)
    }
}

fn package(name: &str) -> String {
    format!("urn:altinn:accesspackage:{name}")
}

fn names(names: &[&str]) -> Outcome<BTreeSet<Right>> {
    Ok(names.iter().map(|name| name.parse()).collect::<Result<_, _>>()?)
}

fn packages(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| package(name)).collect()
}

fn wanted(party: &str, reference: Option<&str>, rights: &[&str], some: &[&str]) -> Outcome<Wanted> {
    let asked = Asked::Standard { rights: names(rights)?, packages: packages(some) };
    let external_ref = reference.map(str::parse).transpose()?;
    Ok(Wanted { system: SYSTEM.to_owned(), party: party.parse()?, external_ref, title: None, asked })
}

fn agent(party: &str, reference: Option<&str>, some: &[&str]) -> Outcome<Wanted> {
    Ok(Wanted { asked: Asked::Agent { packages: packages(some) }, ..wanted(party, reference, &[], some)? })
}

fn code<T>(outcome: Result<T, RequestError>) -> Option<&'static str> {
    outcome.err().map(|error| error.explain().code)
}

fn said<T>(outcome: Result<T, RequestError>) -> Option<String> {
    outcome.err().and_then(|error| error.explain().said)?.error
}

/// Checklist 21, 22: the same question gives the same request, told with what differs; an empty reference is not sent.
#[tokio::test]
async fn the_same_question_gives_the_same_request() -> Outcome {
    let rig = Rig::start().await?;
    let first = rig.ask(BAKERY, None).await?;
    assert_eq!((first.standing, first.reference(), first.external_ref.as_ref()), (Standing::Waiting, BAKERY, None));
    let again = requests::create(&wanted(BAKERY, None, &[CLAIMS], &["skattegrunnlag"])?, &rig.vendor).await?;
    assert_eq!((again.is_new, again.difference.is_empty(), &again.own.id), (false, true, &first.id));
    let titled = Wanted { title: Some("Regnskap 2026".to_owned()), ..wanted(BAKERY, None, &[FORM], &["lonn", "skattegrunnlag"])? };
    let other = requests::create(&titled, &rig.vendor).await?;
    assert_eq!((other.is_new, &other.own.id), (false, &first.id));
    assert_eq!((other.difference.rights_missing, other.difference.rights_extra), (vec![Right::to(FORM)], vec![Right::to(CLAIMS)]));
    assert_eq!((other.difference.packages_missing, other.difference.packages_extra), (vec![package("lonn")], Vec::new()));
    assert_eq!(other.difference.title.as_deref(), Some("Kasse"));
    let referred = rig.ask(BAKERY, Some("kunde-42")).await?;
    assert_ne!(referred.id, first.id, "a reference makes it another");
    assert_eq!(rig.town.practice.requests().len(), 2);
    Ok(())
}

/// Checklist 20: what the kind forbids has no place in it, and what it cannot have is refused.
#[tokio::test]
async fn the_kind_decides_what_can_be_asked_for() -> Outcome {
    let rig = Rig::start().await?;
    let made = requests::create(&agent(ACCOUNTANT, None, &["regnskapsforer-lonn"])?, &rig.vendor).await?;
    assert_eq!((made.own.kind, made.is_new), (RequestKind::Agent, true));
    let link = made.own.link(&rig.town.environment)?;
    assert_eq!((link.kind(), link.request()), (RequestKind::Agent, made.own.id));
    let before = rig.town.http.trail().entries().len();
    let nothing = requests::create(&wanted(BAKERY, None, &[], &[])?, &rig.vendor).await;
    assert_eq!(code(nothing), Some("request.nothing_wanted"));
    let reference = requests::create(&wanted(BAKERY, Some("kunde 42/æ"), &[CLAIMS], &[])?, &rig.vendor).await;
    assert_eq!(code(reference), Some("request.bad_reference"));
    assert_eq!(rig.asked(before), [], "neither was sent");
    let refused = async |wanted: Wanted| said(requests::create(&wanted, &rig.vendor).await);
    assert_eq!(refused(wanted(BAKERY, None, &[], &["regnskapsforer-lonn"])?).await.as_deref(), Some("AUTH-00064"));
    assert_eq!(refused(wanted(BAKERY, None, &[], &["jordbruk"])?).await.as_deref(), Some("AUTH-00063"));
    assert_eq!(refused(wanted(BAKERY, None, &["finnes-ikke"], &[])?).await.as_deref(), Some("AUTH-00001"));
    assert_eq!(refused(wanted("123456785", None, &[CLAIMS], &[])?).await.as_deref(), Some("AUTH-00000"));
    Ok(())
}

/// Checklist 23, 25: escalated, approved by another through the link that came, found by `byquery`, and stale once it is deleted.
#[tokio::test]
async fn a_request_is_followed_to_its_approval_and_beyond() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    let link = own.link(&rig.town.environment)?;
    assert_eq!(Some(link.as_str()), own.confirm_url.as_deref(), "as it came");
    assert!(link.as_str().ends_with("&DONTCHOOSEREPORTEE=true"));
    assert_eq!(rig.decide(&own, SIRI, "escalate").await?, 303);
    assert_eq!(rig.standing(&own).await?, Standing::Escalated);
    assert_eq!(rig.decide(&own, ÅSE, "approve").await?, 303);
    let checked = requests::check(&own, &rig.vendor).await?;
    assert_eq!(checked.own.standing, Standing::Approved);
    assert_eq!(checked.system_user.map(|user| user.id), Some(own.id), "the request's own id");

    let there = requests::create(&wanted(BAKERY, None, &[CLAIMS], &["skattegrunnlag"])?, &rig.vendor).await;
    assert_eq!(said(there).as_deref(), Some("AUTH-00004"));
    rig.town.practice.delete_system_user(&own.id.to_string())?;
    let stale = requests::create(&wanted(BAKERY, None, &[CLAIMS], &["skattegrunnlag"])?, &rig.vendor).await?;
    assert_eq!((stale.is_new, stale.own.standing), (false, Standing::Approved), "which is no longer true");
    assert_eq!(rig.standing(&stale.own).await?, Standing::Stale);
    let made = requests::create_anew(&stale.own, std::slice::from_ref(&stale.own), &rig.vendor).await?;
    assert!(made.is_new && made.own.id != own.id);
    assert_eq!((rig.standing(&own).await?, rig.standing(&made.own).await?), (Standing::Gone, Standing::Waiting));
    Ok(())
}

/// Checklist 26, and both ways of no: each is deleted and asked again.
#[tokio::test]
async fn a_no_and_half_a_year_are_told_apart_and_asked_again() -> Outcome {
    let rig = Rig::start().await?;
    let rejected = rig.ask(BAKERY, Some("a")).await?;
    assert_eq!(rig.decide(&rejected, ÅSE, "reject").await?, 303);
    let denied = rig.ask(BAKERY, Some("b")).await?;
    rig.town.practice.deny_request(&denied.id.to_string())?;
    for (own, standing) in [(&rejected, Standing::Rejected), (&denied, Standing::Denied)] {
        let seen = requests::check(own, &rig.vendor).await?.own;
        assert_eq!((seen.standing, seen.standing.is_in_the_way()), (standing, true));
        let there = requests::create(&own.to_wanted().ok_or("nothing wanted")?, &rig.vendor).await?;
        assert_eq!((there.is_new, there.own.standing), (false, standing), "it stands in the way");
        assert!(requests::create_anew(own, std::slice::from_ref(own), &rig.vendor).await?.is_new);
    }
    let waiting = rig.ask(BAKERY, Some("d")).await?;
    let again = requests::create_anew(&waiting, std::slice::from_ref(&waiting), &rig.vendor).await?;
    assert_eq!((again.is_new, &again.own.id), (false, &waiting.id), "what stands in nobody's way is not deleted");
    let old = rig.ask(BAKERY, Some("c")).await?;
    rig.town.practice.clock().advance(HALF_A_YEAR);
    // The tokens that were had before are over by practice's clock.
    rig.tokens.wipe();
    assert_eq!(rig.standing(&old).await?, Standing::TimedOut);
    assert!(requests::create_anew(&old, std::slice::from_ref(&old), &rig.vendor).await?.is_new);
    Ok(())
}

/// Checklist 4: links lead to the internal host, two a page, and one is left out where they meet; what we know of is read by itself.
#[tokio::test]
async fn every_page_is_read_and_what_they_leave_out() -> Outcome {
    let rig = Rig::start().await?;
    let mut own = Vec::new();
    for number in 0..5 {
        own.push(rig.ask(BAKERY, Some(&format!("kunde-{number}"))).await?);
    }
    rig.town.practice.set_page_size(2)?;
    let ids = |requests: &[inngang_engine::altinn::SystemUserRequest]| requests.iter().map(|one| one.id).collect::<BTreeSet<_>>();
    let all = own.iter().map(|one| one.id).collect::<BTreeSet<_>>();
    let listed = requests::list(RequestKind::Standard, SYSTEM, &own, &rig.vendor).await?;
    assert_eq!((ids(&listed.requests), listed.left_out), (all.clone(), 0));
    rig.town.practice.faults().set(Fault::RequestsSkipOne, true);
    let without = requests::list(RequestKind::Standard, SYSTEM, &[], &rig.vendor).await?;
    assert!(without.requests.len() < own.len(), "Altinn leaves some out");
    let listed = requests::list(RequestKind::Standard, SYSTEM, &own, &rig.vendor).await?;
    assert_eq!((ids(&listed.requests), listed.requests.len(), listed.left_out), (all, 5, own.len() - without.requests.len()));
    assert_eq!(requests::list(RequestKind::Agent, SYSTEM, &own, &rig.vendor).await?.requests, []);
    Ok(())
}

/// Checklist 27: one that is not ours is never sent; one that is gone is gone; the system user stays.
#[tokio::test]
async fn only_our_own_are_deleted() -> Outcome {
    let rig = Rig::start().await?;
    let (ours, theirs) = (rig.ask(BAKERY, None).await?, rig.ask(BAKERY, Some("annen")).await?);
    let before = rig.town.http.trail().entries().len();
    let refused = requests::delete(theirs.id, std::slice::from_ref(&ours), &rig.vendor).await;
    assert_eq!((code(refused), rig.asked(before)), (Some("request.not_own"), Vec::new()));
    assert_eq!(rig.decide(&ours, ÅSE, "approve").await?, 303);
    for _ in 0..2 {
        requests::delete(ours.id, std::slice::from_ref(&ours), &rig.vendor).await?;
    }
    assert_eq!((rig.standing(&ours).await?, rig.standing(&theirs).await?), (Standing::Gone, Standing::Waiting));
    assert_eq!(rig.user(BAKERY).await?.id, ours.id, "the approval stays");
    rig.town.practice.faults().set(Fault::Delete200, true);
    requests::delete(theirs.id, std::slice::from_ref(&theirs), &rig.vendor).await?;
    assert_eq!(rig.standing(&theirs).await?, Standing::Gone);
    Ok(())
}

/// Two programs ask at the same time, and two people decide at the same time: there is one request, and one answer.
#[tokio::test]
async fn what_happens_at_the_same_time_happens_once() -> Outcome {
    let rig = Rig::start().await?;
    let asked = wanted(BAKERY, None, &[CLAIMS], &["skattegrunnlag"])?;
    let (one, other) = tokio::join!(requests::create(&asked, &rig.vendor), requests::create(&asked, &rig.vendor));
    let (one, other) = (one?, other?);
    assert_eq!((one.own.id, one.is_new != other.is_new), (other.own.id, true));
    let (first, second) = tokio::join!(rig.decide(&one.own, ÅSE, "approve"), rig.decide(&one.own, ÅSE, "reject"));
    let mut answers = [first?, second?];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    let decided = rig.standing(&one.own).await?;
    assert!(matches!(decided, Standing::Approved | Standing::Rejected), "{decided:?}");
    Ok(())
}
