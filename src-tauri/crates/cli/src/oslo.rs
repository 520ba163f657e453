//! Norwegian time: an hour ahead of UTC, two in summer.

use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset, Weekday};

/// A moment as clocks in Norway show it. Summer time is the European Union's (directive 2000/84/EC), which Norway follows: from 01:00 UTC
/// on the last Sunday of March to the same of October. No certificate is older than the rule.
pub(crate) fn local(moment: OffsetDateTime) -> OffsetDateTime {
    let utc = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
    let turns = |month| last_sunday(utc.year(), month).map(|day| day.with_time(Time::MIDNIGHT).assume_utc() + Duration::HOUR);
    let summer = match (turns(Month::March), turns(Month::October)) {
        (Some(begins), Some(ends)) => begins <= utc && utc < ends,
        _ => false,
    };
    let norway = UtcOffset::from_hms(if summer { 2 } else { 1 }, 0, 0).unwrap_or(UtcOffset::UTC);
    // The last moment that can be written (RFC 5280 §4.1.2.5: no end) has no hour after it.
    utc.checked_to_offset(norway).unwrap_or(utc)
}

/// Of a month with 31 days.
fn last_sunday(year: i32, month: Month) -> Option<Date> {
    let last = Date::from_calendar_date(year, month, 31).ok()?;
    if last.weekday() == Weekday::Sunday {
        Some(last)
    } else {
        last.checked_sub(Duration::days(last.weekday().number_days_from_sunday().into()))
    }
}

#[cfg(test)]
mod tests {
    use time::format_description::well_known::Rfc3339;

    use super::*;

    #[test]
    fn summer_begins_and_ends_on_a_sunday_night() -> Result<(), Box<dyn std::error::Error>> {
        fn check(utc: &str, expected: &str) -> Result<(), Box<dyn std::error::Error>> {
            assert_eq!(local(OffsetDateTime::parse(utc, &Rfc3339)?).format(&Rfc3339)?, expected);
            Ok(())
        }
        check("2026-01-15T12:00:00Z", "2026-01-15T13:00:00+01:00")?;
        check("2026-07-01T22:30:00Z", "2026-07-02T00:30:00+02:00")?;
        check("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00")?;
        check("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00")?;
        check("2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00")?;
        check("2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00")?;
        // The last Sunday is the last day itself.
        check("2024-03-31T01:00:00Z", "2024-03-31T03:00:00+02:00")?;
        check("2027-10-31T00:59:59Z", "2027-10-31T02:59:59+02:00")?;
        check("2027-12-31T23:30:00+00:00", "2028-01-01T00:30:00+01:00")?;
        check("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z")?;
        check("9999-12-31T23:59:59-04:00", "9999-12-31T23:59:59-04:00")?;
        // However the moment is written.
        check("2026-07-01T08:00:00-04:00", "2026-07-01T14:00:00+02:00")
    }
}
