//! What a person chooses while the services run, and finds again.

use std::time::{Duration, Instant};

use inngang_practice::{Options, Practice};

use crate::rig::{Outcome, Rig};

fn all(practice: &Practice) -> (bool, [Duration; 3]) {
    (practice.strict(), [practice.propagation(), practice.latency(), practice.approval_delay()])
}

#[tokio::test]
async fn choices_hold_after_a_restart() -> Outcome {
    let rig = Rig::start_with(|options| options.propagation = Duration::from_secs(7)).await?;
    assert_eq!(all(&rig.practice), (true, [Duration::from_secs(7), Duration::ZERO, Duration::ZERO]));
    rig.practice.set_strict(false)?;
    rig.practice.set_propagation(Duration::from_secs(30))?;
    rig.practice.set_latency(Duration::from_millis(250))?;
    rig.practice.set_approval_delay(Duration::from_secs(15))?;
    let chosen = (false, [Duration::from_secs(30), Duration::from_millis(250), Duration::from_secs(15)]);
    assert_eq!(all(&rig.practice), chosen);
    let again = Practice::start(Options { strict: true, ..Options::new(rig.folder.path()) }).await?;
    assert_eq!(all(&again), chosen);
    let far = Duration::from_secs(3_600);
    again.set_propagation(far)?;
    again.set_latency(far)?;
    again.set_approval_delay(far)?;
    assert_eq!(all(&again).1, [120, 10, 120].map(Duration::from_secs));
    Ok(())
}

#[tokio::test]
async fn latency_is_added_to_what_programs_ask_for() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let addresses = rig.practice.addresses();
    let latency = Duration::from_millis(400);
    rig.practice.set_latency(latency)?;
    let asked = [
        format!("{}/scopes/all", addresses.self_service_api),
        format!("{}/authentication/api/v1/exchange/maskinporten", addresses.altinn_platform),
        format!("{}/authentication/api/v1/systemregister/vendor", addresses.altinn_platform),
    ];
    for address in asked {
        let started = Instant::now();
        rig.send(rig.http.get(&address)).await?;
        assert!(started.elapsed() >= latency, "{address}");
    }
    let started = Instant::now();
    rig.accepts(|_| ()).await?;
    assert!(started.elapsed() >= latency);
    Ok(())
}
