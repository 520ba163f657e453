//! Legg til klient: first what kind, then the form.

use axum::extract::Path;
use axum::response::Response;
use minijinja::context;

use super::forms;
use super::organisation::{find, missing};
use super::visit::{TEXTS, Visit};
use crate::Organisation;
use crate::page::Sheet;
use crate::registration::{ClientKind, Draft, Refusal};

const CHOICE: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("choose_client.html")), texts: TEXTS };
const FORM: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("new_client.html")), texts: TEXTS };

pub(super) async fn choose(visit: Visit, Path(number): Path<String>) -> Response {
    match find(&visit, &number) {
        Ok(organisation) => {
            let kinds: Vec<_> = ClientKind::ALL.into_iter().map(ClientKind::name).collect();
            visit.show(&CHOICE, &format!("/organisations/{number}/clients/new"), None, context! { organisation, kinds })
        }
        Err(refusal) => missing(&visit, &refusal),
    }
}

pub(super) async fn form(visit: Visit, Path((number, kind)): Path<(String, String)>) -> Response {
    let kind = ClientKind::named(&kind).ok_or_else(|| Refusal::new("client_kind"));
    match find(&visit, &number).and_then(|organisation| Ok((organisation, kind?))) {
        Ok((organisation, kind)) => form_page(&visit, organisation, &forms::blank(kind), None),
        Err(refusal) => missing(&visit, &refusal),
    }
}

/// A refused form comes back as it was filled in.
pub(super) fn form_page(visit: &Visit, organisation: &Organisation, draft: &Draft, refusal: Option<&Refusal>) -> Response {
    let more = context! {
        organisation,
        form => forms::shown(draft),
        scopes => forms::offered(visit, organisation.number, draft),
        real_steps => !draft.kind.logs_in(),
    };
    let path = format!("/organisations/{}/clients/new/{}", organisation.number, draft.kind.name());
    visit.show(&FORM, &path, refusal, more)
}
