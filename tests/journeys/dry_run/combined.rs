//! Several things wrong at once: what is first red is what the server says no to first, and what is all green gives a token.

use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Outcome as Found, SystemUser, Variant};
use inngang_engine::problem::Explain as _;
use inngang_practice::Validity;
use inngang_tests::{BAKERY, Outcome};

use super::{Also, CAMPING, Order, Rig, SCOPES, administration, obtain};
use crate::maskinporten;

/// So many of all that can be combined, spread over them.
const TRIED: usize = 300;
/// Has no divisor in common with how many there are.
const STEP: usize = 1_009;

async fn credentials(rig: &Rig) -> Outcome<Vec<Order>> {
    let other = administration::make_key(&rig.inner.ports)?.id;
    let (bakery_s, expired) = (rig.by_certificate(BAKERY, Validity::Valid).await?, rig.by_certificate(BAKERY, Validity::Expired).await?);
    Ok(vec![
        rig.inner.order.clone(),
        rig.by(|_, kid, _| "another".clone_into(kid))?,
        rig.by(|key, _, _| *key = other)?,
        rig.by(|_, _, algorithm| *algorithm = SigningAlgorithm::Rs384)?,
        Order { client: rig.inner.order.client.clone(), ..bakery_s.clone() },
        bakery_s,
        Order { client: rig.inner.order.client.clone(), ..expired.clone() },
        expired,
        rig.by_certificate(CAMPING, Validity::Valid).await?,
        rig.by_certificate(CAMPING, Validity::Expired).await?,
    ])
}

fn scopes() -> Vec<Vec<&'static str>> {
    const EACH: [&str; 7] =
        [SCOPES[0], SCOPES[1], SCOPES[2], "openid", "altinn:clientdelegations.read", "altinn:broker.read", "Altinn:instances.read"];
    let pairs = EACH.iter().flat_map(|one| EACH.iter().map(move |other| vec![*one, *other]));
    EACH.iter().map(|one| vec![*one]).chain(pairs).collect()
}

fn variants() -> Outcome<Vec<Variant>> {
    let mut all = Vec::new();
    for consumer in [None, Some(BAKERY), Some(CAMPING)] {
        for owner in [None, Some(BAKERY), Some(CAMPING)] {
            let consumer = consumer.map(str::parse).transpose()?;
            let system_user = owner.map(|owner| Outcome::Ok(SystemUser { owner: owner.parse()?, external_ref: None })).transpose()?;
            all.push(Variant { consumer, system_user, ..Variant::default() });
        }
    }
    all.push(Variant { person: Some("01010750160".parse()?), resources: vec!["urn:a".parse()?], ..Variant::default() });
    Ok(all)
}

#[tokio::test]
async fn of_several_things_that_are_wrong_the_first_is_foretold() -> Outcome {
    let rig = Rig::start().await?;
    let (credentials, scopes, variants) = (credentials(&rig).await?, scopes(), variants()?);
    let maskinporten::Rig { town, ports, .. } = &rig.inner;
    let all = credentials.len() * scopes.len() * variants.len();
    let (mut wrong, mut seen) = (Vec::new(), [0; 3]);
    for at in (0..TRIED).map(|number| number * STEP % all) {
        let (credential, at) = (&credentials[at % credentials.len()], at / credentials.len());
        let (scopes, variant) = (&scopes[at % scopes.len()], &variants[at / scopes.len()]);
        let each = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        let order = Order { scopes: each, variant: variant.clone(), ..credential.clone() };
        let usual = order.client == rig.inner.order.client;
        let on_client = (!usual).then(|| maskinporten::SCOPES.map(str::to_owned).to_vec());
        let checks = rig.dry(&order, &Also { on_client, ..Also::default() });
        let bad = checks.iter().find(|check| check.outcome == Found::Bad);
        let all_good = checks.iter().all(|check| check.outcome == Found::Good);
        let code = obtain(&order, &town.environment, &town.http, ports).await.err().map(|error| error.explain().code);
        seen[match (bad, &code) {
            (Some(_), _) => 0,
            (None, Some(_)) => 1,
            (None, None) => 2,
        }] += 1;
        let agrees = match bad {
            Some(bad) => code.is_some() && (bad.refusal.is_none() || bad.refusal == code),
            None => !all_good || code.is_none(),
        };
        if !agrees {
            wrong.push(format!(
                "{:?} {scopes:?} {variant:?}: {:?} and {code:?}",
                credential.client,
                bad.map(|bad| (bad.code, bad.refusal))
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {TRIED}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
    Ok(())
}
