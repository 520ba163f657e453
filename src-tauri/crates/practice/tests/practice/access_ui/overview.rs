//! What an organisation does with its system users afterwards.

use inngang_practice::{NewSystemUser, SystemUserKind};

use super::{ACCOUNTANT, KLARA, LEIF, SYSTEM, TUVA, outcome, see, send, town, ÅSE};
use crate::rig::{BAKERY, Outcome};

const BAKERY_UUID: &str = "7e81e5af-8b76-4385-9c92-b10680114f4a";
const SAILMAKER_UUID: &str = "d2fd0e14-b8b1-4ffe-b6e7-06951c6f9ddd";

#[tokio::test]
async fn a_system_user_is_deleted_by_its_owner_alone() -> Outcome {
    let rig = town(&["ske-krav-og-betalinger"], &[]).await?;
    let new = NewSystemUser {
        system: SYSTEM.to_owned(),
        owner: BAKERY.to_owned(),
        external_ref: None,
        kind: SystemUserKind::Standard,
        approved: true,
    };
    let user = rig.practice.add_system_user(new)?;
    let shown = see(&rig, "overview", Some(TUVA)).await?.body;
    assert!(shown.contains(&format!(r#"id="system-user-{}""#, user.id)) && shown.contains(&format!(r#"id="delete-{}""#, user.id)));
    let delete = async |who: &str, party: &str| send(&rig, "overview/delete", who, &[("party", party), ("id", &user.id)]).await;
    assert_eq!(outcome(&delete(KLARA, ACCOUNTANT).await?), (404, "AUTH-00015"), "another's");
    assert_eq!(outcome(&delete(KLARA, BAKERY).await?), (403, "AUTH-00024"));
    assert_eq!(delete(TUVA, BAKERY).await?.status, 303);
    assert!(rig.practice.system_users().iter().all(|user| user.is_deleted));
    assert_eq!(rig.practice.requests()[0].status.name(), "Accepted", "the request stays as it is");
    assert_eq!(outcome(&see(&rig, "overview", Some("20100003.4")).await?), (403, "AUTH-00066"));
    Ok(())
}

#[tokio::test]
async fn clients_are_added_and_removed() -> Outcome {
    let rig = town(&[], &["regnskapsforer-lonn"]).await?;
    let new = NewSystemUser {
        system: SYSTEM.to_owned(),
        owner: ACCOUNTANT.to_owned(),
        external_ref: None,
        kind: SystemUserKind::Agent,
        approved: true,
    };
    let agent = rig.practice.add_system_user(new)?;
    let change = async |verb: &str, who: &str, client: &str| {
        send(&rig, &format!("overview/{verb}"), who, &[("party", ACCOUNTANT), ("id", &agent.id), ("client", client)]).await
    };
    let clients = || rig.practice.system_users().into_iter().find(|user| user.id == agent.id).map(|user| user.clients);
    assert!(see(&rig, "overview", Some(KLARA)).await?.body.contains(&format!(r#"id="attach-{}-{BAKERY}""#, agent.id)));
    assert_eq!(outcome(&change("attach", LEIF, BAKERY_UUID).await?), (403, "AUTH-00066"));
    assert_eq!(outcome(&change("attach", KLARA, SAILMAKER_UUID).await?), (400, "AUTH-00080"));
    assert_eq!(outcome(&change("attach", KLARA, "7e81e5af").await?), (400, "AUTH-00079"));
    assert_eq!(change("attach", KLARA, BAKERY_UUID).await?.status, 303);
    assert_eq!(clients(), Some([BAKERY.to_owned()].into()));
    assert!(see(&rig, "overview", Some(KLARA)).await?.body.contains(&format!(r#"id="detach-{}-{BAKERY}""#, agent.id)));
    assert_eq!(change("detach", KLARA, BAKERY_UUID).await?.status, 303);
    assert_eq!((clients(), outcome(&change("detach", KLARA, BAKERY_UUID).await?)), (Some([].into()), (400, "AUTH-00079")));
    Ok(())
}

#[tokio::test]
async fn a_visible_system_needs_no_request() -> Outcome {
    let rig = town(&["ske-krav-og-betalinger"], &["renovasjon"]).await?;
    let create =
        async |who: &str| send(&rig, "overview/create", who, &[("party", BAKERY), ("system", SYSTEM), ("title", "Kassa på torget")]).await;
    assert_eq!(outcome(&create(ÅSE).await?), (404, "AUTH-00011"), "not visible");
    rig.practice.set_visible(SYSTEM, true)?;
    assert!(see(&rig, "overview", Some(ÅSE)).await?.body.contains(&format!(r#"id="create-{SYSTEM}""#)));
    assert_eq!(outcome(&create(TUVA).await?), (403, "AUTH-00068"), "she cannot give the right on");
    assert_eq!(create(ÅSE).await?.status, 303);
    let user = rig.practice.system_users().pop().ok_or("no system user")?;
    assert_eq!((user.external_ref.as_str(), user.title.as_deref(), rig.practice.requests().len()), (BAKERY, Some("Kassa på torget"), 0));
    assert_eq!(outcome(&create(ÅSE).await?), (400, "AUTH-00004"));
    Ok(())
}
