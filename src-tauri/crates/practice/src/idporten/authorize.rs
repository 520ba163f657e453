//! `GET /authorize`: from the browser's arrival to the login page.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::form::Fields;
use crate::idporten::answer::{redirect, with_query};
use crate::idporten::client_authentication::login_client;
use crate::idporten::login::Transaction;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::{AuthorizationRequest, ReturnAddress};
use crate::idporten::shelf::unguessable;
use crate::idporten::{IdPorten, headless, pages, par};
use crate::page::Language;
use crate::registration::Client;

/// How long a login page waits for the person.
const PATIENCE: i64 = 30 * 60;

pub(super) async fn authorize(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let language = Language::choose(fields.first("ui_locales"), &headers);
    let (parameters, client, answer_to) = match arrival(&app, &fields) {
        Ok(arrival) => arrival,
        Err(refusal) => return pages::refused(language, &refusal),
    };
    let language = Language::choose(parameters.text("ui_locales"), &headers);
    let request = match AuthorizationRequest::of(&parameters, &client, answer_to.clone(), app.world.strict()) {
        Ok(request) => request,
        Err(refusal) => return app.refuse(&answer_to, &refusal, language).await,
    };
    if let Some(hint) = request.login_hint.as_deref().and_then(|hint| hint.strip_prefix("testid:")) {
        return match headless::person(hint, &request) {
            Ok((person, level)) => app.finish(request, person, level, language).await,
            Err(refusal) => app.refuse(&answer_to, &refusal, language).await,
        };
    }
    if request.prompt.none {
        // Practice keeps no session: whoever comes has to log in.
        return app.refuse(&answer_to, &Refusal::new("login_required", "The person has to log in"), language).await;
    }
    let (name, now) = (unguessable(), app.world.clock.now());
    app.transactions.put(&name, Transaction { request, client_name: client.name, chosen: None }, now + PATIENCE, now);
    redirect(&with_query("/login", &[("transaction", name), ("lang", language.tag().to_owned())]))
}

/// What must be right before the browser may be sent anywhere.
fn arrival(app: &IdPorten, fields: &Fields) -> Result<(Parameters, Client, ReturnAddress), Refusal> {
    let parameters = Parameters::of(fields)?;
    let id = parameters.required("client_id")?;
    let client = login_client(app, id).ok_or_else(|| Refusal::invalid_client("Unknown or inactive client"))?;
    let parameters = match parameters.text("request_uri") {
        Some(reference) if reference.starts_with(par::PREFIX) => par::collect(app, reference, &parameters, &client)?,
        _ => parameters,
    };
    let answer_to = ReturnAddress::of(&parameters, &client)?;
    Ok((parameters, client, answer_to))
}
