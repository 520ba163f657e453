//! The calendar as a file, in the reader's words.

use inngang_engine::calendar::{Entry, EventWords, ics};
use inngang_engine::names::ClientId;
use time::OffsetDateTime;

use crate::texts::Texts;

/// What ends in an organisation's profile, for Outlook, Apple and others (RFC 5545).
#[must_use]
pub fn calendar_file(organisation: &str, entries: &[Entry], now: OffsetDateTime, texts: &Texts) -> String {
    let name = texts.get("native:calendar.name", &[("organisation", organisation)]);
    ics(&name, entries, now, |entry| {
        let values = [("name", entry.name.as_str()), ("client", entry.client.as_ref().map_or("", ClientId::as_str))];
        let what = entry.what.as_str();
        EventWords {
            summary: texts.get(&format!("native:calendar.{what}"), &values),
            description: texts.get(&format!("native:calendar.advice.{what}"), &values),
        }
    })
}

#[cfg(test)]
mod tests {
    use inngang_engine::calendar::Subject;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn every_subject_has_words_in_every_language() -> Result<(), inngang_engine::names::NotAName> {
        let begins = datetime!(2026-01-01 12:00 UTC);
        let mut entries =
            vec![Entry::key(&"client-1".parse()?, &"kid-1".parse()?, begins), Entry::certificate("ab", "Blåbær", begins, begins)];
        entries.extend(
            [Subject::ClientSecret, Subject::SystemUserRequest].iter().filter_map(|what| Entry::watched("w", *what, "Saft", begins)),
        );
        for language in ["nb", "nn", "en"] {
            let file = calendar_file("Blåbær AS", &entries, begins, &Texts::new(language)).replace("\r\n ", "");
            assert_eq!(file.matches("BEGIN:VEVENT").count(), 4, "{file}");
            assert!(!file.contains("native:") && !file.contains("{{"), "{file}");
            for said in ["X-WR-CALNAME:Inngang: Blåbær AS\r\n", " kid-1 ", " client-1 ", " Blåbær ", " Saft "] {
                assert!(file.contains(said), "{said}: {file}");
            }
        }
        Ok(())
    }
}
