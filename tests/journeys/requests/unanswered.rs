//! A request that Altinn has no time for.

use inngang_engine::problem::Explain as _;
use inngang_engine::vendor::requests;
use inngang_practice::Fault;
use inngang_tests::{BAKERY, Outcome};

use super::{CLAIMS, Rig, wanted};

/// Checklist 6: nobody knows whether a creation that went wrong has been done, so it is sent once, however it went.
#[tokio::test]
async fn a_creation_is_never_sent_again_by_itself() -> Outcome {
    let rig = Rig::start().await?;
    // The token is had beforehand, so that what follows is of the request alone.
    rig.ask(BAKERY, Some("a")).await?;
    rig.town.practice.faults().set(Fault::Altinn429, true);
    let before = rig.town.http.trail().entries().len();
    let refused = requests::create(&wanted(BAKERY, Some("b"), &[CLAIMS], &[])?, &rig.vendor).await.err().ok_or("it was made")?;
    assert_eq!(refused.explain().code, "altinn.too_many_requests");
    let asked = rig.asked(before);
    assert!(asked.len() == 1 && asked[0].0 == "POST", "{asked:?}");
    Ok(())
}
