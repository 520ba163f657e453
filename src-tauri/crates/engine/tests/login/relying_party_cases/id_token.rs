//! ID tokens that must be refused, one claim at a time, beside those that may differ.

use crate::Outcome;
use crate::provider::Bends;
use crate::rig::Rig;

#[tokio::test]
async fn rp_an_honest_provider_is_believed() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    assert_eq!(rig.told().await?, (None, 1));
    Ok(())
}
