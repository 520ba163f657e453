//! Altinn's access management in the browser: where system users are approved, and afterwards looked after (altinn.md 5.3, 5.7 to 5.10).
//!
//! Plain forms, as the portal's: usable by a person, a browser driver, or a scripted HTTP client.
//!
//! | Request below `/accessmanagement/ui` | Fields | Answer |
//! |---|---|---|
//! | any page, nobody logged in | | «Hvem er du?»: `#person-ID`, `#level-substantial`, `#level-high`, `#log-in` |
//! | `POST /login` | `person`, `level`, `goto` | 303 to `goto`, with the cookie |
//! | `POST /logout` | `goto` | 303 to `goto`, without it: `#change-person` |
//! | `GET /systemuser/request?id=` | | what is asked for; `#approve`, `#reject`, or `#escalate` alone |
//! | `GET /systemuser/agentrequest?id=`, `/systemuser/changerequest?id=` | | the same |
//! | `POST` to the same address | `party`, `verb` | 303 to the vendor's page as it is registered, or to `/systemuser/done` |
//! | `GET /systemuser/done?what=` | | `#done` |
//! | `GET /systemuser/overview?party=` | | `#system-users`; links `#organisation-NUMBER`, `#request-ID` |
//! | `POST /systemuser/overview/delete` | `party`, `id` | 303 back: `#delete-ID` |
//! | `POST /systemuser/overview/attach`, `/detach` | `party`, `id`, `client` (a party's UUID) | 303 back: `#attach-ID-NUMBER`, `#detach-ID-NUMBER` |
//! | `POST /systemuser/overview/create` | `party`, `system`, `title` | 303 back: `#create-SYSTEM` |
//!
//! A refusal answers with the problem's status: the words in `#problem`, the code in `#code`. After approval or rejection the person is
//! logged out. A script that keeps no cookies sends `Cookie: practice-altinn=USERID.LEVEL` of its own, the level 3 or 4.

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::approval::Kind;
use crate::world::World;

mod login;
mod overview;
mod overview_changes;
mod request;
mod shown;
mod visit;

const UI: &str = "/accessmanagement/ui";
const OVERVIEW: &str = "/accessmanagement/ui/systemuser/overview";

/// `{altinn_access_ui}`
pub(crate) fn router(world: Arc<World>) -> Router {
    let mut router = Router::new();
    for kind in Kind::ALL {
        let show = move |visit| async move { request::show(&visit, kind) };
        let decide = move |visit, fields| async move { request::decide(&visit, kind, &fields) };
        router = router.route(&format!("{UI}/systemuser/{}", kind.path()), get(show).post(decide));
    }
    router
        .route(&format!("{UI}/login"), post(login::log_in))
        .route(&format!("{UI}/logout"), post(login::log_out))
        .route(&format!("{UI}/systemuser/done"), get(request::done))
        .route(OVERVIEW, get(overview::show))
        .route(&format!("{OVERVIEW}/delete"), post(overview_changes::delete))
        .route(&format!("{OVERVIEW}/attach"), post(overview_changes::attach))
        .route(&format!("{OVERVIEW}/detach"), post(overview_changes::detach))
        .route(&format!("{OVERVIEW}/create"), post(overview_changes::create))
        .route("/", get(async || Redirect::to(OVERVIEW)))
        .with_state(world)
}
