//! What a vendor asks an organisation for, with the buttons that decide it.

use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;

use super::visit::{TEXTS, Visit};
use super::{UI, login, shown};
use crate::approval::{Approver, Denial, Kind, Matter, Verb};
use crate::form::Fields;
use crate::page::Sheet;

const REQUEST: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("request.html")), texts: TEXTS };
const REFUSED: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("refused.html")), texts: TEXTS };
const DONE: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("done.html")), texts: TEXTS };

/// `GET /systemuser/request?id=…` and the two beside it.
pub(super) fn show(visit: &Visit, kind: Kind) -> Response {
    match (visit.approver, find(visit, kind)) {
        (None, _) => login::page(visit),
        (Some(approver), Ok(matter)) if approver.is_related(&matter.party) => page(visit, approver, &matter, None),
        (Some(_), Ok(_)) => visit.show(&REFUSED, Some(Denial::NOT_A_MANAGER), context! {}),
        (Some(_), Err(denial)) => visit.show(&REFUSED, Some(denial), context! {}),
    }
}

/// `POST` to the same address.
pub(super) fn decide(visit: &Visit, kind: Kind, fields: &Fields) -> Response {
    let Some(approver) = visit.approver else { return login::page(visit) };
    let matter = match find(visit, kind) {
        Ok(matter) => matter,
        Err(denial) => return visit.show(&REFUSED, Some(denial), context! {}),
    };
    let Some(verb) = fields.first("verb").and_then(Verb::named) else { return page(visit, approver, &matter, None) };
    match visit.world.decide(approver, fields.first("party").unwrap_or_default(), &matter, verb) {
        Ok(()) => leave(visit, &matter, verb),
        Err(denial) if approver.is_related(&matter.party) => page(visit, approver, &matter, Some(denial)),
        Err(denial) => visit.show(&REFUSED, Some(denial), context! {}),
    }
}

/// `GET /systemuser/done?what=…`: Altinn's start page, with a word of what was done.
pub(super) async fn done(visit: Visit) -> Response {
    let verb = visit.query.first("what").and_then(Verb::named);
    visit.show(&DONE, None, context! { what => verb.map(Verb::name) })
}

fn find(visit: &Visit, kind: Kind) -> Result<Matter, Denial> {
    visit.query.first("id").and_then(|id| visit.world.matter(kind, id)).ok_or_else(|| Denial::unknown(kind))
}

/// Whoever has decided is logged out; the vendor's page is told nothing (altinn.md 5.4).
fn leave(visit: &Visit, matter: &Matter, verb: Verb) -> Response {
    let end = visit.with_language(&format!("{UI}/systemuser/done?what={}", verb.name()));
    match (verb, &matter.redirect_url) {
        (Verb::Escalate, _) => Redirect::to(&end).into_response(),
        (_, None) => login::forget(Redirect::to(&end).into_response()),
        (_, Some(vendor)) => login::forget(Redirect::to(vendor).into_response()),
    }
}

fn page(visit: &Visit, approver: Approver, matter: &Matter, denial: Option<Denial>) -> Response {
    let system = visit.world.store.read(|record| record.systems.get(&matter.system).map(|system| shown::system(visit, system)));
    let manages = approver.manages(&matter.party);
    let more = context! {
        kind => matter.kind.path(),
        action => visit.with_language(&visit.here()),
        system,
        title => matter.title,
        party => shown::organisation(&matter.party),
        created => shown::date(matter.created),
        rights => shown::rights(visit, &matter.rights),
        packages => shown::packages(visit, &matter.packages),
        unwanted_rights => shown::rights(visit, &matter.unwanted_rights),
        unwanted_packages => shown::packages(visit, &matter.unwanted_packages),
        status => if matter.is_open() || matter.status.name() != "New" { matter.status.name() } else { "Timedout" },
        open => matter.is_open(),
        escalated => matter.escalated,
        manages,
        can_escalate => !manages && matter.kind != Kind::Change,
    };
    visit.show(&REQUEST, denial, more)
}
