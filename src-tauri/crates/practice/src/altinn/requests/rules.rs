//! What a request may ask for (altinn.md 5.5, steps 8 to 11).

use url::Url;

use super::form::Form;
use crate::altinn::problem::{
    AGENT_WITHOUT_PACKAGES, NO_REDIRECTS, NOT_ASSIGNABLE, NOT_FOR_CLIENTS, NOT_ON_SYSTEM, NOTHING_WANTED, OTHER_REDIRECT, Problem, RIGHTS,
};
use crate::altinn::refusal::Refusal;
use crate::systems::{Right, System, SystemUserKind};
use crate::town::{Package, Town};

pub(super) fn check(form: &Form, kind: SystemUserKind, system: &System) -> Result<(), Refusal> {
    check_redirect(form.redirect_url.as_deref(), system)?;
    let (rights, packages) = (form.rights.as_deref(), form.packages.as_deref());
    match kind {
        SystemUserKind::Standard if rights.is_none() && packages.is_none() => return Err(RIGHTS.into()),
        SystemUserKind::Standard if is_empty(rights) && is_empty(packages) => return Err(NOTHING_WANTED.into()),
        SystemUserKind::Agent if is_empty(packages) => return Err(AGENT_WITHOUT_PACKAGES.into()),
        _ => {}
    }
    check_rights(rights.unwrap_or_default(), system)?;
    check_packages(packages.unwrap_or_default(), kind, system)
}

/// Scheme, host and path are those of one that is registered. What is no address at all is not caught by anybody.
pub(in crate::altinn) fn check_redirect(wanted: Option<&str>, system: &System) -> Result<(), Refusal> {
    let Some(wanted) = wanted else { return Ok(()) };
    if system.redirect_urls.is_empty() {
        return Err(NO_REDIRECTS.into());
    }
    let wanted = Url::parse(wanted).map_err(|_| Refusal::Failed)?;
    let same = |own: &Url| (own.scheme(), own.host(), own.path()) == (wanted.scheme(), wanted.host(), wanted.path());
    let registered = system.redirect_urls.iter().filter_map(|own| Url::parse(own).ok()).any(|own| same(&own));
    if registered { Ok(()) } else { Err(OTHER_REDIRECT.into()) }
}

pub(in crate::altinn) fn check_rights(rights: &[Right], system: &System) -> Result<(), Refusal> {
    let registered = |right: &Right| system.rights.iter().any(|own| own.is(right));
    if rights.iter().all(registered) { Ok(()) } else { Err(RIGHTS.into()) }
}

/// On the system by the exact URN, then of use to this kind of system user.
pub(in crate::altinn) fn check_packages(packages: &[String], kind: SystemUserKind, system: &System) -> Result<(), Refusal> {
    if packages.len() > system.packages.len() {
        return Err(NOT_ON_SYSTEM.into());
    }
    refuse("NotFoundPackages", NOT_ON_SYSTEM, packages, |urn| !system.packages.contains(urn))?;
    let unlike = |urn: &String, fits: fn(&Package) -> bool| !Town.package(urn).is_some_and(fits);
    match kind {
        SystemUserKind::Standard => {
            refuse("NotDelegablePackages", NOT_ASSIGNABLE, packages, |urn| unlike(urn, |package| package.assignable))
        }
        SystemUserKind::Agent => refuse("NotDelegablePackages", NOT_FOR_CLIENTS, packages, |urn| unlike(urn, |package| package.delegable)),
    }
}

fn refuse(extension: &'static str, problem: Problem, packages: &[String], wrong: impl Fn(&String) -> bool) -> Result<(), Refusal> {
    let found: Vec<&str> = packages.iter().filter(|urn| wrong(urn)).map(String::as_str).collect();
    if found.is_empty() { Ok(()) } else { Err(problem.with(extension, found.join(",")).into()) }
}

fn is_empty<T>(list: Option<&[T]>) -> bool {
    list.is_none_or(<[T]>::is_empty)
}
