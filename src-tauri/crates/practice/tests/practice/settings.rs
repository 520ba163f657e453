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

/// A town of before these choices were there keeps the one that it had.
#[tokio::test]
async fn an_older_record_is_read() -> Outcome {
    let rig = Rig::start().await?;
    rig.practice.set_propagation(Duration::from_secs(30))?;
    let path = rig.folder.path().join("town.json");
    let mut record: serde_json::Value = serde_json::from_slice(&std::fs::read(&path)?)?;
    let members = record.as_object_mut().ok_or("no record")?;
    members
        .retain(|name, _| ["clients", "consents", "authorities", "issued", "granted", "advanced", "propagation"].contains(&name.as_str()));
    std::fs::write(&path, record.to_string())?;
    let again = Practice::start(Options::new(rig.folder.path())).await?;
    assert_eq!(all(&again), (true, [Duration::from_secs(30), Duration::ZERO, Duration::ZERO]));
    assert_eq!((again.delegations().len(), again.machine_clients().len(), again.systems().len()), (3, 1, 0));
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
