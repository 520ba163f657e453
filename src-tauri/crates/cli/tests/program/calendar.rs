//! `inngang calendar`: what ends when, through a practice year.

use std::time::Duration;

use crate::home::Home;
use crate::rig::{Outcome, Run};

const DAY: u64 = 86_400;

impl Home {
    pub(crate) fn travel(&self, days: u64) -> Outcome {
        self.in_town(async |town| {
            town.practice.clock().advance(Duration::from_secs(days * DAY));
            Ok(())
        })
    }
}

#[test]
fn a_year_with_a_key() -> Outcome {
    let (home, id) = Home::with_key()?;
    assert_eq!(home.run(&["calendar"])?, Run { code: Some(0), out: "Ingenting utløper.\n".to_owned(), err: String::new() });
    assert_eq!(home.json(&["calendar", "--json"], 0)?, serde_json::json!([]));
    home.key(&["register", &id, "--client", "client-1", "--kid", "kid-1"])?;
    let check = |days: i64, urgency: &str, code: i32| -> Outcome {
        let told = home.json(&["calendar", "--json"], code)?;
        let entry = told[0].as_object().ok_or("no entry")?;
        let members: Vec<&str> = entry.keys().map(String::as_str).collect();
        assert_eq!(members, ["client_id", "days_left", "expires_at", "id", "name", "starts_at", "urgency", "watched", "what"]);
        assert_eq!((&entry["what"], &entry["name"], &entry["client_id"]), (&"key".into(), &"kid-1".into(), &"client-1".into()));
        assert_eq!((&entry["days_left"], &entry["urgency"]), (&days.into(), &urgency.into()));
        Ok(())
    };
    check(365, "later", 0)?;
    home.travel(280)?;
    check(85, "quarter", 0)?;
    home.travel(60)?;
    check(25, "month", 1)?;
    let Run { code, out, err } = home.run(&["calendar"])?;
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(out.starts_with("▲ Nøkkelen kid-1, klient client-1, utløper ") && out.ends_with(", om 25 dager.\n"), "{out}");
    home.travel(26)?;
    check(-1, "over", 1)?;
    assert!(home.run(&["calendar", "--lang", "en"])?.out.starts_with("✗ The key kid-1, client client-1, expired "));
    assert!(home.run(&["key", "list", "--lang", "nn"])?.out.contains("Gjekk ut"));
    Ok(())
}

#[test]
fn a_file_for_other_calendars() -> Outcome {
    let (home, id) = Home::with_key()?;
    home.key(&["register", &id, "--client", "client-1", "--kid", "kid-1"])?;
    let Run { code, out, err } = home.run(&["calendar", "--ics"])?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let file = out.replace("\r\n ", "");
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
    for line in [
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Inngang: BLÅBÆRSVINGEN BAKERI AS",
        "UID:key-client-1-kid-1@inngang",
        "SUMMARY:Nøkkelen kid-1 utløper",
    ] {
        assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}: {file}");
    }
    assert_eq!(file.matches("BEGIN:VALARM").count(), 5);
    assert!(out.split("\r\n").all(|line| line.len() <= 75));
    assert!(home.refused(&["calendar", "--ics", "--json"], 2)?.contains("kan ikke brukes sammen med"));
    Ok(())
}
