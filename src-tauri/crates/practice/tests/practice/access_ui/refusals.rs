//! Who may not approve, with why.

use inngang_practice::SystemUserKind;

use super::{ACCOUNTANT, LEIF, STRANGER, TUVA, ask, ask_bakery, outcome, see, send, set_access, town, ÅSE};
use crate::rig::{BAKERY, Outcome};

/// 28: what the approver cannot give on.
#[tokio::test]
async fn r28_an_approver_without_the_right_is_told_which() -> Outcome {
    let rig = town(&[], &[]).await?;
    let substantial = ÅSE.replace(".4", ".3");
    for (rights, packages, who, expected) in [
        (vec!["ttd-styreprotokoll"], vec![], TUVA, (403, "AUTH-00016")),
        (vec!["ske-krav-og-betalinger"], vec![], TUVA, (403, "AUTH-00068")),
        (vec![], vec!["skattegrunnlag"], TUVA, (400, "AUTH-00053")),
        (vec!["ttd-personlig-melding"], vec![], ÅSE, (403, "AUTH-00070")),
        (vec!["nav_aareg_aareg-services-arbeidsforhold"], vec![], ÅSE, (403, "AUTH-00071")),
        (vec!["ske-taushetsbelagte-opplysninger"], vec![], substantial.as_str(), (403, "AUTH-00020")),
        (vec!["finnes-ikke"], vec![], ÅSE, (403, "AUTH-00014")),
    ] {
        set_access(&rig, &rights, &packages)?;
        let asked = ask_bakery(&rig)?;
        let answer = send(&rig, &format!("request?id={}", asked.id), who, &[("party", BAKERY), ("verb", "approve")]).await?;
        assert_eq!(outcome(&answer), expected, "{rights:?} {packages:?}");
        assert!(answer.body.contains(r#"id="approve""#), "another may still do it");
    }
    set_access(&rig, &["ske-taushetsbelagte-opplysninger", "ttd-styreprotokoll"], &["skattegrunnlag"])?;
    let asked = ask_bakery(&rig)?;
    assert_eq!(send(&rig, &format!("request?id={}", asked.id), ÅSE, &[("party", BAKERY), ("verb", "approve")]).await?.status, 303);
    Ok(())
}

/// 28: a firm's access manager has nothing of its clients; the camping site is not on the owner's list.
#[tokio::test]
async fn r28_provider_packages_come_from_the_role() -> Outcome {
    let rig = town(&["ske-avtalte-innsyn"], &["regnskapsforer-lonn"]).await?;
    let agent = ask(&rig, ACCOUNTANT, SystemUserKind::Agent)?;
    let answer = send(&rig, &format!("agentrequest?id={}", agent.id), LEIF, &[("party", ACCOUNTANT), ("verb", "approve")]).await?;
    assert_eq!(outcome(&answer), (400, "AUTH-00053"));
    set_access(&rig, &["ske-avtalte-innsyn"], &[])?;
    let paul = "20100005.4";
    let listed = ask(&rig, "312345609", SystemUserKind::Standard)?;
    let answer = send(&rig, &format!("request?id={}", listed.id), paul, &[("party", "312345609"), ("verb", "approve")]).await?;
    assert_eq!(outcome(&answer), (403, "AUTH-00069"));
    Ok(())
}

/// 28, 29: strangers, and those who act for another organisation.
#[tokio::test]
async fn r29_the_organisation_is_the_one_that_is_asked() -> Outcome {
    let rig = town(&[], &["skattegrunnlag"]).await?;
    let standard = format!("request?id={}", ask_bakery(&rig)?.id);
    let agent = format!("agentrequest?id={}", ask(&rig, ACCOUNTANT, SystemUserKind::Agent)?.id);
    assert_eq!(outcome(&see(&rig, &standard, Some(STRANGER)).await?), (403, "AUTH-00066"));
    assert_eq!(outcome(&send(&rig, &standard, STRANGER, &[("party", BAKERY), ("verb", "escalate")]).await?), (403, "AUTH-00066"));
    assert_eq!(outcome(&see(&rig, &agent, Some(ÅSE)).await?), (403, "AUTH-00066"));
    assert_eq!(outcome(&send(&rig, &standard, ÅSE, &[("party", ACCOUNTANT), ("verb", "approve")]).await?), (403, "AUTH-00041"));
    assert_eq!(outcome(&send(&rig, &agent, LEIF, &[("party", BAKERY), ("verb", "approve")]).await?), (403, "AUTH-00042"));
    assert_eq!(outcome(&see(&rig, "request?id=nope", Some(ÅSE)).await?), (404, "AUTH-00010"));
    assert_eq!(outcome(&see(&rig, "agentrequest", Some(ÅSE)).await?), (404, "AUTH-00030"));
    let script = send(&rig, &standard, "20100001.2", &[("party", BAKERY), ("verb", "approve")]).await?;
    assert!(script.body.contains(r#"id="login-form""#), "a level that nobody logs in at is no login");
    Ok(())
}
