//! Clients that prove who they are, each in its way, and what befalls those who cannot.

use std::sync::Arc;

use inngang_engine::keys::KeySize;
use inngang_engine::login::{ClientAuthentication, Level, Order};
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use inngang_tests::Outcome;

use super::rig::{DONE, KEY, Person, Rig};

/// The proof is asked for with the pushed request, the code and the refresh token.
async fn proves_itself_everywhere(rig: &mut Rig, order: Order) -> Outcome {
    for pushed in [true, false] {
        let order = Order { pushed, ..order.clone() };
        let login = match pushed {
            true => rig.logged_in(&order).await?,
            false => rig.log_in(&order, async |person| person.is_back(DONE).await).await??,
        };
        assert_eq!(login.facts.level, Some(Level::High));
        assert_eq!(rig.party.refresh(&login).await?.facts.pid, login.facts.pid);
    }
    Ok(())
}

#[tokio::test]
async fn private_key_jwt_with_our_key() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = rig.signed(KEY)?;
    proves_itself_everywhere(&mut rig, order).await
}

#[tokio::test]
async fn client_secret_basic() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = rig.order(ClientAuthentication::ClientSecretBasic(rig.secret.clone()))?;
    proves_itself_everywhere(&mut rig, order).await
}

#[tokio::test]
async fn client_secret_post() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = rig.order(ClientAuthentication::ClientSecretPost(rig.secret.clone()))?;
    proves_itself_everywhere(&mut rig, order).await
}

/// Refused at once when the request is pushed, with the code otherwise.
async fn is_refused(rig: &mut Rig, order: Order, detail: &str) -> Outcome {
    for (pushed, place) in [(true, "pushed_authorization_request"), (false, "grant")] {
        let order = Order { pushed, ..order.clone() };
        let refused = rig.log_in(&order, async |person: &Person<'_>| person.logs_in("high").await).await?.err().ok_or("it went well")?;
        assert_eq!(refused.explain().code, "login.client_refused", "{place}");
        let said = rig.provider.refusal().await?;
        assert_eq!([&said["place"], &said["error"], &said["detail"]], [place, "invalid_client", detail]);
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_secret_by_basic() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = rig.order(ClientAuthentication::ClientSecretBasic(another_secret()))?;
    is_refused(&mut rig, order, "invalid secret provided").await
}

#[tokio::test]
async fn a_wrong_secret_by_post() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = rig.order(ClientAuthentication::ClientSecretPost(another_secret()))?;
    is_refused(&mut rig, order, "invalid secret provided").await
}

fn another_secret() -> Arc<Secret<String>> {
    Arc::new(Secret::new("another".to_owned()))
}

/// It signs under the registered key's name.
#[tokio::test]
async fn a_key_that_is_not_the_registered_one() -> Outcome {
    let mut rig = Rig::start().await?;
    rig.ports.keys.generate("another", KeySize::Rsa2048)?;
    let order = rig.signed("another")?;
    is_refused(&mut rig, order, "signature verification failed").await
}
