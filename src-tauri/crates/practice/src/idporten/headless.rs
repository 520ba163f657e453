//! Login without a page, for tests: `login_hint=testid:<11 digits>_<acr>` (idporten.md 15.3).

use crate::idporten::levels::{self, Level};
use crate::idporten::provider::Provider;
use crate::idporten::refusal::Refusal;
use crate::idporten::sessions::LoggedIn;
use crate::idporten::transaction::Transaction;
use crate::town::Town;

/// The transaction with every question answered: by the person and level that the hint, past `testid:`, names, who agrees to everything
/// and acts for whoever comes first, or for all where several may be chosen.
pub(super) fn login(hint: &str, transaction: &Transaction, provider: Provider, now: i64) -> Result<Transaction, Refusal> {
    let (national_id, acr) = hint.split_once('_').ok_or_else(|| Refusal::invalid_request("The login_hint lacks a level"))?;
    if !is_synthetic(national_id) {
        return Err(Refusal::invalid_request("The login_hint does not name a synthetic national identity number"));
    }
    let person = Town.person(national_id).ok_or_else(|| Refusal::invalid_request("The login_hint names nobody in the practice town"))?;
    levels::accepted(std::iter::once(acr), provider)?;
    let request = &transaction.request;
    let lower = || Refusal::new("unmet_authentication_requirements", "The login_hint names a lower level than acr_values");
    let level = Level::with_acr(acr, provider).filter(|level| request.accepted.contains(level)).ok_or_else(lower)?;
    let mut transaction = Transaction { login: Some(LoggedIn { person, level, at: now }), consented: true, ..transaction.clone() };
    let mut chosen = transaction.choices();
    if transaction.needs_organisation() && chosen.is_empty() {
        return Err(Refusal::new("access_denied", "The person represents no organisation"));
    }
    chosen.truncate(if transaction.request.details.as_ref().is_some_and(|details| details.several) { chosen.len() } else { 1 });
    transaction.chosen = Some(chosen);
    Ok(transaction)
}

/// Skatteetaten's synthetic people are born in the months 81 to 92.
fn is_synthetic(national_id: &str) -> bool {
    let digits = national_id.len() == 11 && national_id.bytes().all(|byte| byte.is_ascii_digit());
    digits && national_id[2..4].parse().is_ok_and(|month: u8| (81..=92).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_numbers_are_told_from_synthetic_ones() {
        assert!(is_synthetic("14867521349"));
        for other in ["14067521349", "14467521349", "14937521349", "1486752134", "148675213490", "14867x21349", "ææææææ", ""] {
            assert!(!is_synthetic(other), "{other}");
        }
    }
}
