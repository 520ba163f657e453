//! A provider that says in its refusals what it was sent: nothing secret of that is quoted.

use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use inngang_engine::login::{Client, ClientAuthentication, Login, LoginError, Order};
use inngang_engine::problem::Problem;
use inngang_engine::secret::Secret;
use serde_json::json;

use crate::Outcome;
use crate::provider::{Asked, Bends, Part, json_reply, plain};
use crate::rig::{Rig, order};
use crate::texts::shown;

const CLIENT_SECRET: &str = "kort+løsen";

/// Everything that it was sent, in words that look like nothing in particular.
fn everything(asked: &Asked) -> String {
    let fields = asked.fields.iter().map(|(_, value)| value.as_str());
    let token = asked.header("authorization").and_then(|header| header.split_once(' ')).map(|(_, token)| token);
    fields.chain(token).map(|value| format!("«{value}» is not right. ")).collect()
}

/// Refuses whatever is posted to `line` once it has been asked `before` times, as JSON or as a page.
fn echoing(line: &'static str, before: usize, as_page: bool) -> Bends {
    Bends::default().instead(move |asked| {
        let said = everything(asked);
        let refused = || match as_page {
            true => plain(400, "text/html", format!("<h1>{said}</h1>")),
            false => json_reply(400, &json!({ "error": "invalid_request", "error_description": said, "trace_id": said })),
        };
        (asked.line == line && asked.before >= before).then(refused)
    })
}

fn by(authentication: ClientAuthentication) -> Outcome<Order> {
    let order = order()?;
    Ok(Order { client: Client { authentication, ..order.client }, pushed: true, ..order })
}

fn check(rig: &Rig, problem: Option<&Problem>) -> Outcome {
    let said = format!("{:?}", problem.ok_or("nothing was refused")?);
    let secrets = ["code", "code_verifier", "refresh_token", "token", "client_secret"];
    let sent = rig.provider.asked().into_iter().flat_map(|asked| asked.fields).filter(|(name, _)| secrets.contains(&name.as_str()));
    for secret in sent.map(|(_, value)| value).chain([CLIENT_SECRET.to_owned()]) {
        assert!(!said.contains(&secret), "{secret}: {said}");
    }
    // The rest may help whoever reads it.
    assert!(said.contains("is not right"), "{said}");
    Ok(())
}

async fn later(rig: &Rig, login: &Login, line: &str) -> Option<LoginError> {
    match line {
        "POST /token" => rig.party.refresh(login).await.err(),
        _ => rig.log_out(login).await.revoked.err(),
    }
}

#[tokio::test]
async fn what_it_was_sent_is_not_quoted() -> Outcome {
    let secret = || Arc::new(Secret::new(CLIENT_SECRET.to_owned()));
    for order in [by(ClientAuthentication::ClientSecretPost(secret()))?, by(ClientAuthentication::ClientSecretBasic(secret()))?] {
        for (line, before) in [("POST /par", 0), ("POST /token", 0), ("POST /token", 1), ("POST /token/revoke", 0)] {
            for as_page in [false, true] {
                let rig = Rig::new(echoing(line, before, as_page)).await?;
                let refused = match rig.log_in(&order).await {
                    Ok(login) => later(&rig, &login, line).await,
                    Err(error) => Some(error),
                };
                // A pushed request that is answered with a page goes on without.
                if !(line == "POST /par" && as_page) {
                    check(&rig, refused.as_ref().map(shown).as_ref())?;
                }
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_access_token_is_not_quoted() -> Outcome {
    let bends = Bends::default().instead(|asked| (asked.line == "GET /userinfo").then(|| plain(401, "text/plain", everything(asked))));
    let rig = Rig::new(bends).await?;
    let login = rig.log_in(&order()?).await?;
    let said = format!("{:?}", rig.party.user_info(&login).await.err().map(|error| shown(&error)).ok_or("told")?);
    // EXPOSE: made up by the test's own provider.
    assert!(said.contains("is not right") && !said.contains(login.access_token.expose()), "{said}");
    Ok(())
}

/// What was sent is known; a token in a member for something else is told apart by what it looks like, and by its length.
#[tokio::test]
async fn a_token_in_the_wrong_place_is_not_quoted() -> Outcome {
    let token = format!("eyJ{}", BASE64_STANDARD.encode("hemmelig".repeat(200)));
    let rig = Rig::new(Bends::default().with(Part::Tokens, "token_type", json!(token))).await?;
    let refused = rig.log_in(&order()?).await.err().map(|error| shown(&error)).ok_or("logged in")?;
    let said = format!("{refused:?}");
    assert!(refused.code == "login.token_type" && !said.contains(&token[..40]) && said.len() < 1_000, "{said}");
    Ok(())
}
