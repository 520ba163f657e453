//! Passwords for practice files, easy to type and to read aloud.

use super::der;

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

/// Two different words with a number between them: `blåbær-42-fjord`.
pub(super) fn make_password() -> String {
    let [first, second, number] = der::random::<3>().map(usize::from);
    let first = first % WORDS.len();
    let second = (first + 1 + second % (WORDS.len() - 1)) % WORDS.len();
    format!("{}-{}-{}", WORDS[first], 10 + number % 90, WORDS[second])
}
