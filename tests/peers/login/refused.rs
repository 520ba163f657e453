//! Logins that end without a person who is logged in.

use inngang_engine::login::{Order, Redirect};
use inngang_engine::problem::Explain as _;
use inngang_tests::Outcome;
use inngang_tests::process::free_port;

use super::rig::{FAILED, KEY, Person, Rig};

impl Rig {
    /// The code of a login that fails.
    async fn fails(&mut self, order: &Order, act: impl AsyncFnOnce(&Person<'_>) -> Outcome) -> Outcome<&'static str> {
        Ok(self.log_in(order, act).await?.err().ok_or("it went well")?.explain().code)
    }

    /// The provider leaves the browser on an error page, and the program waits until the person gives up.
    async fn is_given_up(&mut self, order: &Order, error: &str) -> Outcome {
        let act = async |person: &Person<'_>| {
            assert_eq!(person.chromium.text("#error").await?, error);
            person.gives_up.cancel();
            Ok(())
        };
        assert_eq!(self.fails(order, act).await?, "login.cancelled_here");
        Ok(())
    }
}

#[tokio::test]
async fn the_person_cancels() -> Outcome {
    let mut rig = Rig::start().await?;
    let act = async |person: &Person<'_>| {
        person.chromium.click("#cancel").await?;
        person.is_back(FAILED).await
    };
    assert_eq!(rig.fails(&rig.native()?, act).await?, "login.cancelled_by_person");
    Ok(())
}

#[tokio::test]
async fn an_unknown_client() -> Outcome {
    let mut rig = Rig::start().await?;
    let mut order = rig.native()?;
    order.client.id = "unknown".parse()?;
    rig.is_given_up(&order, "invalid_client").await?;
    assert_eq!(rig.provider.refusal().await?["detail"], "client not found");
    // Pushed, it is refused before there is a page.
    let order = Order { pushed: true, ..order };
    assert_eq!(rig.fails(&order, async |_: &Person<'_>| Err("a browser was opened".into())).await?, "login.client_refused");
    Ok(())
}

#[tokio::test]
async fn a_redirect_that_is_not_registered() -> Outcome {
    let mut rig = Rig::start().await?;
    let another_path = "http://127.0.0.1:0/another".parse()?;
    for redirect in [Redirect::localhost(free_port()?), Redirect::free_port_v6(), another_path] {
        let order = Order { redirect, ..rig.native()? };
        rig.is_given_up(&order, "invalid_redirect_uri").await?;
    }
    // Only a native client may come back to any port.
    let order = Order { redirect: Redirect::free_port(), ..rig.signed(KEY)? };
    rig.is_given_up(&order, "invalid_redirect_uri").await
}

#[tokio::test]
async fn a_scope_that_is_not_registered() -> Outcome {
    let mut rig = Rig::start().await?;
    let mut order = rig.native()?;
    order.scopes.push("altinn:instances.write".parse()?);
    assert_eq!(rig.fails(&order, async |person: &Person<'_>| person.is_back(FAILED).await).await?, "login.scope_refused");
    Ok(())
}

/// The provider only wishes for what it was asked for; the program insists.
#[tokio::test]
async fn a_level_below_what_was_asked_for() -> Outcome {
    let mut rig = Rig::start().await?;
    assert_eq!(rig.fails(&rig.native()?, async |person: &Person<'_>| person.logs_in("substantial").await).await?, "login.level_too_low");
    Ok(())
}
