//! An organisation's system users, with what waits for it and what it may make itself (altinn.md 5.9, 5.10).

use axum::response::Response;
use minijinja::{Value, context};

use super::visit::{TEXTS, Visit};
use super::{OVERVIEW, UI, login, shown};
use crate::approval::{Approver, Denial, Kind};
use crate::page::Sheet;
use crate::store::Record;
use crate::systems::{RequestStatus, SystemUser, SystemUserKind};
use crate::town::{Organisation, Town};

const PAGE: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("overview.html")), texts: TEXTS };
const NOBODY: Sheet = Sheet { template: concat!(include_str!("parts.html"), include_str!("refused.html")), texts: TEXTS };

/// `GET /systemuser/overview?party=…`
pub(super) async fn show(visit: Visit) -> Response {
    let wanted = visit.query.first("party").unwrap_or_default().to_owned();
    page(&visit, &wanted, None)
}

/// For the organisation, or the first one that the person may look after; `denial` is why a form came back.
pub(super) fn page(visit: &Visit, party: &str, denial: Option<Denial>) -> Response {
    let Some(approver) = visit.approver else { return login::page(visit) };
    let looked_after: Vec<&Organisation> =
        Town.organisations().iter().filter(|unit| unit.can_act() && looks_after(approver, unit.number)).collect();
    let wanted = looked_after.iter().find(|unit| unit.number == party).or_else(|| looked_after.first().filter(|_| party.is_empty()));
    let Some(unit) = wanted else { return visit.show(&NOBODY, denial.or(Some(Denial::NOT_A_MANAGER)), context! {}) };
    let more = context! {
        party => unit.number,
        organisation => unit,
        organisations => looked_after,
        manages => approver.manages(unit.number),
        system_users => system_users(visit, approver, unit),
        requests => waiting(visit, unit),
        systems => offered(visit, unit),
    };
    visit.show_at(&format!("{OVERVIEW}?party={}", unit.number), &PAGE, denial, more)
}

fn looks_after(approver: Approver, number: &str) -> bool {
    approver.manages(number) || approver.administers_clients(number)
}

fn system_users(visit: &Visit, approver: Approver, unit: &Organisation) -> Vec<Value> {
    let administers = approver.administers_clients(unit.number);
    visit.world.store.read(|record| {
        let own = record.system_users.values().filter(|user| user.is_live() && user.owner == unit.number);
        own.map(|user| system_user(visit, record, user, administers)).collect()
    })
}

fn system_user(visit: &Visit, record: &Record, user: &SystemUser, administers: bool) -> Value {
    let attached: Vec<Value> = user.clients.iter().filter_map(|number| Town.organisation(number)).map(client).collect();
    let free =
        user.available_clients(visit.world.crowd).map(|access| access.organisation).filter(|unit| !user.clients.contains(unit.number));
    context! {
        id => user.id,
        title => user.title,
        kind => user.kind.name(),
        external_ref => user.external_ref,
        created => shown::date(user.created),
        system => record.systems.get(&user.system).map(|system| shown::system(visit, system)),
        rights => shown::rights(visit, &user.rights),
        packages => shown::packages(visit, &user.packages),
        administers => administers && user.kind == SystemUserKind::Agent,
        attached,
        available => free.map(client).collect::<Vec<_>>(),
    }
}

fn client(unit: &Organisation) -> Value {
    context! { id => unit.party_uuid, number => unit.number, name => unit.name }
}

/// What is asked of the organisation and not decided.
fn waiting(visit: &Visit, unit: &Organisation) -> Vec<Value> {
    let now = visit.world.clock.now();
    let line = |id: &str, kind: Kind, title: &str, escalated: bool| {
        let address = visit.with_language(&format!("{UI}/systemuser/{}?id={id}", kind.path()));
        context! { id, title, escalated, address, kind => kind.path() }
    };
    visit.world.store.read(|record| {
        let requests = record.requests.values().filter(|request| {
            request.party == unit.number && !request.is_deleted && request.status == RequestStatus::New && !request.has_timed_out(now)
        });
        let requests =
            requests.map(|request| line(&request.id, request.kind.into(), request.title.as_deref().unwrap_or_default(), request.escalated));
        let changes = record.change_requests.values().filter(|change| {
            change.party == unit.number && !change.is_deleted && change.status == RequestStatus::New && !change.has_timed_out(now)
        });
        let changes = changes.map(|change| {
            let title = record.system_users.get(&change.system_user).and_then(|user| user.title.as_deref()).unwrap_or_default();
            line(&change.id, Kind::Change, title, false)
        });
        requests.chain(changes).collect()
    })
}

/// Systems that the organisation has no system user of under its own number.
fn offered(visit: &Visit, unit: &Organisation) -> Vec<Value> {
    let there: Vec<String> = visit.world.store.read(|record| {
        let own =
            record.system_users.values().filter(|user| user.is_live() && user.owner == unit.number && user.external_ref == unit.number);
        own.map(|user| user.system.clone()).collect()
    });
    let visible = visit.world.visible_systems();
    visible.iter().filter(|system| !there.contains(&system.id)).map(|system| shown::system(visit, system)).collect()
}
