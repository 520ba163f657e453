//! Agents, their clients, a plan and how it went, told in words or as JSON.

use std::io::{self, Write as _};

use inngang_engine::altinn::client_delegation::{Agent, Applied, Client, NotRead, Plan, RowEnd, RowOutcome, Step, Wish};
use serde_json::{Value, json};

use crate::json::{Failure, line};
use crate::words::{Words, grouped};

fn said(key: &str, values: &[(&str, &str)], words: &Words) -> String {
    format!("{}\n", words.get(&format!("cli:altinn.clients.{key}"), values))
}

pub(super) fn agents(agents: &[Agent], json: bool, words: &Words) -> String {
    if json {
        let all = agents.iter().map(|agent| {
            json!({ "id": agent.id, "title": agent.integration_title, "system": agent.system_id, "supplier": agent.supplier_name,
                    "external_ref": agent.external_ref, "packages": agent.access_packages })
        });
        return line(&json!({ "agents": all.collect::<Vec<_>>() }));
    }
    let one = |agent: &Agent| {
        let (title, packages) = (agent.integration_title.as_str(), agent.access_packages.join(", "));
        said("an_agent", &[("id", &agent.id), ("title", title), ("system", &agent.system_id), ("packages", &packages)], words)
    };
    if agents.is_empty() { said("no_agents", &[], words) } else { agents.iter().map(one).collect() }
}

pub(super) fn clients(clients: &[Client], json: bool, words: &Words) -> String {
    if json {
        let all = clients.iter().map(|client| json!({ "id": client.id, "number": client.number, "name": client.name }));
        return line(&json!({ "clients": all.collect::<Vec<_>>() }));
    }
    let one = |client: &Client| format!("{}  {}\n", grouped(&client.number), crate::shown::shown(&client.name));
    if clients.is_empty() { said("no_clients", &[], words) } else { clients.iter().map(one).collect() }
}

const fn step(step: &Step, wish: Wish) -> &'static str {
    match (step, wish) {
        (Step::Change(_), Wish::Add) => "add",
        (Step::Change(_), Wish::Remove) => "remove",
        (Step::AlreadyThere, _) => "already_there",
        (Step::NotThere, _) => "not_there",
        (Step::NotAvailable, _) => "not_available",
        (Step::Owner, _) => "owner",
    }
}

fn rejected_json(plan: &Plan) -> Vec<Value> {
    let why = |why| if why == NotRead::CheckDigit { "check_digit" } else { "not_nine_digits" };
    plan.rejected.iter().map(|one| json!({ "line": one.line, "text": one.text, "why": why(one.why) })).collect()
}

fn rejected(plan: &Plan, words: &Words) -> String {
    let one = |one: &inngang_engine::altinn::client_delegation::Rejected| {
        let key = if one.why == NotRead::CheckDigit { "bad_digit" } else { "no_number" };
        said(key, &[("line", &one.line.to_string()), ("text", &one.text)], words)
    };
    plan.rejected.iter().map(one).collect()
}

/// What would be done.
pub(super) fn plan(plan: &Plan, json: bool, words: &Words) -> String {
    if json {
        let row = |row: &inngang_engine::altinn::client_delegation::PlanRow| json!({ "number": row.number.as_str(), "name": row.name, "step": step(&row.step, plan.wish) });
        let rows: Vec<Value> = plan.rows.iter().map(row).collect();
        return line(&json!({ "dry_run": true, "rows": rows, "rejected": rejected_json(plan), "repeated": plan.repeated }));
    }
    let one = |row: &inngang_engine::altinn::client_delegation::PlanRow| {
        let what = words.get(&format!("cli:altinn.clients.step.{}", step(&row.step, plan.wish)), &[]);
        said("row", &[("number", &grouped(row.number.as_str())), ("name", &row.name), ("what", &what)], words)
    };
    let rows: String = plan.rows.iter().map(one).collect();
    format!("{}{rows}{}", said("dry_run_done", &[], words), rejected(plan, words))
}

const fn end(end: &RowEnd) -> &'static str {
    match end {
        RowEnd::Done => "done",
        RowEnd::Already => "already",
        RowEnd::Failed(_) => "failed",
        RowEnd::Left(_) => "left",
    }
}

fn row(row: &RowOutcome, words: &Words) -> String {
    let what = match &row.end {
        RowEnd::Failed(problem) | RowEnd::Left(problem) => words.of_problem(problem, "title"),
        done => words.get(&format!("cli:altinn.clients.end.{}", end(done)), &[]),
    };
    said("row", &[("number", &grouped(row.number.as_str())), ("name", &row.name), ("what", &what)], words)
}

/// For whoever sits and waits; programs read it all at the end.
pub(super) fn progress(outcome: &RowOutcome, json: bool, words: &Words) {
    if !json {
        // Nobody is there to be told when it cannot be written.
        drop(io::stderr().write_all(row(outcome, words).as_bytes()));
    }
}

/// How it went.
pub(super) fn applied(plan: &Plan, applied: &Applied, json: bool, words: &Words) -> String {
    if json {
        let row = |row: &RowOutcome| {
            let failure = match &row.end {
                RowEnd::Failed(problem) | RowEnd::Left(problem) => Some(Failure::of(problem)),
                RowEnd::Done | RowEnd::Already => None,
            };
            let (problem, said) = failure.map_or((None, None), |failure| (Some(failure.problem), failure.said));
            json!({ "number": row.number.as_str(), "name": row.name, "end": end(&row.end), "problem": problem, "said": said })
        };
        let rows: Vec<Value> = applied.rows.iter().map(row).collect();
        let stopped = applied.stopped.as_ref().map(Failure::of);
        return line(&json!({ "rows": rows, "stopped": stopped, "rejected": rejected_json(plan), "repeated": plan.repeated }));
    }
    let many = |name: &str| applied.rows.iter().filter(|row| end(&row.end) == name).count().to_string();
    let [done, already, failed, left] = ["done", "already", "failed", "left"].map(many);
    let total = said("total", &[("done", &done), ("already", &already), ("failed", &failed), ("left", &left)], words);
    let stopped = applied.stopped.as_ref().map(|problem| format!("{}\n", words.whole_problem(problem))).unwrap_or_default();
    format!("{}{stopped}{total}", rejected(plan, words))
}
