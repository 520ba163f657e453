//! Requests that are asked about while the program runs.

use inngang_engine::altinn::RequestKind;
use inngang_engine::trail::Event;
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};
use tauri::async_runtime::block_on;

use super::Outcome;
use super::rig::{BAKERY, Rig};
use crate::requests::{self, look};

#[test]
fn a_client_that_gets_no_token_orders_one_at_a_time() -> Outcome {
    let rig = Rig::begun()?;
    // Its client has no scope for requests.
    let client = rig.maskinporten_client()?;
    rig.obtain(&client)?;
    let active = rig.active()?;
    for id in ["0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a12", "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a13"] {
        rig.app.database.keep_request(&active.row.id, &waiting(id, &active)?)?;
    }
    rig.app.following.begin(&active);
    let orders = || {
        let is_order = |event: &Event| matches!(event, Event::Exchange { method: "POST", path, .. } if path.contains("token"));
        active.http.trail().entries().iter().filter(|entry| is_order(&entry.event)).count()
    };
    let before = orders();
    assert!(block_on(look(&rig.app)).is_some(), "it is asked about again");
    assert_eq!(orders() - before, 1);
    rig.app.lock();
    assert!(block_on(look(&rig.app)).is_none(), "nobody is asked while the vault is locked");
    assert_eq!(orders() - before, 1);
    Ok(())
}

/// The name is practice's register's own; the profile's client has no token for the systems, so of those nothing is concluded.
#[test]
fn a_customer_gets_its_name_and_a_deleted_system_is_told_of() -> Outcome {
    let rig = Rig::begun()?;
    let active = rig.active()?;
    rig.app.database.keep_request(&active.row.id, &waiting("0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", &active)?)?;
    // Nobody knows this one, and the others are named all the same.
    let unknown = OwnRequest { party: "310000019".parse()?, ..waiting("0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a12", &active)? };
    rig.app.database.keep_request(&active.row.id, &unknown)?;
    let own = block_on(requests::own_refreshed(&rig.app, &active)).map_err(|problem| problem.code)?;
    let named = own.iter().filter_map(|own| own.party_name.clone()).collect::<Vec<_>>();
    assert!(matches!(&named[..], [name] if name.to_lowercase().contains("bakeri")), "{named:?}");
    assert_eq!(requests::names(&own, &active).get(BAKERY), named.first());
    rig.app.database.forget_request(&active.row.id, unknown.id)?;
    requests::system_deleted("315000106_annet", &rig.app, &active).map_err(|problem| problem.code)?;
    assert_eq!(rig.app.database.requests(&active.row.id)?[0].standing, Standing::Waiting);
    requests::system_deleted("315000106_kasse", &rig.app, &active).map_err(|problem| problem.code)?;
    assert_eq!(rig.app.database.requests(&active.row.id)?[0].standing, Standing::NoSystem);
    Ok(())
}

fn waiting(id: &str, active: &crate::active::Active) -> Outcome<OwnRequest> {
    let now = active.ports.clock.now();
    Ok(OwnRequest {
        id: id.parse()?,
        kind: RequestKind::Standard,
        system: "315000106_kasse".to_owned(),
        party: BAKERY.parse()?,
        party_name: None,
        external_ref: None,
        title: None,
        wanted: Change::default(),
        system_user: None,
        confirm_url: None,
        created_at: now,
        standing: Standing::Waiting,
        checked_at: now,
    })
}
