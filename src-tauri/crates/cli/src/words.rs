//! The program's words in one language: texts, problems, and facts in the reader's own form.

use inngang_engine::calendar::norwegian_time;
use inngang_engine::problem::{Fact, Problem};
use inngang_platform::texts::Texts;
use time::OffsetDateTime;

use crate::shown::shown;

/// Names that are words of the page, not names.
const ENVIRONMENTS: [&str; 4] = ["practice", "test", "production", "custom"];

/// The words of one language.
pub(crate) struct Words {
    pub(crate) texts: Texts,
    /// `nb`, `nn` or `en`.
    pub(crate) language: &'static str,
}

impl Words {
    pub(crate) fn new(language: &'static str) -> Self {
        Self { texts: Texts::new(language), language }
    }

    /// The text under `namespace:key`. Values are others' words.
    pub(crate) fn get(&self, key: &str, values: &[(&str, &str)]) -> String {
        let shown: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, shown(value))).collect();
        self.texts.get(key, &shown.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    }

    /// The text with facts as its values.
    pub(crate) fn with_facts<'a>(&self, key: &str, facts: impl IntoIterator<Item = (&'a &'static str, &'a Fact)>) -> String {
        let values: Vec<(&str, String)> = facts.into_iter().map(|(name, fact)| (*name, self.named_fact(name, fact))).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.get(key, &values)
    }

    /// One part of a problem: `title`, `cause` or `remedy`.
    pub(crate) fn of_problem(&self, problem: &Problem, part: &str) -> String {
        self.with_facts(&format!("problems:{}.{part}", problem.code), &problem.facts)
    }

    /// All of a problem, for the error output.
    pub(crate) fn whole_problem(&self, problem: &Problem) -> String {
        let part = |part| self.of_problem(problem, part);
        format!("{}\n{}\n{}", part("title"), part("cause"), part("remedy"))
    }

    /// Facts of Altinn 2 are words, not names.
    fn named_fact(&self, name: &str, fact: &Fact) -> String {
        match (name, fact) {
            ("old_part", Fact::Text(part)) => self.get(&format!("legacy:part.{part}"), &[]),
            ("successor", Fact::Text(part)) => self.get(&format!("legacy:successor.{part}"), &[]),
            _ => self.fact(fact),
        }
    }

    pub(crate) fn fact(&self, fact: &Fact) -> String {
        match fact {
            Fact::Text(text) if ENVIRONMENTS.contains(&text.as_str()) => self.get(&format!("common:environment.{text}"), &[]),
            Fact::Text(text) => grouped(text),
            Fact::Number(number) => number.to_string(),
            Fact::Moment(moment) => self.moment(*moment),
            Fact::List(list) => self.list(list),
        }
    }

    /// By Norwegian clocks, wherever the computer stands.
    pub(crate) fn moment(&self, moment: OffsetDateTime) -> String {
        let here = norwegian_time(moment);
        let time = format!("{:02}:{:02}", here.hour(), here.minute());
        self.get("cli:date.moment", &[("date", &self.day(moment)), ("time", &time)])
    }

    /// The day of a moment, by Norwegian calendars.
    pub(crate) fn day(&self, moment: OffsetDateTime) -> String {
        let here = norwegian_time(moment);
        let month = self.get(&format!("cli:date.month.{}", u8::from(here.month())), &[]);
        let values = [("day", here.day().to_string()), ("month", month), ("year", here.year().to_string())];
        self.get("cli:date.day", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// So many days from today, or before it.
    pub(crate) fn days(&self, days: i64) -> String {
        let key = match days {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            2.. => "in",
            _ => "ago",
        };
        self.get(&format!("cli:days.{key}"), &[("count", &days.unsigned_abs().to_string())])
    }

    fn list(&self, list: &[String]) -> String {
        match list {
            [] => String::new(),
            [one] => grouped(one),
            [first @ .., last] => {
                let first = first.iter().map(|text| grouped(text)).collect::<Vec<_>>().join(", ");
                self.get("cli:list.two", &[("first", &first), ("last", &grouped(last))])
            }
        }
    }
}

/// An organisation number reads `923 609 016`; anything else stays as it is.
pub(crate) fn grouped(text: &str) -> String {
    match text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => [&text[..3], &text[3..6], &text[6..]].join("\u{a0}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_in_the_readers_form() {
        fn check(language: &'static str, fact: impl Into<Fact>, expected: &str) {
            assert_eq!(Words::new(language).fact(&fact.into()), expected);
        }
        check("nb", "315000106", "315\u{a0}000\u{a0}106");
        check("nb", "practice", "Øvelse");
        check("nb", vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], "a, b og c");
        check("en", vec!["a".to_owned(), "b".to_owned()], "a and b");
        check("en", -7_i64, "-7");
    }

    #[test]
    fn what_altinn_2_was_and_became_are_words() {
        let facts = [(&"old_part", &Fact::from("messages")), (&"successor", &Fact::from("messages"))];
        let said = |language, part: &str| Words::new(language).with_facts(&format!("problems:legacy.closed.{part}"), facts);
        assert!(said("nb", "cause").contains("meldingsboksen") && said("nb", "cause").contains("19. juni 2026"));
        assert!(said("nn", "remedy").contains("Dialogporten") && said("en", "cause").contains("the message box"));
    }

    #[test]
    fn moments_have_a_month_in_words() {
        let said = |language| Words::new(language).moment(OffsetDateTime::UNIX_EPOCH + time::Duration::days(40));
        assert_eq!(said("nb"), "10. februar 1970 kl. 01:00");
        assert_eq!(said("en"), "10 February 1970 at 01:00");
    }
}
