//! A pasted list of organisation numbers, a line at a time.

use std::collections::HashSet;

use crate::names::{OrgNumber, turns_reading};
use crate::scrub::masking_national_ids;

/// A pasted list, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Each number once, in the order found.
    pub numbers: Vec<OrgNumber>,
    /// How many stood there again.
    pub repeated: usize,
    /// Lines with something that is no number.
    pub rejected: Vec<Rejected>,
}

/// Something that is no organisation number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// From one.
    pub line: usize,
    /// The beginning of what stands there.
    pub text: String,
    /// What it lacks.
    pub why: NotRead,
}

/// Why something is no organisation number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// Other than nine digits.
    NotNineDigits,
    /// Nine digits of which the last does not fit: one of them is mistyped.
    CheckDigit,
}

/// Signs of a rejected line that are shown.
const SHOWN: usize = 40;

/// Reads a list: a number a line in any form that people write it, alone, before other columns, or with several on a line.
#[must_use]
pub fn pasted(text: &str) -> Pasted {
    let mut list = Pasted::default();
    let mut seen = HashSet::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read(line) {
            Ok(numbers) => {
                for number in numbers {
                    if seen.insert(number.clone()) { list.numbers.push(number) } else { list.repeated += 1 }
                }
            }
            Err(why) => list.rejected.push(Rejected { line: index + 1, text: beginning(line), why }),
        }
    }
    list
}

/// Whoever pastes a list of customers has persons' numbers in it too, and what turns a line around.
fn beginning(line: &str) -> String {
    let plain = masking_national_ids(line.trim());
    plain.chars().filter(|sign| !sign.is_control() && !turns_reading(*sign)).take(SHOWN).collect()
}

/// The whole line, its first column, what stands there before a name, or each of its words; a heading or a name is nothing of the kind.
fn read(line: &str) -> Result<Vec<OrgNumber>, NotRead> {
    let column =
        line.split([';', ',', '\t']).map(|column| column.trim().trim_matches('"')).find(|column| !column.is_empty()).unwrap_or(line);
    let before_name = column.find(char::is_alphabetic).map_or(column, |at| &column[..at]);
    if let Ok(number) = line.parse().or_else(|_| column.parse()).or_else(|_| before_name.parse()) {
        return Ok(vec![number]);
    }
    let each: Result<Vec<OrgNumber>, _> = line
        .split(|sign: char| sign.is_whitespace() || sign == ',' || sign == ';')
        .filter(|word| !word.is_empty())
        .map(str::parse)
        .collect();
    let has_nine = [column, before_name].into_iter().any(|text| OrgNumber::digits(text).is_some());
    each.map_err(|_| if has_nine { NotRead::CheckDigit } else { NotRead::NotNineDigits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_read_in_the_form_that_it_has() {
        let text = "Organisasjonsnummer;Navn\nNO 923 609 016 MVA\r\n0192:315000106\n\n311.223.305\t Dørås, AS\n\"310000000\",\"Camping\"\n\
                    210987606 312345609\n923609016\n923609017;Feil\n12345\n315000106 923609017";
        let list = pasted(text);
        let numbers: Vec<&str> = list.numbers.iter().map(OrgNumber::as_str).collect();
        assert_eq!(numbers, ["923609016", "315000106", "311223305", "310000000", "210987606", "312345609"]);
        assert_eq!(list.repeated, 1);
        let rejected: Vec<_> = list.rejected.iter().map(|one| (one.line, one.why)).collect();
        assert_eq!(
            rejected,
            [(1, NotRead::NotNineDigits), (9, NotRead::CheckDigit), (10, NotRead::NotNineDigits), (11, NotRead::NotNineDigits)]
        );
        assert_eq!(pasted(" \n\t\n"), Pasted::default());
    }

    #[test]
    fn what_is_rejected_is_shown_without_persons_numbers() {
        let list = pasted("Kari Nordmann;14867521349\n148675 21349\n\u{202e}Navn\u{1b}[2J");
        let texts: Vec<&str> = list.rejected.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["Kari Nordmann;148675*****", "148675*****", "Navn[2J"]);
        let long = pasted(&format!("{}14867521349", "x ".repeat(SHOWN / 2 - 4)));
        assert!(!long.rejected[0].text.contains("1486752"), "{:?}", long.rejected);
    }
}
