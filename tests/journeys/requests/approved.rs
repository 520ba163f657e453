//! The wait for the approval, and what comes after it: changes, the token that acts as the system user.

use std::collections::BTreeSet;
use std::sync::Arc;

use inngang_engine::altinn::RequestKind;
use inngang_engine::dictionary;
use inngang_engine::maskinporten::{Order, Variant};
use inngang_engine::vendor::requests::{self, Change, Standing};
use inngang_engine::vendor::system_user_token::{self, ActAs, Rung};
use inngang_engine::vendor::system_users;
use inngang_practice::Right;
use inngang_tests::{BAKERY, Outcome};

use super::{
    ACCOUNTANT, CLAIMS, FORM, HOTEL, PARTIES, READ, REGISTER, Rig, SYSTEM, WRITE, agent, code, names, package, packages, said, ÅSE,
};

/// Checklist 24: the watch tells each look and ends with the answer.
#[tokio::test]
async fn a_watch_ends_when_the_customer_has_answered() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    let (town, id) = (&rig.town, own.id.to_string());
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
    let has = Change { rights: names(&[CLAIMS])?, ..Change::default() };
    let none = requests::change(&user, &has, &rig.vendor).await?;
    assert_eq!((none.is_new, none.own.standing), (false, Standing::NoChangeNeeded));
    assert_eq!(rig.standing(&none.own).await?, Standing::NoChangeNeeded, "Altinn keeps none such");

    let more = Change { rights: names(&[FORM])?, unwanted_rights: names(&[CLAIMS])?, packages: packages(&["lonn"]), ..Change::default() };
    let made = requests::change(&user, &more, &rig.vendor).await?;
    assert_eq!((made.is_new, made.own.kind, made.own.standing), (true, RequestKind::Change, Standing::Waiting));
    assert_ne!(made.own.id, user.id, "the id is a fresh one");
    let listed = requests::list(RequestKind::Change, SYSTEM, std::slice::from_ref(&made.own), &rig.vendor).await?;
    assert_eq!((listed.requests.len(), listed.left_out), (1, 0));
    assert_eq!(rig.decide(&made.own, ÅSE, "approve").await?, 303);
    assert_eq!(rig.standing(&made.own).await?, Standing::Approved);
    let changed = rig.town.practice.system_users().into_iter().find(|one| one.id == user.id.to_string()).ok_or("gone")?;
    assert_eq!((changed.rights, changed.packages), (vec![Right::to(FORM)], vec![package("skattegrunnlag"), package("lonn")]));
    let second = requests::change(&user, &Change { rights: names(&[CLAIMS])?, ..Change::default() }, &rig.vendor).await?;
    requests::delete(second.own.id, std::slice::from_ref(&second.own), &rig.vendor).await?;
    assert_eq!(rig.standing(&second.own).await?, Standing::Gone);

    let made = requests::create(&agent(ACCOUNTANT, None, &["regnskapsforer-lonn"])?, &rig.vendor).await?;
    rig.town.practice.approve_system_user(&made.own.id.to_string())?;
    let refused = requests::change(&rig.user(ACCOUNTANT).await?, &more, &rig.vendor).await;
    assert_eq!(said(refused).as_deref(), Some("AUTH-00015"), "an agent's cannot be changed");
    Ok(())
}

/// Another vendor's requests and system users are unknown, whatever is asked.
#[tokio::test]
async fn another_vendors_are_unknown() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    rig.town.practice.approve_system_user(&own.id.to_string())?;
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
    rig.town.practice.reject_request(&own.id.to_string())?;
    assert_eq!(broken(&act_as).await, Some((Rung::SystemUser, "maskinporten.system_user_turned_down")));
    let own = requests::create_anew(&own, std::slice::from_ref(&own), &rig.vendor).await?.own;
    rig.town.practice.approve_system_user(&own.id.to_string())?;

    let proof = system_user_token::prove(&act_as, &rig.vendor).await;
    assert_eq!((proof.reached(), proof.broken), (3, None));
    let facts = proof.token.as_ref().and_then(|token| token.facts.system_user.clone()).ok_or("no details")?;
    assert_eq!((&facts.id, facts.system.as_deref(), facts.owner.as_deref()), (&own.id.to_string(), Some(SYSTEM), Some(BAKERY)));
    assert_eq!(proof.exchanged.and_then(|token| token.facts.system_user), Some(facts), "kept when it is exchanged");
    let reference = rig.act_as(BAKERY, Some("kunde-42"))?;
    assert_eq!(broken(&reference).await, Some((Rung::SystemUser, "maskinporten.system_user_reference")));
    rig.town.practice.delete_system_user(&own.id.to_string())?;
    rig.tokens.wipe();
    assert_eq!(broken(&act_as).await, Some((Rung::SystemUser, "maskinporten.system_user_deleted")));
    Ok(())
}

/// Checklist 30: the owner is the accountant; a client's number is refused, and the cause names the owner.
#[tokio::test]
async fn the_owner_of_an_agent_is_the_accountant() -> Outcome {
    let rig = Rig::start().await?;
    let made = requests::create(&agent(ACCOUNTANT, None, &["regnskapsforer-lonn"])?, &rig.vendor).await?;
    rig.town.practice.approve_system_user(&made.own.id.to_string())?;
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
        rig.town.practice.approve_system_user(&own.id.to_string())?;
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

/// AUTH-00061: we never use an id twice, so practice plays that Altinn finds ours used. Another id is tried, and once only.
#[tokio::test]
async fn an_id_that_was_used_is_replaced_by_another() -> Outcome {
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    rig.town.practice.approve_system_user(&own.id.to_string())?;
    let (user, before) = (rig.user(BAKERY).await?, rig.town.http.trail().entries().len());
    rig.town.practice.faults().set(inngang_practice::Fault::ChangeIdUsed, true);
    let made = requests::change(&user, &Change { rights: names(&[FORM])?, ..Change::default() }, &rig.vendor).await?;
    assert_eq!((made.is_new, made.own.standing), (true, Standing::Waiting));
    let posts = rig.asked(before).into_iter().filter(|(method, _)| *method == "POST").count();
    assert_eq!(posts, 2, "refused, and asked anew");
    Ok(())
}

/// AUTH-00018, AUTH-00019: Altinn tells them on its own page to whoever approves, and our program hears of them as somebody pastes what
/// stood there. Nothing that a vendor registers brings them about, so practice plays them.
#[tokio::test]
async fn what_an_approver_is_told_is_known_when_it_is_pasted() -> Outcome {
    use inngang_practice::Fault::{ApproverNotDelegated, ServiceNotOpened};
    let rig = Rig::start().await?;
    let own = rig.ask(BAKERY, None).await?;
    let link = own.link(&rig.town.environment)?;
    for (fault, told, known) in [
        (ApproverNotDelegated, "AUTH-00018", "altinn.approver_lacks_right"),
        (ServiceNotOpened, "AUTH-00019", "altinn.service_owner_must_open"),
    ] {
        rig.town.practice.faults().set(fault, true);
        let fields = [("party", own.party.as_str()), ("verb", "approve")];
        let page = rig.town.web.post(link.url().clone()).header("cookie", format!("practice-altinn={ÅSE}")).form(&fields);
        let page = page.send().await?.text().await?;
        assert!(page.contains(told), "{page}");
        let found: Vec<&str> = dictionary::recognise(told).found.iter().map(|found| found.code).collect();
        assert_eq!(found, [known]);
        assert_eq!(rig.standing(&own).await?, Standing::Waiting, "nothing was decided");
        rig.town.practice.faults().clear();
    }
    assert_eq!(rig.decide(&own, ÅSE, "approve").await?, 303);
    Ok(())
}
