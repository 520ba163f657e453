//! The wait for somebody who is in their browser: what is said meanwhile, and what ends it.

use std::future::pending;
use std::io::{self, Write as _};
use std::pin::pin;
use std::time::Duration;

use inngang_engine::login::{Login, LoginError, Order as Wanted, Progress, RelyingParty};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Order;
use crate::words::Words;

/// Logs somebody in, until the wait has been long enough or whoever sits here thinks better of it.
pub(super) async fn log_in(party: &RelyingParty, wanted: &Wanted, order: &Order, words: &Words) -> Result<Login, LoginError> {
    let gave_up = CancellationToken::new();
    let mut login = pin!(party.log_in(wanted, gave_up.clone(), telling(order, words)));
    let is_over = async {
        match order.wait {
            Some(seconds) => sleep(Duration::from_secs(seconds)).await,
            None => pending().await,
        }
    };
    let has_waited = tokio::select! {
        biased;
        // Listened for before anybody is told of it.
        _ = tokio::signal::ctrl_c() => false,
        login = &mut login => return login,
        () = is_over => true,
    };
    gave_up.cancel();
    match login.await {
        Err(LoginError::CancelledHere) if has_waited => {
            Err(LoginError::TimedOut { redirect_uri: wanted.redirect.registered(), strangers: 0 })
        }
        login => login,
    }
}

/// For whoever sits and waits. The address must be seen where no browser opened, whoever reads the answer.
fn telling(order: &Order, words: &Words) -> impl FnMut(Progress) + Send + use<> {
    let said = |key: &str| words.get(&format!("cli:login.waiting.{key}"), &[]);
    let (opened, not_opened, returned) = (said("opened"), said("not_opened"), said("returned"));
    let is_quiet = order.choice.json || order.typed.test_user.is_some();
    move |progress| {
        let text = match progress {
            Progress::Waiting { url, browser_opened: false, .. } => format!("{not_opened}\n{url}\n"),
            _ if is_quiet => return,
            Progress::Waiting { .. } => format!("{opened}\n"),
            Progress::Returned => format!("{returned}\n"),
        };
        // Nobody is there to be told when it cannot be written.
        drop(io::stderr().write_all(text.as_bytes()));
    }
}
