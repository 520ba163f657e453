//! What a refusal means: by the provider's words where one `error` has several causes, otherwise by the `error` alone (idporten.md 18).

use super::LoginError;
use super::known::{BESIDE, REFUSED, Row, TABLE};
use crate::called::{Called, CalledKind, Known};
use crate::problem::Action::{self, LogInAgain};
use crate::problem::{Code, Explain, Fact, Problem, Said};
use crate::said::plain;

/// What the dictionary knows of a login's refusals.
pub(crate) fn known() -> impl Iterator<Item = &'static Known> {
    TABLE.iter().chain(BESIDE).map(|row| &row.known)
}

/// A refusal that was read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("refused: {}", problem.code)]
pub struct Refused {
    problem: Problem,
}

impl Explain for Refused {
    fn explain(&self) -> Problem {
        self.problem.clone()
    }
}

/// What was asked for, for the words that name it.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// All of them; the provider's words say which was refused.
    pub(super) scopes: Vec<String>,
    /// As sent.
    pub(super) acr_values: String,
    /// What must stand on the client.
    pub(super) redirect_uri: String,
    /// How the client proves who it is.
    pub(super) method: &'static str,
}

impl Asked {
    /// What was refused, in the provider's words as they came: scrubbed, as they are kept, they may say less.
    pub(super) fn refused(&self, words: &str, said: Said) -> LoginError {
        let (code, actions): (Code, &[Action]) =
            recognise(words, &said).map_or((REFUSED, &[LogInAgain]), |row| (row.known.code, row.actions));
        let problem = actions.iter().copied().fold(code.problem(), Problem::offer);
        let problem = code.facts.iter().fold(problem, |problem, name| problem.with(name, self.fact(name, &said)));
        LoginError::Refused(Box::new(Refused { problem: problem.said(said) }))
    }

    fn fact(&self, name: &str, said: &Said) -> Fact {
        match name {
            "scopes" => Fact::List(self.scopes.clone()),
            "asked" => Fact::from(&self.acr_values),
            "redirect_uri" => Fact::from(&self.redirect_uri),
            "method" => Fact::from(self.method),
            _ => Fact::from(said.error.clone().unwrap_or_default()),
        }
    }
}

/// What stands last in the words says most: "Client authentication failed. No client authentication included".
fn recognise(words: &str, said: &Said) -> Option<&'static Row> {
    let error = said.error.as_deref()?;
    let text = plain(words);
    let has_error = |row: &&Row| row.known.called.iter().any(|called| called.kind == CalledKind::Error && called.name == error);
    let at = |called: &Called| (called.kind == CalledKind::Phrase).then(|| text.rfind(&plain(called.name))).flatten();
    let last = |row: &Row| row.known.called.iter().filter_map(at).max();
    let worded = TABLE.iter().rev().filter(has_error).filter(|row| last(row).is_some()).max_by_key(|row| last(row));
    // What a row is called first is what it is called when nothing more is said.
    let first =
        |row: &&Row| row.known.called.iter().enumerate().any(|(place, called)| (called.alone || place == 0) && called.name == error);
    worded.or_else(|| TABLE.iter().find(first))
}

#[cfg(test)]
mod tests;
