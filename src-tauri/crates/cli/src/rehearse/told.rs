//! How a rehearsal is told: a line and its reason for each step, or an array for programs.

use std::collections::BTreeMap;
use std::future::Future;
use std::io::{self, Write as _};
use std::time::Instant;

use inngang_engine::environment::{Environment, Kind};
use inngang_engine::problem::Fact;
use serde::Serialize;
use serde_json::Value;

use super::step::{Facts, Halt, Played, Proof, Step};
use crate::shown::escaped;
use crate::words::Words;
use crate::{Ending, Stop, json};

/// Tells about each step when it is over, and remembers whether one failed.
pub(super) struct Teller<'a> {
    words: &'a Words,
    json: bool,
    told: Vec<Told>,
    failed: bool,
    all_passed: bool,
    /// Whether a step passed at all: a road that was skipped whole proves nothing.
    proved: bool,
    /// Whoever listened has gone.
    unheard: Option<io::Error>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(words: &'a Words, json: bool, environment: &Environment) -> Self {
        let mut teller = Self { words, json, told: Vec::new(), failed: false, all_passed: true, proved: false, unheard: None };
        let name = match environment.kind {
            Kind::Practice => words.get("common:environment.practice", &[]),
            _ => environment.name.clone(),
        };
        if !json {
            teller.say(&words.get("cli:environment", &[("name", &name)]));
        }
        teller
    }

    /// Plays a step, tells how it went, hands on what it leaves.
    pub(super) async fn step<T>(&mut self, step: Step, play: impl Future<Output = Proof<T>>) -> Option<T> {
        let started = Instant::now();
        let (left, outcome) = match play.await {
            Ok((left, facts)) => (Some(left), Ok(facts)),
            Err(halt) => (None, Err(halt)),
        };
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.all_passed &= outcome.is_ok();
        self.proved |= outcome.is_ok();
        self.failed |= matches!(outcome, Err(Halt::Failed(_)));
        let played = Played { step, outcome, milliseconds };
        if self.json {
            self.told.push(Told::of(&played));
        } else {
            self.say(&self.in_words(&played));
        }
        left
    }

    /// Whether every step so far went well.
    pub(super) const fn all_passed(&self) -> bool {
        self.all_passed
    }

    /// What programs will be told.
    #[cfg(test)]
    pub(super) fn told(&self) -> &[Told] {
        &self.told
    }

    /// The end of the tale.
    pub(super) fn end(mut self) -> Result<Ending, Stop> {
        if self.json {
            let told = escaped(&serde_json::to_string_pretty(&self.told).unwrap_or_default());
            self.say(&told);
        }
        match self.unheard {
            Some(failure) => Err(Stop::unwritable(failure)),
            None if self.failed || !self.proved => Ok(Ending::Finding),
            None => Ok(Ending::Good),
        }
    }

    fn say(&mut self, text: &str) {
        let mut out = io::stdout().lock();
        if let Err(failure) = writeln!(out, "{text}").and_then(|()| out.flush()) {
            self.unheard.get_or_insert(failure);
        }
    }

    fn in_words(&self, played: &Played) -> String {
        let words = self.words;
        let step = played.step.name();
        let (mark, outcome, why) = match &played.outcome {
            Ok(facts) => {
                let waited = facts.get("unknown_times").is_some_and(|times| *times != Fact::Number(0));
                let key = if waited { "cli:proved.after_waiting".to_owned() } else { format!("cli:proved.{step}") };
                ("✓", "passed", words.with_facts(&key, facts))
            }
            Err(Halt::Failed(problem)) => {
                let [title, remedy] = ["title", "remedy"].map(|part| words.of_problem(problem, part));
                ("✗", "failed", format!("{title}. {remedy} ({})", problem.code))
            }
            Err(Halt::Skipped(code, facts)) => ("–", "skipped", self.why_skipped(code, facts)),
        };
        let [step, outcome] = [format!("cli:step.{step}"), format!("cli:outcome.{outcome}")].map(|key| words.get(&key, &[]));
        format!("{mark} {step}: {outcome}\n  {why}")
    }

    fn why_skipped(&self, code: &str, facts: &Facts) -> String {
        match code.strip_prefix("rehearse.") {
            Some("needs_step") => {
                let step = facts.get("step").map_or("", |step| if let Fact::Text(step) = step { step } else { "" });
                let step = self.words.get(&format!("cli:step.{step}"), &[]);
                self.words.get("cli:skipped.needs_step", &[("step", &step)])
            }
            Some(reason) => self.words.with_facts(&format!("cli:skipped.{reason}"), facts),
            None => format!("{}. ({code})", self.words.with_facts(&format!("problems:{code}.title"), facts)),
        }
    }
}

/// A step as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    pub(super) step: &'static str,
    pub(super) outcome: &'static str,
    pub(super) code: Option<&'static str>,
    facts: BTreeMap<&'static str, Value>,
    milliseconds: u64,
}

impl Told {
    fn of(played: &Played) -> Self {
        let (outcome, code, facts) = match &played.outcome {
            Ok(facts) => ("passed", None, facts),
            Err(Halt::Failed(problem)) => ("failed", Some(problem.code), &problem.facts),
            Err(Halt::Skipped(code, facts)) => ("skipped", Some(*code), facts),
        };
        Self { step: played.step.name(), outcome, code, facts: json::facts(facts), milliseconds: played.milliseconds }
    }
}
