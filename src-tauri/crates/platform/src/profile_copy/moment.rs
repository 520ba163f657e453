//! A moment in the copy, RFC 3339: one that every calendar of ours can show, in UTC too, so that no row makes the others unreadable.

use serde::{Deserializer, de};
use time::OffsetDateTime;
use time::UtcOffset;
use time::serde::rfc3339;
pub(super) use time::serde::rfc3339::serialize;

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OffsetDateTime, D::Error> {
    rfc3339::deserialize(deserializer).and_then(shown)
}

/// One that may be missing.
pub(super) mod option {
    use super::{Deserializer, OffsetDateTime, rfc3339, shown};
    pub(in super::super) use time::serde::rfc3339::option::serialize;

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OffsetDateTime>, D::Error> {
        rfc3339::option::deserialize(deserializer)?.map(shown).transpose()
    }
}

/// An offset may put it before the first year, or after the last.
fn shown<E: de::Error>(moment: OffsetDateTime) -> Result<OffsetDateTime, E> {
    let utc = moment.checked_to_offset(UtcOffset::UTC).filter(|utc| (0..=9999).contains(&utc.year()));
    utc.ok_or_else(|| E::custom("beyond every calendar"))
}
