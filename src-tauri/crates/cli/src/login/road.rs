//! The road that a login went: who asked whom for what, where it stopped, whose move it is.

use inngang_engine::login::{Actor, Stage, State, stages};
use inngang_engine::problem::{Problem, Turn};
use serde_json::{Value, json};

use crate::json::{Failure, moment, turn};
use crate::place::Place;
use crate::words::Words;

/// Out of the trail. A wait that was over is told as `code` rather than as what ended it here.
pub(super) fn of(place: &Place<'_>, code: &'static str) -> Vec<Stage> {
    let mut stages = stages(&place.http.trail().entries());
    for stage in &mut stages {
        if let State::Failed { code: stopped } = &mut stage.state
            && *stopped == "login.cancelled_here"
        {
            *stopped = code;
        }
    }
    stages
}

/// As programs read it.
pub(super) fn json(stages: &[Stage]) -> Value {
    let told = |stage: &Stage| {
        let (state, code) = state(stage.state);
        json!({
            "name": stage.name, "from": actor(stage.from), "to": actor(stage.to), "state": state, "code": code,
            "at": stage.at.map(moment), "milliseconds": stage.milliseconds, "status": stage.status,
        })
    };
    stages.iter().map(told).collect()
}

/// The problem, and where it stopped.
pub(super) fn failure(problem: &Problem, stages: &[Stage]) -> Value {
    let Failure { problem, said } = Failure::of(problem);
    json!({ "problem": problem, "said": said, "stages": json(stages) })
}

/// A line for each stage, and whose move it is.
pub(super) fn in_words(stages: &[Stage], whose: Turn, words: &Words) -> String {
    let said = |key: &str| words.get(&format!("login:road.{key}"), &[]);
    let mut text = format!("\n{}\n", said("stopped"));
    for (at, stage) in stages.iter().enumerate() {
        let came_on = stages[at + 1..].iter().any(|later| later.state != State::NotReached);
        let (mark, state) = match stage.state {
            State::Done => ("✓", "done"),
            State::Failed { .. } if came_on => ("▲", "passed_over"),
            State::Failed { .. } => ("✗", "failed"),
            State::Waiting => ("…", "waiting"),
            State::NotReached => ("·", "not_reached"),
        };
        let status = stage.status.map(|status| words.get("login:road.status", &[("status", &status.to_string())]));
        let took = stage.milliseconds.map(|took| words.get("login:road.milliseconds", &[("milliseconds", &took.to_string())]));
        let measured: Vec<String> = status.into_iter().chain(took).collect();
        let measured = if measured.is_empty() { String::new() } else { format!(" ({})", measured.join(", ")) };
        let (from, to) = (said(&format!("actor.{}", actor(stage.from))), said(&format!("actor.{}", actor(stage.to))));
        let who = if stage.from == stage.to { from } else { format!("{from} → {to}") };
        let what = said(&format!("stage.{}", stage.name));
        text.push_str(&format!("{mark} {}: {who}: {what}{measured}\n", said(&format!("state.{state}"))));
    }
    format!("{text}{}\n", words.get(&format!("common:turn.{}", turn(whose)), &[]))
}

const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Program => "program",
        Actor::Browser => "browser",
        Actor::Person => "person",
        Actor::Provider => "provider",
    }
}

const fn state(state: State) -> (&'static str, Option<&'static str>) {
    match state {
        State::Done => ("done", None),
        State::Failed { code } => ("failed", Some(code)),
        State::Waiting => ("waiting", None),
        State::NotReached => ("not_reached", None),
    }
}
