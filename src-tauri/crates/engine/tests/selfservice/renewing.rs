//! A renewal by either road: step by step, dropped in the middle and taken up again, undone, in no other order.

use std::time::Duration;

use inngang_engine::keys::KeySize;
use inngang_engine::maskinporten::{Order, obtain};
use inngang_engine::problem::Explain as _;
use inngang_engine::renewal::{BeginRenewal, OldKey, Renewal, RenewalError, Road, Stage, Step, advance, begin, undo};
use inngang_engine::selfservice::{Registration, SelfService, add_key};

use crate::Outcome;
use crate::rig::Rig;
use crate::state::other_key;

const STAGES: [Stage; 6] = [Stage::Begun, Stage::Made, Stage::Added, Stage::Proved, Stage::Switched, Stage::Retired];

/// The client has `old` and a key of somebody else's, and a renewal of `old` is decided.
async fn started(rig: &Rig, road: Road) -> Outcome<(SelfService, Renewal)> {
    let service = rig.connect().await?;
    rig.ports.keys.generate("old", KeySize::Rsa2048)?;
    let key = rig.ports.keys.public("old")?;
    rig.digdir.state().keys.insert("c-1".to_owned(), vec![other_key("theirs")]);
    let algorithm = inngang_engine::keys::SigningAlgorithm::Rs256;
    add_key(&Registration { client: "c-1".parse()?, key, kid: "old".parse()?, algorithm }, &service).await?;
    let order = BeginRenewal {
        client: "c-1".parse()?,
        organisation: "315000106".parse()?,
        old: Some(OldKey { key: "old".to_owned(), kid: "old".parse()? }),
        road,
        scopes: vec!["altinn:instances.read".parse()?],
        size: KeySize::Rsa2048,
    };
    Ok((service, begin(order, rig.ports.clock.now())?))
}

const fn due(stage: Stage, service: &SelfService) -> Option<Step<'_>> {
    match stage {
        Stage::Begun => Some(Step::Make),
        Stage::Made => Some(Step::AddByApi(service)),
        Stage::Added => Some(Step::Prove(Some(service))),
        Stage::Proved => Some(Step::Switch),
        Stage::Switched => Some(Step::RetireByApi(service)),
        Stage::Retired => None,
    }
}

async fn take(rig: &Rig, renewal: &Renewal, step: Step<'_>) -> Result<Renewal, RenewalError> {
    advance(renewal, step, &rig.environment, &rig.http, &rig.ports, |_| ()).await
}

fn code<T>(outcome: Result<T, RenewalError>) -> Option<&'static str> {
    outcome.err().map(|error| error.explain().code)
}

/// The key that the client signs with at this stage gives a token.
async fn assert_works(rig: &Rig, renewal: &Renewal, when: &str) -> Outcome {
    let credential = renewal.credential().ok_or("no key")?;
    let order = Order::new(renewal.client.clone(), renewal.scopes.clone(), credential);
    let token = obtain(&order, &rig.environment, &rig.http, &rig.ports).await;
    assert!(token.is_ok(), "{when}: {:?} {:?}", renewal.stage, token.err());
    Ok(())
}

/// Drops the step once Digdir has dealt with so many of its requests.
async fn take_and_drop(rig: &Rig, renewal: &Renewal, step: Step<'_>, requests: usize) -> Option<Result<Renewal, RenewalError>> {
    let asked = || rig.digdir.state().asked.len();
    let enough = asked() + requests;
    let killed = async {
        while asked() < enough {
            tokio::time::sleep(Duration::from_micros(100)).await;
        }
    };
    tokio::select! {
        biased;
        () = killed => None,
        outcome = take(rig, renewal, step) => Some(outcome),
    }
}

#[tokio::test]
async fn dropped_anywhere_it_is_taken_up_again_and_one_key_always_works() -> Outcome {
    for requests in 0..9 {
        let rig = Rig::start().await?;
        let (service, mut renewal) = started(&rig, Road::Api).await?;
        while let Some(step) = due(renewal.stage, &service) {
            let when = format!("dropped after {requests}");
            if let Some(outcome) = take_and_drop(&rig, &renewal, step, requests).await {
                drop(outcome?);
            }
            // What was done was not written down, so the renewal is where it was.
            assert_works(&rig, &renewal, &when).await?;
            renewal = take(&rig, &renewal, step).await?;
            assert_works(&rig, &renewal, &when).await?;
        }
        let expected = [renewal.new_kid.as_str().to_owned(), "theirs".to_owned()];
        assert_eq!(rig.digdir.state().kids("c-1"), expected, "dropped after {requests}");
        assert_eq!(rig.ports.keys.list()?.len(), 3, "administration, old, new");
        assert!(renewal.added_at.is_some() && renewal.proved_until.is_some());
    }
    Ok(())
}

#[tokio::test]
async fn each_step_has_its_place() -> Outcome {
    let rig = Rig::start().await?;
    let (service, renewal) = started(&rig, Road::Api).await?;
    let kid = renewal.new_kid.clone();
    for stage in STAGES {
        let here = Renewal { stage, ..renewal.clone() };
        let wrong = STAGES.into_iter().filter(|other| *other != stage).filter_map(|other| due(other, &service));
        for step in wrong.chain([Step::AddedInPortal(&kid), Step::RetiredInPortal]) {
            assert_eq!(code(take(&rig, &here, step).await), Some("renewal.out_of_order"), "{stage:?}");
        }
    }
    for stage in STAGES {
        let here = Renewal { stage, ..renewal.clone() };
        let rests = [kid.as_str(), "old", "theirs"].map(|kid| here.rests_on(kid));
        assert_eq!(rests, [true, stage < Stage::Switched, false], "{stage:?}");
    }
    let proved = Renewal { stage: Stage::Proved, ..renewal.clone() };
    assert_eq!(code(take(&rig, &proved, Step::Switch).await), Some("renewal.not_proved"));
    let switched = Renewal { stage: Stage::Switched, ..renewal.clone() };
    assert_eq!(code(take(&rig, &switched, Step::RetireByApi(&service)).await), Some("renewal.not_proved"));
    let added = Renewal { stage: Stage::Added, ..renewal };
    assert_eq!(code(take(&rig, &added, Step::Prove(None)).await), Some("selfservice.not_connected"));
    assert_eq!(rig.digdir.state().kids("c-1"), ["old", "theirs"]);
    Ok(())
}

/// Takes it as far as this stage.
async fn up_to(rig: &Rig, stage: Stage, service: &SelfService, renewal: Renewal) -> Outcome<Renewal> {
    let mut renewal = renewal;
    while renewal.stage != stage {
        let step = due(renewal.stage, service).ok_or("no such stage")?;
        renewal = take(rig, &renewal, step).await?;
    }
    Ok(renewal)
}

#[tokio::test]
async fn every_step_but_the_last_can_be_undone() -> Outcome {
    let rig = Rig::start().await?;
    let (service, begun) = started(&rig, Road::Api).await?;
    for stage in [Stage::Begun, Stage::Made, Stage::Added, Stage::Proved, Stage::Switched] {
        let mut renewal = up_to(&rig, stage, &service, begun.clone()).await?;
        while let Some(back) = undo(&renewal, Some(&service), &rig.environment, &rig.http, &rig.ports).await? {
            assert!(back.stage < renewal.stage);
            renewal = back;
            assert_works(&rig, &renewal, "undone").await?;
        }
        assert_eq!(rig.digdir.state().kids("c-1"), ["old", "theirs"], "{stage:?}");
        assert_eq!(rig.ports.keys.list()?, ["administration", "old"], "{stage:?}");
    }
    let retired = up_to(&rig, Stage::Retired, &service, begun).await?;
    assert_eq!(code(undo(&retired, Some(&service), &rig.environment, &rig.http, &rig.ports).await), Some("renewal.over"));
    Ok(())
}

#[tokio::test]
async fn nobody_goes_back_to_a_key_that_does_not_work() -> Outcome {
    let rig = Rig::start().await?;
    let (service, begun) = started(&rig, Road::Api).await?;
    let switched = up_to(&rig, Stage::Switched, &service, begun).await?;
    rig.digdir.state().keys.entry("c-1".to_owned()).or_default().retain(|key| key["kid"] != "old");
    let outcome = undo(&switched, Some(&service), &rig.environment, &rig.http, &rig.ports).await;
    assert_eq!(code(outcome), Some("renewal.old_key_unproved"));
    assert_works(&rig, &switched, "not undone").await
}

#[tokio::test]
async fn a_new_key_that_somebody_overwrote_is_put_back_before_the_old_one_goes() -> Outcome {
    let rig = Rig::start().await?;
    let (service, begun) = started(&rig, Road::Api).await?;
    let new = begun.new_kid.as_str().to_owned();
    for stage in [Stage::Added, Stage::Switched] {
        let renewal = up_to(&rig, stage, &service, begun.clone()).await?;
        rig.digdir.state().keys.insert("c-1".to_owned(), vec![other_key("theirs")]);
        add_old(&rig, &service).await?;
        if stage == Stage::Added {
            // Maskinporten remembers the new key for a while.
            rig.digdir.state().remembered.push(new.clone());
        }
        rig.digdir.state().signed_with.clear();
        let step = due(stage, &service).ok_or("no step")?;
        let after = take(&rig, &renewal, step).await?;
        rig.digdir.state().remembered.clear();
        assert!(rig.digdir.state().kids("c-1").contains(&new), "{stage:?}");
        assert!(rig.digdir.state().signed_with.contains(&new), "it is proved anew");
        assert_works(&rig, &after, "put back").await?;
    }
    assert!(!rig.digdir.state().kids("c-1").contains(&"old".to_owned()));
    Ok(())
}

#[tokio::test]
async fn an_old_proof_lets_no_key_go() -> Outcome {
    let rig = Rig::start().await?;
    let (service, begun) = started(&rig, Road::Api).await?;
    let switched = up_to(&rig, Stage::Switched, &service, begun).await?;
    let new = switched.new_kid.as_str().to_owned();
    // Weeks later, when the new key gives nothing any more.
    rig.turn(time::Duration::days(30));
    rig.digdir.state().refused = vec!["altinn:instances.read"];
    let outcome = take(&rig, &switched, Step::RetireByApi(&service)).await;
    assert_eq!(code(outcome), Some("maskinporten.scope_not_registered"));
    assert!(rig.digdir.state().kids("c-1").contains(&"old".to_owned()));
    rig.digdir.state().refused.clear();
    rig.digdir.state().signed_with.clear();
    assert_eq!(take(&rig, &switched, Step::RetireByApi(&service)).await?.stage, Stage::Retired);
    assert!(rig.digdir.state().signed_with.contains(&new), "it is proved anew");
    assert!(!rig.digdir.state().kids("c-1").contains(&"old".to_owned()));
    Ok(())
}

async fn add_old(rig: &Rig, service: &SelfService) -> Outcome {
    let key = rig.ports.keys.public("old")?;
    let algorithm = inngang_engine::keys::SigningAlgorithm::Rs256;
    add_key(&Registration { client: "c-1".parse()?, key, kid: "old".parse()?, algorithm }, service).await?;
    Ok(())
}

#[tokio::test]
async fn by_the_portal_the_person_tells_what_was_done() -> Outcome {
    let rig = Rig::start().await?;
    let (_, begun) = started(&rig, Road::Portal).await?;
    let made = take(&rig, &begun, Step::Make).await?;
    let (old, theirs) = ("old".parse()?, "portals-own".parse()?);
    assert_eq!(code(take(&rig, &made, Step::AddedInPortal(&old)).await), Some("renewal.other_key"));
    let added = take(&rig, &made, Step::AddedInPortal(&theirs)).await?;
    assert_eq!((added.new_kid.as_str(), added.stage), ("portals-own", Stage::Added));
    rig.digdir.state().keys.entry("c-1".to_owned()).or_default().push(other_key("portals-own"));
    let proved = take(&rig, &added, Step::Prove(None)).await?;
    let switched = take(&rig, &proved, Step::Switch).await?;
    assert_works(&rig, &switched, "switched").await?;
    rig.digdir.state().keys.entry("c-1".to_owned()).or_default().retain(|key| key["kid"] != "old");
    assert_eq!(take(&rig, &switched, Step::RetiredInPortal).await?.stage, Stage::Retired);
    let Ok(None) = undo(&begun, None, &rig.environment, &rig.http, &rig.ports).await else { return Err("not given up".into()) };
    Ok(())
}

#[tokio::test]
async fn a_renewal_without_a_scope_is_not_begun() -> Outcome {
    let rig = Rig::start().await?;
    let (client, organisation) = ("c-1".parse()?, "315000106".parse()?);
    let order = BeginRenewal { client, organisation, old: None, road: Road::Api, scopes: Vec::new(), size: KeySize::Rsa2048 };
    assert_eq!(code(begin(order, rig.ports.clock.now())), Some("renewal.no_scopes"));
    Ok(())
}
