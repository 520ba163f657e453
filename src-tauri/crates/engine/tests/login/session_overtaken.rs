//! A session that ends, or begins anew, while its tokens are being renewed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::provider::Bends;
use crate::rig::{Rig, order};
use crate::session::{is_refresh, kept, now};
use crate::texts::shown;

/// Renews nothing until it may.
fn held(gate: &Arc<AtomicBool>) -> Bends {
    let gate = Arc::clone(gate);
    Bends::default().instead(move |asked| {
        let mut patience = 0..2_000;
        while is_refresh(asked) && !gate.load(Ordering::Acquire) && patience.next().is_some() {
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    })
}

/// Until the provider has been asked.
async fn being_renewed(rig: &Rig) {
    while !rig.provider.asked().iter().any(is_refresh) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_that_come_after_a_logout_are_taken_back() -> Outcome {
    let gate = Arc::<AtomicBool>::default();
    let (rig, session) = kept(held(&gate)).await?;
    let (same, party) = (session.clone(), rig.party.clone());
    let renewing = tokio::spawn(async move { same.renew(&party).await.err().map(|error| shown(&error).code) });
    being_renewed(&rig).await;
    let login = session.end().ok_or("nobody was logged in")?;
    gate.store(true, Ordering::Release);
    assert_eq!(renewing.await?, Some("login.session_over"));
    let revoked: Vec<_> =
        rig.provider.asked_for("POST /token/revoke").iter().map(|asked| asked.field("token").map(str::to_owned)).collect();
    assert_eq!(revoked.len(), 2, "the refresh token and the access token");
    // EXPOSE: made up by the test's own provider.
    assert!(!revoked.contains(&Some(login.access_token.expose().clone())), "those that came, not those that were held");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_login_in_its_place_is_left_alone() -> Outcome {
    let gate = Arc::<AtomicBool>::default();
    let (rig, session) = kept(held(&gate)).await?;
    let new = rig.log_in(&order()?).await?;
    let (same, party) = (session.clone(), rig.party.clone());
    let renewing = tokio::spawn(async move { same.renew(&party).await.err().map(|error| shown(&error).code) });
    being_renewed(&rig).await;
    let new = session.keep(new, now(&rig), &CancellationToken::new())?;
    gate.store(true, Ordering::Release);
    assert_eq!(renewing.await?, Some("login.session_over"));
    assert!(session.login(now(&rig)).is_some_and(|login| Arc::ptr_eq(&login, &new)));
    assert!(rig.provider.asked_for("POST /token/revoke").is_empty());
    Ok(())
}
