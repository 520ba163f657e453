//! Requests for system users, from the vendor's question to the customer's answer and the token, against practice's Altinn.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use inngang_engine::altinn::{Platform, RequestKind, SystemUser};
use inngang_engine::maskinporten::{Order, Tokens, Variant};
use inngang_engine::ports::Ports;
use inngang_engine::problem::Explain as _;
use inngang_engine::trail::Event;
use inngang_engine::vendor::requests::{self, Asked, Change, OwnRequest, RequestError, Standing, Wanted};
use inngang_engine::vendor::system_user_token::{self, ActAs, Rung};
use inngang_engine::vendor::{Vendor, system_users};
use inngang_platform::clock::OffsetClock;
use inngang_practice::{Fault, NewSystem, Right, SystemName};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};

use crate::maskinporten::order_by_key_of;

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
        town.practice.set_system_access(&system, vec![Right::to(CLAIMS), Right::to(FORM)], packages.into())?;
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

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn packages(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| package(name)).collect()
}

fn wanted(party: &str, reference: Option<&str>, rights: &[&str], some: &[&str]) -> Outcome<Wanted> {
    let asked = Asked::Standard { rights: names(rights), packages: packages(some) };
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
    assert_eq!((other.difference.rights_missing, other.difference.rights_extra), (vec![FORM.to_owned()], vec![CLAIMS.to_owned()]));
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
    assert_eq!((link.kind(), link.request()), (RequestKind::Agent, made.own.id.as_str()));
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
    assert_eq!(checked.system_user.map(|user| user.id), Some(own.id.clone()), "the request's own id");

    let there = requests::create(&wanted(BAKERY, None, &[CLAIMS], &["skattegrunnlag"])?, &rig.vendor).await;
    assert_eq!(said(there).as_deref(), Some("AUTH-00004"));
    rig.town.practice.delete_system_user(&own.id)?;
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
    rig.town.practice.deny_request(&denied.id)?;
    for (own, standing) in [(&rejected, Standing::Rejected), (&denied, Standing::Denied)] {
        let seen = requests::check(own, &rig.vendor).await?.own;
        assert_eq!((seen.standing, seen.standing.is_in_the_way()), (standing, true));
        let there = requests::create(&own.to_wanted().ok_or("nothing wanted")?, &rig.vendor).await?;
        assert_eq!((there.is_new, there.own.standing), (false, standing), "it stands in the way");
        assert!(requests::create_anew(own, std::slice::from_ref(own), &rig.vendor).await?.is_new);
    }
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
    let ids = |requests: &[inngang_engine::altinn::SystemUserRequest]| requests.iter().map(|one| one.id.clone()).collect::<BTreeSet<_>>();
    let all = own.iter().map(|one| one.id.clone()).collect::<BTreeSet<_>>();
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
    let refused = requests::delete(&theirs.id, std::slice::from_ref(&ours), &rig.vendor).await;
    assert_eq!((code(refused), rig.asked(before)), (Some("request.not_own"), Vec::new()));
    assert_eq!(rig.decide(&ours, ÅSE, "approve").await?, 303);
    for _ in 0..2 {
        requests::delete(&ours.id, std::slice::from_ref(&ours), &rig.vendor).await?;
    }
    assert_eq!((rig.standing(&ours).await?, rig.standing(&theirs).await?), (Standing::Gone, Standing::Waiting));
    assert_eq!(rig.user(BAKERY).await?.id, ours.id, "the approval stays");
    rig.town.practice.faults().set(Fault::Delete200, true);
    requests::delete(&theirs.id, std::slice::from_ref(&theirs), &rig.vendor).await?;
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
    assert_eq!((one.own.id.clone(), one.is_new != other.is_new), (other.own.id, true));
    let (first, second) = tokio::join!(rig.decide(&one.own, ÅSE, "approve"), rig.decide(&one.own, ÅSE, "reject"));
    let mut answers = [first?, second?];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    let decided = rig.standing(&one.own).await?;
    assert!(matches!(decided, Standing::Approved | Standing::Rejected), "{decided:?}");
    Ok(())
}

/// Checklist 24: the watch tells each look and ends with the answer.
#[tokio::test]
async fn a_watch_ends_when_the_customer_has_answered() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    let (town, id) = (&rig.town, own.id.clone());
    let mut seen = Vec::new();
    let last = requests::watch(&own, &rig.vendor, |checked| {
        // The customer approves between the first look and the second.
        if seen.is_empty() {
            assert!(town.practice.approve_system_user(&id).is_ok());
        }
        seen.push(checked.own.standing);
    });
    let last = last.await?;
    assert_eq!(seen, [Standing::Waiting, Standing::Approved]);
    assert_eq!(last.map(|checked| checked.own.standing), Some(Standing::Approved));
    Ok(())
}

/// Checklist 28: four lists, an id of its own, no change where none is needed, and only for those that act for their owner.
#[tokio::test]
async fn a_system_user_is_changed_by_its_owner() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    assert_eq!(rig.decide(&own, ÅSE, "approve").await?, 303);
    let user = rig.user(BAKERY).await?;
    let empty = requests::change(&user, &Change::default(), &rig.vendor).await;
    assert_eq!(code(empty), Some("request.nothing_wanted"));
    let has = Change { rights: names(&[CLAIMS]), ..Change::default() };
    let none = requests::change(&user, &has, &rig.vendor).await?;
    assert_eq!((none.is_new, none.own.standing), (false, Standing::NoChangeNeeded));
    assert_eq!(rig.standing(&none.own).await?, Standing::NoChangeNeeded, "Altinn keeps none such");

    let more = Change { rights: names(&[FORM]), unwanted_rights: names(&[CLAIMS]), packages: packages(&["lonn"]), ..Change::default() };
    let made = requests::change(&user, &more, &rig.vendor).await?;
    assert_eq!((made.is_new, made.own.kind, made.own.standing), (true, RequestKind::Change, Standing::Waiting));
    assert_ne!(made.own.id, user.id, "the id is a fresh one");
    let listed = requests::list(RequestKind::Change, SYSTEM, std::slice::from_ref(&made.own), &rig.vendor).await?;
    assert_eq!((listed.requests.len(), listed.left_out), (1, 0));
    assert_eq!(rig.decide(&made.own, ÅSE, "approve").await?, 303);
    assert_eq!(rig.standing(&made.own).await?, Standing::Approved);
    let changed = rig.town.practice.system_users().into_iter().find(|one| one.id == user.id).ok_or("gone")?;
    assert_eq!((changed.rights, changed.packages), (vec![Right::to(FORM)], vec![package("skattegrunnlag"), package("lonn")]));
    let second = requests::change(&user, &Change { rights: names(&[CLAIMS]), ..Change::default() }, &rig.vendor).await?;
    requests::delete(&second.own.id, std::slice::from_ref(&second.own), &rig.vendor).await?;
    assert_eq!(rig.standing(&second.own).await?, Standing::Gone);

    let made = requests::create(&agent(ACCOUNTANT, None, &["regnskapsforer-lonn"])?, &rig.vendor).await?;
    rig.town.practice.approve_system_user(&made.own.id)?;
    let refused = requests::change(&rig.user(ACCOUNTANT).await?, &more, &rig.vendor).await;
    assert_eq!(said(refused).as_deref(), Some("AUTH-00015"), "an agent's cannot be changed");
    Ok(())
}

/// Another vendor's requests and system users are unknown, whatever is asked.
#[tokio::test]
async fn another_vendors_are_unknown() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    rig.town.practice.approve_system_user(&own.id)?;
    let other = Rig::of(BAKERY, rig.town, &[REGISTER, READ, WRITE]).await?;
    assert_eq!(code(requests::check(&own, &other.vendor).await), Some("altinn.unknown_system"));
    assert_eq!(system_users::find(SYSTEM, &BAKERY.parse()?, None, &other.vendor).await?, None);
    assert_eq!(code(requests::list(RequestKind::Standard, SYSTEM, &[], &other.vendor).await), Some("altinn.unknown_system"));
    Ok(())
}

/// Checklist 29, 31; rungs S1 to S3 of altinn.md 10.3.
#[tokio::test]
async fn a_token_acts_as_the_system_user_that_was_approved() -> Outcome {
    let rig = Rig::start().await?;
    let act_as = rig.act_as(BAKERY, None)?;
    let broken = async |act_as: &ActAs| system_user_token::prove(act_as, &rig.vendor).await.broken.map(|(rung, why)| (rung, why.code));
    assert_eq!(broken(&act_as).await, Some((Rung::SystemUser, "maskinporten.system_user_waiting")), "nobody was asked");
    let own = rig.ask(BAKERY, None).await?;
    assert_eq!(broken(&act_as).await, Some((Rung::SystemUser, "maskinporten.system_user_requested")));
    rig.town.practice.reject_request(&own.id)?;
    assert_eq!(broken(&act_as).await, Some((Rung::SystemUser, "maskinporten.system_user_turned_down")));
    let own = requests::create_anew(&own, std::slice::from_ref(&own), &rig.vendor).await?.own;
    rig.town.practice.approve_system_user(&own.id)?;

    let proof = system_user_token::prove(&act_as, &rig.vendor).await;
    assert_eq!((proof.reached(), proof.broken), (3, None));
    let facts = proof.token.as_ref().and_then(|token| token.facts.system_user.clone()).ok_or("no details")?;
    assert_eq!((facts.id.as_str(), facts.system.as_deref(), facts.owner.as_deref()), (own.id.as_str(), Some(SYSTEM), Some(BAKERY)));
    assert_eq!(proof.exchanged.and_then(|token| token.facts.system_user), Some(facts), "kept when it is exchanged");
    let reference = rig.act_as(BAKERY, Some("kunde-42"))?;
    assert_eq!(broken(&reference).await, Some((Rung::SystemUser, "maskinporten.system_user_reference")));
    rig.town.practice.delete_system_user(&own.id)?;
    rig.tokens.wipe();
    assert_eq!(broken(&act_as).await, Some((Rung::SystemUser, "maskinporten.system_user_deleted")));
    Ok(())
}

/// Checklist 30: the owner is the accountant; a client's number is refused, and the cause names the owner.
#[tokio::test]
async fn the_owner_of_an_agent_is_the_accountant() -> Outcome {
    let rig = Rig::start().await?;
    let made = requests::create(&agent(ACCOUNTANT, None, &["regnskapsforer-lonn"])?, &rig.vendor).await?;
    rig.town.practice.approve_system_user(&made.own.id)?;
    assert_eq!(system_user_token::prove(&rig.act_as(ACCOUNTANT, None)?, &rig.vendor).await.broken, None);
    let client = system_user_token::prove(&rig.act_as(BAKERY, None)?, &rig.vendor).await.broken;
    let (_, problem) = client.ok_or("a client's number was taken")?;
    assert_eq!(problem.code, "maskinporten.system_user_owner");
    Ok(())
}

/// Checklist 33: a token is kept for just this client, scopes, owner and reference.
#[tokio::test]
async fn no_two_customers_share_a_token() -> Outcome {
    let rig = Rig::start().await?;
    for (owner, reference) in [(BAKERY, None), (BAKERY, Some("kunde-42")), (HOTEL, None)] {
        let own = rig.ask(owner, reference).await?;
        rig.town.practice.approve_system_user(&own.id)?;
    }
    let obtain = async |owner: &str, reference: Option<&str>| -> Outcome<_> {
        Ok(system_user_token::obtain(&rig.act_as(owner, reference)?, &rig.vendor).await?)
    };
    let mut tokens = Vec::new();
    for (owner, reference) in [(BAKERY, None), (BAKERY, Some("kunde-42")), (HOTEL, None)] {
        let (first, again) = tokio::join!(obtain(owner, reference), obtain(owner, reference));
        let (first, again) = (first?, again?);
        assert!(Arc::ptr_eq(&first, &again), "the same question, the same token");
        tokens.push(first);
    }
    let acts: BTreeSet<_> = tokens.iter().filter_map(|token| token.facts.system_user.as_ref().map(|user| user.id.clone())).collect();
    assert_eq!(acts.len(), 3, "one each");
    let order = Order { variant: Variant::default(), scopes: vec![PARTIES.parse()?], ..rig.order.clone() };
    assert_eq!(rig.tokens.obtain(&order).await?.facts.system_user, None, "the vendor's own is nobody's");
    Ok(())
}
