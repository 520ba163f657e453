//! A key renewed in practice: killed at every step and taken up again, with a token at each point to show that one key works.

use std::time::Duration;

use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::maskinporten::{Order, obtain};
use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::problem::Explain as _;
use inngang_engine::renewal::{BeginRenewal, OldKey, Renewal, Road, Stage, Step, advance, begin, undo};
use inngang_engine::selfservice::{Registration, SelfService, add_key, read_keys};
use inngang_engine::trail::Event;
use inngang_practice::Fault;
use inngang_tests::{BAKERY, Outcome, portal};

use crate::selfservice::{Rig, make_key};

const SCOPE: &str = "altinn:instances.read";

/// A client with one key, and the renewal of it decided.
async fn started(rig: &Rig, road: Road) -> Outcome<Renewal> {
    let client: ClientId = portal::create_client(&rig.town, BAKERY, "maskinporten", &[SCOPE], &[]).await?.parse()?;
    let key = make_key(&rig.ports)?;
    portal::upload_key(&rig.town, client.as_str(), &key.facts.jwk(&key.kid, SigningAlgorithm::Rs256).to_string()).await?;
    let order = BeginRenewal {
        client,
        organisation: BAKERY.parse()?,
        old: Some(OldKey { key: key.id, kid: key.kid }),
        road,
        scopes: vec![SCOPE.parse()?],
        size: KeySize::Rsa2048,
    };
    Ok(begin(order, rig.ports.clock.now())?)
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

async fn take(rig: &Rig, renewal: &Renewal, step: Step<'_>) -> Outcome<Renewal> {
    Ok(advance(renewal, step, &rig.town.environment, &rig.town.http, &rig.ports, |_| ()).await?)
}

async fn assert_works(rig: &Rig, renewal: &Renewal) -> Outcome {
    let credential = renewal.credential().ok_or("no key")?;
    let order = Order::new(renewal.client.clone(), renewal.scopes.clone(), credential);
    let token = obtain(&order, &rig.town.environment, &rig.town.http, &rig.ports).await;
    assert!(token.is_ok(), "{:?}: {:?}", renewal.stage, token.err().map(|error| error.explain()));
    Ok(())
}

/// Ends the step once so many of its exchanges are over, or when it has been at it so long without any: what was done may not be noted.
async fn kill(rig: &Rig, renewal: &Renewal, step: Step<'_>, exchanges: usize) -> Outcome {
    let over = || rig.town.http.trail().entries().iter().filter(|entry| matches!(entry.event, Event::Exchange { .. })).count();
    rig.town.http.trail().clear();
    let killed = async {
        if matches!(step, Step::Make) {
            // In the middle of the making, which has no exchanges.
            tokio::time::sleep(Duration::from_millis(2 * exchanges as u64)).await;
        }
        while !matches!(step, Step::Make) && over() < exchanges {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = killed => Ok(()),
        outcome = take(rig, renewal, step) => outcome.map(drop),
    }
}

#[tokio::test]
async fn killed_at_every_step_it_is_taken_up_again() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    for exchanges in [0, 1, 2, 3, 4, 6] {
        let mut renewal = started(&rig, Road::Api).await?;
        let before = rig.ports.keys.list()?.len();
        while let Some(step) = due(renewal.stage, &service) {
            kill(&rig, &renewal, step, exchanges).await?;
            assert_works(&rig, &renewal).await?;
            renewal = take(&rig, &renewal, step).await?;
            assert_works(&rig, &renewal).await?;
        }
        let kids: Vec<String> = read_keys(&renewal.client, &service).await?.keys.into_iter().map(|key| key.kid).collect();
        assert_eq!(kids, [renewal.new_kid.as_str()], "killed after {exchanges}");
        assert_eq!(rig.ports.keys.list()?.len(), before + 1, "one key was made");
    }
    Ok(())
}

#[tokio::test]
async fn undone_step_by_step_nothing_is_left_behind() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let begun = started(&rig, Road::Api).await?;
    let mut renewal = begun.clone();
    while renewal.stage != Stage::Switched {
        renewal = take(&rig, &renewal, due(renewal.stage, &service).ok_or("no step")?).await?;
    }
    while let Some(back) = undo(&renewal, Some(&service), &rig.town.environment, &rig.town.http, &rig.ports).await? {
        renewal = back;
        assert_works(&rig, &renewal).await?;
    }
    assert_eq!(renewal, Renewal { proved_until: None, ..begun });
    assert_eq!(read_keys(&renewal.client, &service).await?.keys.len(), 1);
    Ok(())
}

#[tokio::test]
async fn by_the_portal_with_pem_and_its_own_key_id() -> Outcome {
    let rig = Rig::start().await?;
    let begun = started(&rig, Road::Portal).await?;
    let old = begun.old.clone().ok_or("no old key")?;
    let made = take(&rig, &begun, Step::Make).await?;
    let pem = rig.ports.keys.public(&made.new_key)?.pem();
    let kid: KeyId = portal::upload_key(&rig.town, made.client.as_str(), &pem).await?.parse()?;
    let added = take(&rig, &made, Step::AddedInPortal(&kid)).await?;
    assert_works(&rig, &added).await?;
    let proved = take(&rig, &added, Step::Prove(None)).await?;
    let switched = take(&rig, &proved, Step::Switch).await?;
    assert_works(&rig, &switched).await?;
    portal::remove_key(&rig.town, made.client.as_str(), old.kid.as_str()).await?;
    let retired = take(&rig, &switched, Step::RetiredInPortal).await?;
    assert_works(&rig, &retired).await
}

#[tokio::test]
async fn taking_away_the_wrong_key_in_the_portal_is_noticed() -> Outcome {
    let rig = Rig::start().await?;
    let begun = started(&rig, Road::Portal).await?;
    let made = take(&rig, &begun, Step::Make).await?;
    let jwk = rig.ports.keys.public(&made.new_key)?.jwk(&made.new_kid, SigningAlgorithm::Rs256).to_string();
    let kid: KeyId = portal::upload_key(&rig.town, made.client.as_str(), &jwk).await?.parse()?;
    let mut renewal = take(&rig, &made, Step::AddedInPortal(&kid)).await?;
    renewal = take(&rig, &renewal, Step::Prove(None)).await?;
    renewal = take(&rig, &renewal, Step::Switch).await?;
    portal::remove_key(&rig.town, made.client.as_str(), kid.as_str()).await?;
    let (environment, http) = (&rig.town.environment, &rig.town.http);
    let outcome = advance(&renewal, Step::RetiredInPortal, environment, http, &rig.ports, |_| ()).await;
    assert_eq!(outcome.err().map(|error| error.explain().code), Some("maskinporten.unknown_key"), "it is not called over");
    let back = undo(&renewal, None, environment, http, &rig.ports).await?.ok_or("given up")?;
    assert_works(&rig, &back).await
}

/// Takes a pause of five seconds.
#[tokio::test]
async fn waiting_for_the_new_key_is_told_and_can_be_left() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let mut renewal = started(&rig, Road::Api).await?;
    while renewal.stage != Stage::Added {
        renewal = take(&rig, &renewal, due(renewal.stage, &service).ok_or("no step")?).await?;
    }
    rig.town.practice.faults().set(Fault::KeyJustUploaded, true);
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let step = Step::Prove(Some(&service));
    let (environment, http) = (&rig.town.environment, &rig.town.http);
    let waiting = advance(&renewal, step, environment, http, &rig.ports, |attempt| {
        let _sent = tell.send(attempt);
    });
    tokio::select! {
        outcome = waiting => return Err(format!("it did not wait: {:?}", outcome.map(|renewal| renewal.stage)).into()),
        attempt = told.recv() => assert_eq!(attempt, Some(1)),
    }
    let mut attempts = Vec::new();
    let proved = advance(&renewal, step, environment, http, &rig.ports, |attempt| attempts.push(attempt)).await?;
    assert_eq!((proved.stage, attempts), (Stage::Proved, vec![1]));
    Ok(())
}

#[tokio::test]
async fn a_full_client_is_told_before_anything_is_lost() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let renewal = started(&rig, Road::Api).await?;
    for _ in 0..4 {
        let key = make_key(&rig.ports)?;
        let (client, kid, algorithm) = (renewal.client.clone(), key.kid, SigningAlgorithm::Rs256);
        add_key(&Registration { client, key: key.facts, kid, algorithm }, &service).await?;
    }
    let made = take(&rig, &renewal, Step::Make).await?;
    let outcome = advance(&made, Step::AddByApi(&service), &rig.town.environment, &rig.town.http, &rig.ports, |_| ()).await;
    assert_eq!(outcome.err().map(|error| error.explain().code), Some("selfservice.too_many_keys"));
    assert_works(&rig, &made).await?;
    assert_eq!(read_keys(&made.client, &service).await?.keys.len(), 5);
    Ok(())
}
