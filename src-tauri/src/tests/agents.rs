//! Lists of clients that did not come to their end.

use inngang_contract::{ClientWish, UnfinishedRun};

use super::Outcome;
use super::rig::Rig;
use crate::setup;

#[test]
fn each_agent_keeps_its_unfinished_list() -> Outcome {
    let rig = Rig::begun()?;
    let active = rig.active()?;
    let database = &rig.app.database;
    let run = |agent: &str, numbers: &str| UnfinishedRun {
        owner: "311223305".to_owned(),
        agent: agent.to_owned(),
        wish: ClientWish::Add,
        numbers: numbers.to_owned(),
        pace: 60,
    };
    let kept = || setup::agent_runs(database, &active).map_err(|problem| problem.code);
    let keep = |run: &UnfinishedRun| setup::keep(database, &active, &setup::agent_run(&run.agent), run).map_err(|problem| problem.code);
    for run in [run("a1", "315000106"), run("a2", "310000000"), run("a1", "210987606")] {
        keep(&run)?;
    }
    assert_eq!(kept()?, [run("a1", "210987606"), run("a2", "310000000")], "one each, the newest");
    setup::forget(database, &active, &[&setup::agent_run("a1")]).map_err(|problem| problem.code)?;
    assert_eq!(kept()?, [run("a2", "310000000")]);
    Ok(())
}
