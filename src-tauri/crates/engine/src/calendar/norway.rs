//! Norwegian time: an hour ahead of UTC, two in summer.

use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset, Weekday};

/// A moment as clocks in Norway show it. Summer time is the European Union's (directive 2000/84/EC), which Norway follows: from 01:00 UTC
/// on the last Sunday of March to the same of October. Nothing that we tell of is older than the rule.
#[must_use]
pub fn norwegian_time(moment: OffsetDateTime) -> OffsetDateTime {
    let utc = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
    let turns = |month| last_sunday(utc.year(), month).map(|day| day.with_time(Time::MIDNIGHT).assume_utc() + Duration::HOUR);
    let summer = match (turns(Month::March), turns(Month::October)) {
        (Some(begins), Some(ends)) => begins <= utc && utc < ends,
        _ => false,
    };
    // The last moment that can be written (RFC 5280 §4.1.2.5: no end) has no hour after it.
    utc.checked_to_offset(hours(if summer { 2 } else { 1 })).unwrap_or(utc)
}

/// The moment at which a day begins in Norway. Clocks are never turned at midnight.
#[must_use]
pub fn start_of_norwegian_day(day: Date) -> OffsetDateTime {
    let midnight = day.with_time(Time::MIDNIGHT);
    let [winter, summer] = [1, 2].map(|ahead| midnight.assume_offset(hours(ahead)));
    if norwegian_time(winter).offset() == winter.offset() { winter } else { summer }
}

fn hours(ahead: i8) -> UtcOffset {
    UtcOffset::from_hms(ahead, 0, 0).unwrap_or(UtcOffset::UTC)
}

/// Of a month with 31 days.
fn last_sunday(year: i32, month: Month) -> Option<Date> {
    let last = Date::from_calendar_date(year, month, 31).ok()?;
    last.checked_sub(Duration::days(match last.weekday() {
        Weekday::Sunday => 0,
        other => other.number_days_from_sunday().into(),
    }))
}

#[cfg(test)]
mod tests {
    use time::format_description::well_known::Rfc3339;

    use super::*;

    type Failure = Box<dyn std::error::Error>;

    #[test]
    fn summer_begins_and_ends_on_a_sunday_night() -> Result<(), Failure> {
        fn check(utc: &str, expected: &str) -> Result<(), Failure> {
            assert_eq!(norwegian_time(OffsetDateTime::parse(utc, &Rfc3339)?).format(&Rfc3339)?, expected);
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

    #[test]
    fn each_day_begins_at_its_own_midnight() -> Result<(), Failure> {
        let mut day = Date::from_calendar_date(2026, Month::January, 1)?;
        while day.year() < 2030 {
            let begins = norwegian_time(start_of_norwegian_day(day));
            assert_eq!((begins.date(), begins.time()), (day, Time::MIDNIGHT));
            assert_eq!(norwegian_time(begins - Duration::SECOND).date(), day - Duration::DAY);
            day += Duration::DAY;
        }
        Ok(())
    }
}
