//! One part of a request that Altinn refused, for a form to show beside its field.

use super::body::Part;
use super::code_of_part;
use crate::http::Response;
use crate::problem::{Action, Code, Explain, Fact, Problem, Said};

/// A part of a request that was refused.
#[derive(Debug, Clone)]
pub struct FieldRefusal {
    /// What is wrong with it.
    pub code: Code,
    /// Where in the request, as Altinn writes it: `/registersystemrequest/clientid`. Empty where it is not told.
    pub path: String,
    /// Altinn's own words, in English.
    pub title: String,
    /// The ids or URNs in question, where they are told.
    pub values: Vec<String>,
    pub(super) actions: &'static [Action],
}

impl FieldRefusal {
    pub(super) fn of(part: &Part, response: &Response) -> Self {
        let (code, actions) = code_of_part(part.code.as_deref());
        let shown = |text: &str| response.shown(text).unwrap_or_default();
        let values = part.values.iter().filter_map(|value| response.shown(value)).collect();
        Self { code, path: shown(&part.path), title: shown(&part.title), values, actions }
    }

    /// The refusal that Altinn would give with a code of its, seen before anything is sent.
    pub(crate) fn foreseen(code: &str, values: Vec<String>) -> Self {
        let (found, actions) = code_of_part(Some(code));
        Self { code: found, path: String::new(), title: code.to_owned(), values, actions }
    }
}

impl Explain for FieldRefusal {
    fn explain(&self) -> Problem {
        let facts = Facts::new(std::slice::from_ref(self), Vec::new(), &Said::default());
        let problem = self.code.facts.iter().fold(self.code.problem(), |problem, name| problem.with(name, facts.fact(name)));
        self.actions.iter().copied().fold(problem, Problem::offer)
    }
}

/// Place and words in one.
pub(super) fn told(path: &str, title: &str) -> String {
    match (path, title) {
        ("", words) | (words, "") => words.to_owned(),
        _ => format!("{path}: {title}"),
    }
}

/// What the texts leave room for.
pub(super) struct Facts {
    named: Vec<String>,
    words: String,
}

impl Facts {
    /// The ids that Altinn names; its words where it names none; its code where it says nothing.
    pub(super) fn new(fields: &[FieldRefusal], values: Vec<String>, said: &Said) -> Self {
        let mut named: Vec<String> = fields.iter().flat_map(|field| &field.values).cloned().chain(values).collect();
        let mut titles: Vec<String> = fields.iter().map(|field| told(&field.path, &field.title)).filter(|text| !text.is_empty()).collect();
        titles.dedup();
        let or_else = said.description.clone().or_else(|| said.error.clone()).unwrap_or_else(|| "?".to_owned());
        if titles.is_empty() {
            titles.push(or_else);
        }
        let words = titles.join("; ");
        if named.is_empty() {
            named = titles;
        }
        Self { named, words }
    }

    pub(super) fn fact(&self, name: &str) -> Fact {
        match name {
            "words" => Fact::from(&self.words),
            "seconds" => Fact::Number(super::seconds(None)),
            _ => Fact::List(self.named.clone()),
        }
    }
}
