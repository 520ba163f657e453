//! Facts as programs read them.

use std::collections::BTreeMap;

use inngang_engine::problem::{Fact, Problem, Turn};
use inngang_engine::scrub::scrub;
use serde::Serialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::shown::escaped;

/// A problem, whole.
#[derive(Serialize)]
pub(crate) struct ProblemTold {
    pub(crate) code: &'static str,
    pub(crate) turn: &'static str,
    pub(crate) facts: BTreeMap<&'static str, Value>,
}

impl ProblemTold {
    pub(crate) fn of(problem: &Problem) -> Self {
        Self { code: problem.code, turn: turn(problem.turn), facts: facts(&problem.facts) }
    }
}

/// In the place of an answer: the problem, and what the service said, without what may be a secret or a person.
#[derive(Serialize)]
pub(crate) struct Failure {
    pub(crate) problem: ProblemTold,
    pub(crate) said: Option<Value>,
}

impl Failure {
    pub(crate) fn of(problem: &Problem) -> Self {
        let said = problem.said.as_ref().map(|said| {
            let scrubbed = |text: &Option<String>| text.as_deref().map(scrub);
            let [error, description, trace_id] = [&said.error, &said.description, &said.trace_id].map(scrubbed);
            json!({ "status": said.status, "error": error, "description": description, "trace_id": trace_id })
        });
        Self { problem: ProblemTold::of(problem), said }
    }
}

/// Each fact by its name.
pub(crate) fn facts(facts: &BTreeMap<&'static str, Fact>) -> BTreeMap<&'static str, Value> {
    facts.iter().map(|(name, fact)| (*name, value(fact))).collect()
}

/// On one line, with nothing in it that a terminal obeys.
pub(crate) fn line(told: &impl Serialize) -> String {
    escaped(&serde_json::to_string(told).unwrap_or_default()) + "\n"
}

/// RFC 3339, UTC.
pub(crate) fn moment(moment: OffsetDateTime) -> String {
    moment.format(&Rfc3339).unwrap_or_default()
}

/// Whose move it is, as the page and the report name it.
pub(crate) const fn turn(turn: Turn) -> &'static str {
    match turn {
        Turn::You => "you",
        Turn::YourOrganisation => "your_organisation",
        Turn::Service => "service",
        Turn::Network => "network",
        Turn::Us => "us",
    }
}

fn value(fact: &Fact) -> Value {
    match fact {
        Fact::Text(text) => json!(text),
        Fact::Number(number) => json!(number),
        Fact::Moment(at) => json!(moment(*at)),
        Fact::List(list) => json!(list),
    }
}
