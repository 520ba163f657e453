//! What makes the token another than the ordinary one: the API, the person, the system user (maskinporten.md 7.1, 7.2, 7.4).

use super::codes::{EXTERNAL_REF, PERSON, PERSON_DIGITS, RESOURCES, SYSTEM_USER, SYSTEM_USER_OWNER};
use super::{Check, DryRunSubject};
use crate::maskinporten::{Order, SystemUser};

/// Checks each variant that is asked for.
pub(super) fn check(order: &Order, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let variant = &order.variant;
    let resources: Vec<String> = variant.resources.iter().map(|resource| resource.as_str().to_owned()).collect();
    let resources = (!resources.is_empty()).then(|| Check::good(&RESOURCES).with("resources", resources));
    let person = variant.person.as_ref().map(|person| {
        let fits = check_digits_fit(person.reveal().as_bytes());
        if fits { Check::good(&PERSON) } else { Check::note(&PERSON_DIGITS) }
    });
    let system_user = variant.system_user.iter().flat_map(|wanted| system_user(wanted, subject));
    resources.into_iter().chain(person).chain(system_user).collect()
}

fn system_user(wanted: &SystemUser, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let owner = &wanted.owner;
    let known = Some(owner) == subject.organisation || subject.owners.contains(owner);
    let whose = if known { Check::good(&SYSTEM_USER) } else { Check::note(&SYSTEM_USER_OWNER) };
    // The owner's number is what Altinn writes where none was given: naming it changes nothing.
    let reference = wanted.external_ref.as_ref().filter(|reference| reference.as_str() != owner.as_str());
    let reference = reference.map(|reference| Check::note(&EXTERNAL_REF).with("reference", reference.as_str()));
    [Some(whose.with("owner", owner.as_str())), reference].into_iter().flatten().collect()
}

/// The two check digits of a fødselsnummer, which D-numbers and synthetic ones have too. From 2032 new ones may have others.
fn check_digits_fit(digits: &[u8]) -> bool {
    const FIRST: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    const SECOND: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let fits = |weights: &[u32]| {
        let sum: u32 = weights.iter().zip(digits).map(|(weight, digit)| weight * u32::from(digit.wrapping_sub(b'0'))).sum();
        sum.is_multiple_of(11)
    };
    fits(&FIRST) && fits(&SECOND)
}

#[cfg(test)]
mod tests {
    use super::check_digits_fit;

    #[test]
    fn both_check_digits_count() {
        let check = |digits: &str, expected: bool| assert_eq!(check_digits_fit(digits.as_bytes()), expected, "{digits}");
        // The authorities' own example, as Tenor's synthetic one of the same kind.
        check("01010750160", true);
        check("01010750161", false);
        check("01010750260", false);
        check("10010750160", false);
    }
}
