//! Which cause an MP-303 has, by what Altinn's register holds beside what the grant named (maskinporten.md 10.4, altinn.md 6.3).

use super::SystemUser;
use crate::altinn::{self, RequestStatus, System, SystemUserKind, SystemUserRequest};
use crate::names::{ClientId, ExternalRef};
use crate::problem::{Action, Code, Problem};

codes! { "maskinporten":
    CLIENT = "system_user_client", turn: You, facts: [client, systems];
    OWNER = "system_user_owner", turn: You, facts: [owner, owners];
    REFERENCE = "system_user_reference", turn: You, facts: [owner, reference, references];
    NO_SYSTEM = "system_user_no_system", turn: You, facts: [client];
    WAITING = "system_user_waiting", turn: YourOrganisation, facts: [owner, systems];
    REQUESTED = "system_user_requested", turn: YourOrganisation, facts: [owner, systems];
    TURNED_DOWN = "system_user_turned_down", turn: YourOrganisation, facts: [owner, systems];
    TIMED_OUT = "system_user_timed_out", turn: You, facts: [owner, systems];
    DELETED = "system_user_deleted", turn: YourOrganisation, facts: [owner, systems];
    FITS = "system_user_fits", turn: Service, facts: [owner];
}

/// More of a kind than this help nobody to find the right one.
const MOST_TOLD: usize = 5;

/// The ids of the systems that the client is on.
pub(super) fn systems_with(client: &ClientId, systems: &[System]) -> Vec<String> {
    let with_client = live(systems).filter(|system| system.clients.iter().any(|one| one == client.as_str()));
    with_client.map(|system| system.id.clone()).collect()
}

/// The cause when the client is on none of them.
pub(super) fn on_no_system(client: &ClientId, systems: &[System]) -> Problem {
    let others = told(live(systems).map(|system| system.id.as_str()));
    let cause = if others.is_empty() { NO_SYSTEM.problem() } else { CLIENT.problem().with("systems", others) };
    cause.with("client", client.as_str()).offer(Action::ReviewClient).offer(Action::TryAgain)
}

fn live(systems: &[System]) -> impl Iterator<Item = &System> {
    systems.iter().filter(|system| !system.is_deleted)
}

/// The cause when the client is where it should be, among all system users of its systems.
pub(super) fn among(users: &[altinn::SystemUser], wanted: &SystemUser, systems: &[String]) -> Problem {
    let owner = wanted.owner.as_str();
    let reference = wanted.external_ref.as_ref().map_or(owner, ExternalRef::as_str);
    let (mut live, deleted): (Vec<_>, Vec<_>) = users.iter().partition(|user| !user.is_deleted);
    let mut references: Vec<&str> = live.iter().filter(|user| user.owner == owner).map(|user| user.reference()).collect();
    // First what was probably meant: the same letters, the accountant for whose client was asked.
    references.sort_by_key(|other| other.to_lowercase() != reference.to_lowercase());
    live.sort_by_key(|user| user.kind != SystemUserKind::Agent);
    let to_review = |cause: Problem| cause.with("owner", owner).offer(Action::ReviewClient).offer(Action::TryAgain);
    let to_approve = |cause: Code| cause.problem().with("owner", owner).with("systems", systems.to_vec()).offer(Action::TryAgain);
    if references.contains(&reference) {
        FITS.problem().with("owner", owner).offer(Action::TryAgain)
    } else if !references.is_empty() {
        to_review(REFERENCE.problem().with("reference", reference).with("references", told(references)))
    } else if deleted.iter().any(|user| user.owner == owner) {
        to_approve(DELETED)
    } else if !live.is_empty() {
        to_review(OWNER.problem().with("owners", told(live.iter().map(|user| user.owner.as_str()))))
    } else {
        to_approve(WAITING)
    }
}

/// Whether the requests may say more: nothing of the owner's is there.
pub(super) fn may_be_requested(cause: &Problem) -> bool {
    [WAITING.name, OWNER.name].contains(&cause.code)
}

/// The cause by the requests for exactly what the grant named, one a system; none when they say no more than was known.
pub(super) fn by_requests(requests: &[SystemUserRequest], wanted: &SystemUser) -> Option<Problem> {
    let code = |request: &SystemUserRequest| match (&request.status, request.timed_out) {
        (RequestStatus::Rejected | RequestStatus::Denied, _) => Some(TURNED_DOWN),
        (RequestStatus::TimedOut, _) | (RequestStatus::New, true) => Some(TIMED_OUT),
        (RequestStatus::New, false) => Some(REQUESTED),
        (RequestStatus::Accepted, _) => Some(DELETED),
        _ => None,
    };
    let (cause, of) = requests.iter().find_map(|request| Some((code(request)?, request)))?;
    let cause = cause.problem().with("owner", wanted.owner.as_str()).with("systems", vec![of.system.clone()]);
    Some(cause.offer(Action::TryAgain))
}

/// Each once, the first few.
fn told<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if once.len() < MOST_TOLD && !once.iter().any(|told| told == name) {
            once.push(name.to_owned());
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::*;
    use crate::problem::Fact;

    type Failure = Box<dyn std::error::Error>;

    const BAKERY: &str = "315000106";
    const ACCOUNTANT: &str = "311223305";

    fn system(id: &str, clients: &[&str], is_deleted: bool) -> System {
        System { id: id.to_owned(), clients: clients.iter().map(|one| (*one).to_owned()).collect(), is_deleted, ..System::default() }
    }

    fn user(owner: &str, reference: Option<&str>) -> altinn::SystemUser {
        let (id, external_ref) = (altinn::AltinnId::default(), reference.map(str::to_owned));
        let (system, title) = ("312345609_kasse".to_owned(), None);
        altinn::SystemUser { id, system, title, owner: owner.to_owned(), external_ref, kind: SystemUserKind::Standard, is_deleted: false }
    }

    fn deleted(user: altinn::SystemUser) -> altinn::SystemUser {
        altinn::SystemUser { is_deleted: true, ..user }
    }

    fn list(problem: &Problem, fact: &str) -> Vec<String> {
        if let Some(Fact::List(list)) = problem.facts.get(fact) { list.clone() } else { Vec::new() }
    }

    #[test]
    fn the_client_must_be_on_a_living_system() -> Result<(), Failure> {
        let client: ClientId = "c-1".parse()?;
        let elsewhere = [system("a", &["C-1"], false), system("b", &["c-1"], true)];
        assert_eq!(systems_with(&client, &[system("a", &["c-0"], false), system("b", &["c-1"], false)]), ["b"]);
        assert_eq!(systems_with(&client, &elsewhere), [] as [&str; 0], "case matters, and a deleted one is none");
        let check = |systems: &[System], expected: &str, told: &[&str]| {
            let cause = on_no_system(&client, systems);
            assert_eq!((cause.code, list(&cause, "systems")), (expected, told.iter().map(|id| (*id).to_owned()).collect()));
        };
        check(&[], "maskinporten.system_user_no_system", &[]);
        check(&elsewhere[1..], "maskinporten.system_user_no_system", &[]);
        check(&elsewhere, "maskinporten.system_user_client", &["a"]);
        let many = ["a", "b", "c", "d", "e", "f"].map(|id| system(id, &[], false));
        check(&many, "maskinporten.system_user_client", &["a", "b", "c", "d", "e"]);
        Ok(())
    }

    #[test]
    fn owner_and_reference_are_told_apart() -> Result<(), Failure> {
        let check = |users: &[altinn::SystemUser], reference: Option<&str>, expected: &str, told: &[&str]| -> Result<(), Failure> {
            let external_ref = reference.map(str::parse).transpose()?;
            let cause = among(users, &SystemUser { owner: BAKERY.parse()?, external_ref }, &["312345609_kasse".to_owned()]);
            assert_eq!(cause.code, format!("maskinporten.system_user_{expected}"), "{users:?} {reference:?}");
            assert_eq!([list(&cause, "owners"), list(&cause, "references")].concat(), told);
            assert!((1..=2).contains(&cause.actions.len()));
            Ok(())
        };
        let own = user(BAKERY, Some(BAKERY));
        check(slice::from_ref(&own), None, "fits", &[])?;
        check(&[user(BAKERY, None)], Some(BAKERY), "fits", &[])?;
        check(&[own.clone(), deleted(own.clone())], None, "fits", &[])?;
        // With another, with one where the grant has none, without where the grant has one, and in other letters.
        check(&[user(BAKERY, Some("kunde-42")), user(BAKERY, Some("Kunde-43"))], Some("kunde-43"), "reference", &["Kunde-43", "kunde-42"])?;
        check(&[user(BAKERY, Some("kunde-42"))], None, "reference", &["kunde-42"])?;
        check(slice::from_ref(&own), Some("kunde-42"), "reference", &[BAKERY])?;
        check(&[deleted(own.clone()), user(BAKERY, Some("kunde-42"))], None, "reference", &["kunde-42"])?;
        check(&[deleted(own.clone()), user(ACCOUNTANT, None)], None, "deleted", &[])?;
        let agent = altinn::SystemUser { kind: SystemUserKind::Agent, ..user(ACCOUNTANT, None) };
        check(&[user("310000000", None), agent.clone(), agent], None, "owner", &[ACCOUNTANT, "310000000"])?;
        check(&[], None, "waiting", &[])?;
        check(&[deleted(user(ACCOUNTANT, None))], None, "waiting", &[])
    }

    #[test]
    fn a_request_tells_why_nothing_is_there_yet() -> Result<(), Failure> {
        let wanted = SystemUser { owner: BAKERY.parse()?, external_ref: None };
        let check = |status: &str, expected: Option<&str>| -> Result<(), Failure> {
            let id = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";
            let request = serde_json::from_str(&format!(r#"{{ "id": "{id}", "systemId": "312345609_kasse", {status} }}"#))?;
            let cause = by_requests(&[request], &wanted);
            assert_eq!(cause.as_ref().map(|cause| cause.code), expected, "{status}");
            assert!(cause.is_none_or(|cause| list(&cause, "systems") == ["312345609_kasse"]));
            Ok(())
        };
        check(r#""status": "New""#, Some("maskinporten.system_user_requested"))?;
        check(r#""status": "New", "timedOut": true"#, Some("maskinporten.system_user_timed_out"))?;
        check(r#""status": "Timedout""#, Some("maskinporten.system_user_timed_out"))?;
        check(r#""status": "Rejected""#, Some("maskinporten.system_user_turned_down"))?;
        check(r#""status": "Denied""#, Some("maskinporten.system_user_turned_down"))?;
        check(r#""status": "Accepted""#, Some("maskinporten.system_user_deleted"))?;
        check(r#""status": "Paused""#, None)?;
        assert_eq!(by_requests(&[], &wanted), None);
        Ok(())
    }
}
