//! Passwords for practice files, easy to type and to read aloud.

use super::order::Flavour;
use crate::der;

const WORDS: [&str; 24] = [
    "blåbær",
    "fjord",
    "lykt",
    "sjø",
    "gråstein",
    "vår",
    "hage",
    "bjørk",
    "nøkkel",
    "trapp",
    "måke",
    "kyst",
    "brygge",
    "tåke",
    "lyng",
    "ørn",
    "vind",
    "kråke",
    "hylle",
    "ås",
    "lampe",
    "færøy",
    "torg",
    "dør",
];

/// Two different words with a number between them: `blåbær-42-fjord`. Of letters that the tool which the file resembles can write.
pub(super) fn make_password(flavour: Flavour) -> String {
    match flavour {
        Flavour::NullPassword => String::new(),
        // keytool takes nothing but ASCII.
        Flavour::Java | Flavour::JavaOld => from(|word| word.is_ascii()),
        // With ASCII alone the encoding would not matter.
        Flavour::Latin1 => from(|word| !word.is_ascii()),
        _ => from(|_| true),
    }
}

fn from(may: fn(&str) -> bool) -> String {
    let words: Vec<_> = WORDS.into_iter().filter(|word| may(word)).collect();
    let [first, second, number] = der::random::<3>().map(usize::from);
    let first = first % words.len();
    let second = (first + 1 + second % (words.len() - 1)) % words.len();
    format!("{}-{}-{}", words[first], 10 + number % 90, words[second])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_tool() {
        for _ in 0..50 {
            assert!(make_password(Flavour::Java).is_ascii());
            assert!(!make_password(Flavour::Latin1).is_ascii());
        }
        assert_eq!(make_password(Flavour::NullPassword), "");
    }
}
