//! A crowd of clients for whoever measures long lists: always the same ones, made when they are first asked for.

use std::sync::LazyLock;

use super::people::{ACCOUNTANT, Organisation, Standing};

/// As many as there can be.
const LARGEST: usize = 10_000;

static CROWD: LazyLock<Vec<Organisation>> =
    LazyLock::new(|| numbers().enumerate().take(LARGEST).map(|(place, number)| member(place + 1, number)).collect());

/// The first so many. The accountant does their books.
pub(crate) fn crowd(size: usize) -> &'static [Organisation] {
    if size == 0 { &[] } else { CROWD.get(..size).unwrap_or(&CROWD) }
}

/// The one with this number.
pub(super) fn member_with(number: &str) -> Option<&'static Organisation> {
    // Nothing is made for a number that cannot be one of theirs.
    number.starts_with("22").then(|| CROWD.iter().find(|organisation| organisation.number == number))?
}

/// From 220 000 00x, those whose check digit exists.
fn numbers() -> impl Iterator<Item = String> {
    (22_000_000_u32..).filter_map(|body| {
        let digits = body.to_string();
        let sum: u32 =
            digits.bytes().map(|digit| u32::from(digit - b'0')).zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        match (11 - sum % 11) % 11 {
            10 => None,
            check => Some(format!("{digits}{check}")),
        }
    })
}

fn member(place: usize, number: String) -> Organisation {
    Organisation {
        number: number.leak(),
        name: format!("PRØVEKLIENT {place:05} AS").leak(),
        form: "AS",
        standing: Standing::Active,
        parent: None,
        accountant: Some(ACCOUNTANT),
        auditor: None,
        party_id: u32::try_from(60_000_000 + place).unwrap_or_default(),
        party_uuid: format!("00000000-0000-4000-8000-{place:012}").leak(),
    }
}
