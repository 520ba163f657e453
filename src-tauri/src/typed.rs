//! What a person typed, read once at the door.

use inngang_contract::Problem;
use inngang_engine::names::{ClientId, OrgNumber, Scope};
use time::Date;
use time::macros::format_description;

/// A client's id.
pub(crate) fn client(text: &str) -> Result<ClientId, Problem> {
    text.parse().map_err(|_| Problem::bad_client_id())
}

/// An organisation's number, in the ways that people write it.
pub(crate) fn organisation(text: &str) -> Result<OrgNumber, Problem> {
    text.parse().map_err(|_| Problem::bad_organisation())
}

/// Scopes between white space, one at least.
pub(crate) fn scopes(text: &str) -> Result<Vec<Scope>, Problem> {
    let scopes: Result<Vec<Scope>, _> = text.split_whitespace().map(str::parse).collect();
    scopes.ok().filter(|scopes| !scopes.is_empty()).ok_or_else(Problem::bad_scopes)
}

/// `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Result<Date, Problem> {
    Date::parse(text.trim(), format_description!("[year]-[month]-[day]")).map_err(|_| Problem::bad_date())
}

/// The name that the page shows, typed to confirm what cannot be undone.
pub(crate) fn confirmed(typed: &str, name: &str) -> Result<(), Problem> {
    if typed.trim() == name { Ok(()) } else { Err(Problem::not_typed(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        let check = |text: &str, good: bool| assert_eq!(day(text).is_ok(), good, "{text}");
        check("2026-02-28", true);
        check(" 2028-02-29 ", true);
        check("2026-02-29", false);
        check("28.02.2026", false);
        check("", false);
    }
}
