//! How a request is decided.

use std::time::Duration;

use inngang_practice::{RequestStatus, SystemUserKind};

use super::{ACCOUNTANT, BO, KLARA, SYSTEM, TUVA, UI, ask, ask_bakery, outcome, see, send, set_access, town, ÅSE};
use crate::rig::{BAKERY, Outcome, Rig};

fn status(rig: &Rig, id: &str) -> Option<(RequestStatus, bool)> {
    rig.practice.requests().into_iter().find(|request| request.id == id).map(|request| (request.status, request.escalated))
}

#[tokio::test]
async fn somebody_logs_in_sees_what_is_asked_and_approves() -> Outcome {
    let rig = town(&["ske-krav-og-betalinger"], &["skattnaering"]).await?;
    let asked = ask_bakery(&rig)?;
    let page = format!("request?id={}&DONTCHOOSEREPORTEE=true", asked.id);
    let door = see(&rig, &page, None).await?;
    assert!(door.status == 200 && door.body.contains(r#"id="person-14867521349""#) && door.body.contains("Hvem er du?"), "{}", door.body);
    let goto = format!("{UI}/{page}&lang=nb");
    let hidden = goto.replace('&', "&amp;").replace('/', "&#x2f;");
    assert!(door.body.contains(&format!(r#"name="goto" value="{hidden}""#)), "{}", door.body);
    let login = format!("{}/accessmanagement/ui/login", rig.practice.addresses().altinn_access_ui);
    let fields = [("person", "14867521349"), ("level", "high"), ("goto", goto.as_str())];
    let response = rig.http.post(&login).form(&fields).send().await?;
    assert_eq!((response.status().as_u16(), response.headers()["location"].to_str()?), (303, goto.as_str()));
    assert!(response.headers()["set-cookie"].to_str()?.starts_with(&format!("practice-altinn={ÅSE}; ")));
    let nobody =
        rig.send(rig.http.post(&login).form(&[("person", "x"), ("level", "high"), ("goto", "https://elsewhere.example/")])).await?;
    assert!(nobody.status == 422 && !nobody.body.contains("elsewhere"));

    let shown = see(&rig, &page, Some(ÅSE)).await?.body;
    for part in ["Krav og betalinger", "Skatt næring", "PORTVIK PROGRAMVARE AS", "BLÅBÆRSVINGEN BAKERI AS", "Kassa", "Åse Blåbær"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    for id in ["approve", "reject", "change-person", "party", "vendor", "lang-nn"] {
        assert!(shown.contains(&format!(r#"id="{id}""#)), "{id}");
    }
    assert!(see(&rig, &format!("{page}&lang=en"), Some(ÅSE)).await?.body.contains("A system vendor asks"));
    let answer = send(&rig, &page, ÅSE, &[("party", BAKERY), ("verb", "approve")]).await?;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/accessmanagement/ui/systemuser/done?what=approve&lang=nb"));
    let user = rig.practice.system_users().into_iter().find(|user| user.id == asked.id).ok_or("no system user")?;
    assert!(user.is_live() && user.rights == asked.rights && user.packages == asked.packages);
    assert!(see(&rig, "done?what=approve", None).await?.body.contains(r#"id="done""#));
    Ok(())
}

/// 27: whoever comes second is too late, the same person or another.
#[tokio::test]
async fn r27_a_second_decision_is_auth_13() -> Outcome {
    let rig = town(&[], &["renovasjon"]).await?;
    let (first, second) = (ask_bakery(&rig)?, ask_bakery(&rig)?);
    let decide =
        async |id: &str, verb: &str, who: &str| send(&rig, &format!("request?id={id}"), who, &[("party", BAKERY), ("verb", verb)]).await;
    assert_eq!(decide(&first.id, "approve", ÅSE).await?.status, 303);
    assert_eq!(decide(&second.id, "reject", TUVA).await?.status, 303);
    for (id, verb) in [(&first.id, "approve"), (&first.id, "reject"), (&second.id, "approve"), (&second.id, "escalate")] {
        assert_eq!(outcome(&decide(id, verb, TUVA).await?), (409, "AUTH-00013"), "{verb}");
    }
    assert_eq!(
        (status(&rig, &first.id), status(&rig, &second.id)),
        (Some((RequestStatus::Accepted, false)), Some((RequestStatus::Rejected, false)))
    );
    let shown = see(&rig, &format!("request?id={}", second.id), Some(ÅSE)).await?.body;
    assert!(shown.contains(r#"id="status""#) && !shown.contains(r#"id="approve""#));
    let third = ask_bakery(&rig)?;
    rig.practice.clock().advance(Duration::from_secs(181 * 24 * 60 * 60));
    assert_eq!(outcome(&decide(&third.id, "approve", ÅSE).await?), (409, "AUTH-00013"));
    assert!(see(&rig, &format!("request?id={}", third.id), Some(ÅSE)).await?.body.contains("180 dager"));
    Ok(())
}

#[tokio::test]
async fn whoever_may_not_approve_sends_it_on_to_those_who_may() -> Outcome {
    let rig = town(&[], &["regnskapsforer-lonn"]).await?;
    let asked = ask(&rig, ACCOUNTANT, SystemUserKind::Agent)?;
    let page = format!("agentrequest?id={}", asked.id);
    let shown = see(&rig, &page, Some(BO)).await?;
    assert!(shown.body.contains(r#"id="escalate""#) && !shown.body.contains(r#"id="approve""#), "{}", shown.body);
    assert_eq!(outcome(&send(&rig, &page, BO, &[("party", ACCOUNTANT), ("verb", "approve")]).await?), (403, "AUTH-00066"));
    let sent = send(&rig, &page, BO, &[("party", ACCOUNTANT), ("verb", "escalate")]).await?;
    assert_eq!((sent.status, status(&rig, &asked.id)), (303, Some((RequestStatus::New, true))));
    assert!(see(&rig, &format!("overview?party={ACCOUNTANT}"), Some(KLARA)).await?.body.contains(&format!(r#"id="request-{}""#, asked.id)));
    assert_eq!(send(&rig, &page, KLARA, &[("party", ACCOUNTANT), ("verb", "approve")]).await?.status, 303);
    let user = rig.practice.system_users().into_iter().find(|user| user.id == asked.id).ok_or("no system user")?;
    assert!(user.is_live() && user.clients.is_empty(), "an agent has no clients yet");
    assert_eq!(see(&rig, &format!("request?id={}", asked.id), Some(KLARA)).await?.status, 404, "the other kind's page");
    Ok(())
}

#[tokio::test]
async fn every_page_speaks_three_languages() -> Outcome {
    let rig = town(&[], &["skattegrunnlag"]).await?;
    let asked = ask_bakery(&rig)?;
    for path in [format!("request?id={}", asked.id), "overview".to_owned(), "done?what=reject".to_owned(), "request?id=x".to_owned()] {
        let mut seen = Vec::new();
        for language in ["nb", "nn", "en"] {
            let joint = if path.contains('?') { '&' } else { '?' };
            let body = see(&rig, &format!("{path}{joint}lang={language}"), Some(ÅSE)).await?.body;
            assert!(body.contains(&format!(r#"<html lang="{language}">"#)), "{path}");
            seen.push(body.split_once("<main>").map(|(_, main)| main.to_owned()).unwrap_or_default());
        }
        assert!(seen[0] != seen[1] && seen[1] != seen[2], "{path}");
    }
    set_access(&rig, &[], &[])?;
    assert!(rig.practice.systems().iter().any(|system| system.id == SYSTEM));
    Ok(())
}
