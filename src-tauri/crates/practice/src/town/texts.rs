//! A text in the three languages of the screen, as the town's registers hold it.

use serde::Serialize;

/// The same in bokmål, nynorsk, English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Texts {
    pub nb: &'static str,
    pub nn: &'static str,
    pub en: &'static str,
}

impl Texts {
    /// By the language's tag; bokmål for every other.
    pub fn in_language(&self, tag: &str) -> &'static str {
        match tag {
            "nn" => self.nn,
            "en" => self.en,
            _ => self.nb,
        }
    }
}

pub(super) const fn texts(nb: &'static str, nn: &'static str, en: &'static str) -> Texts {
    Texts { nb, nn, en }
}
