//! How a climb is told of: a line for each rung, and for programs.

use inngang_engine::access::{AccessReport, Outcome, Rung};
use serde_json::{Value, json};

use crate::failure;
use crate::json::{Failure, facts, line};
use crate::words::Words;

pub(super) fn json(report: &AccessReport) -> String {
    let rung = |rung: &Rung| {
        let (outcome, skipped, failure) = match &rung.outcome {
            Outcome::Passed => ("passed", None, None),
            Outcome::Skipped { why } => ("skipped", Some(*why), None),
            Outcome::Failed(problem) => ("failed", None, Some(Failure::of(problem))),
        };
        let (problem, said) = failure.map_or((None, None), |Failure { problem, said }| (Some(problem), said));
        json!({
            "name": rung.name, "outcome": outcome, "skipped": skipped, "problem": problem, "said": said,
            "facts": facts(&rung.facts), "milliseconds": rung.milliseconds,
        })
    };
    line(&json!({ "passed": report.passed(), "rungs": report.rungs.iter().map(rung).collect::<Value>() }))
}

pub(super) fn in_words(report: &AccessReport, words: &Words) -> String {
    report.rungs.iter().map(|rung| of_rung(rung, words)).collect()
}

fn of_rung(rung: &Rung, words: &Words) -> String {
    let title = words.get(&format!("access:rung.{}.title", rung.name), &[]);
    match &rung.outcome {
        Outcome::Passed => format!("✓ {title}. {}\n", words.with_facts(&format!("access:rung.{}.found", rung.name), &rung.facts)),
        Outcome::Skipped { why } => format!("· {title}. {}\n", words.get(&format!("problems:{why}.cause"), &[])),
        Outcome::Failed(problem) => format!("✗ {title}.\n{}\n", failure::in_words(problem, words)),
    }
}
