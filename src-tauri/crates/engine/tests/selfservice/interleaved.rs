//! Two programs like ours at once: every order in which their requests can be dealt with (decision 0007).

use std::sync::Arc;

use inngang_engine::selfservice::{Merged, SelfService, SelfServiceError, add_key};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinHandle;

use crate::Outcome;
use crate::digdir::Waiting;
use crate::rig::{Rig, registration};
use crate::state::other_key;

type Adding = JoinHandle<Result<Merged, SelfServiceError>>;

struct Writer {
    prefix: &'static str,
    adding: Adding,
    at_the_gate: Option<Waiting>,
}

impl Writer {
    fn start(prefix: &'static str, kid: &'static str, seed: u8, service: &Arc<SelfService>) -> Outcome<Self> {
        let (order, service) = (registration(kid, seed)?, service.clone());
        let adding = tokio::spawn(async move { add_key(&order, &service).await });
        Ok(Self { prefix, adding, at_the_gate: None })
    }

    const fn may_go(&self) -> bool {
        self.at_the_gate.is_some()
    }
}

/// Lets the two in as `schedule` says, 0 or 1 at each choice, and 0 goes on as long as it can thereafter. Gives every choice that there was.
async fn let_in(schedule: &[usize], writers: &mut [Writer; 2], gate: &mut UnboundedReceiver<Waiting>) -> Outcome<Vec<usize>> {
    let mut choices = Vec::new();
    let mut last = 0;
    loop {
        while let Some(writer) = writers.iter().position(|writer| !writer.may_go() && !writer.adding.is_finished()) {
            tokio::select! {
                Some(waiting) = gate.recv() => {
                    let owner = writers.iter_mut().find(|writer| waiting.path.starts_with(writer.prefix));
                    owner.ok_or("nobody's request")?.at_the_gate = Some(waiting);
                }
                () = tokio::task::yield_now(), if writers[writer].adding.is_finished() => {}
                () = tokio::time::sleep(std::time::Duration::from_micros(200)) => {}
            }
        }
        let goes = match (writers[0].may_go(), writers[1].may_go()) {
            (false, false) => return Ok(choices),
            (true, true) => {
                let goes = schedule.get(choices.len()).copied().unwrap_or(last);
                choices.push(goes);
                goes
            }
            (first, _) => usize::from(!first),
        };
        last = goes;
        let Waiting { enter, done, .. } = writers[goes].at_the_gate.take().ok_or("nobody waits")?;
        enter.send(()).map_err(|()| "the request is gone")?;
        drop(done.await);
    }
}

struct Told {
    orders: usize,
    lost: usize,
}

/// Plays every order there is. Both look again when both are done, as a renewal does when it has proved the key.
async fn play_all(etags: bool) -> Outcome<Told> {
    let rig = Rig::start().await?;
    rig.digdir.state().prefixes = vec!["/a".to_owned(), "/b".to_owned()];
    let services = [Arc::new(rig.connect_at("/a").await??), Arc::new(rig.connect_at("/b").await??)];
    let mut schedules: Vec<Vec<usize>> = vec![Vec::new(), vec![1]];
    let mut told = Told { orders: 0, lost: 0 };
    while let Some(schedule) = schedules.pop() {
        {
            let mut state = rig.digdir.state();
            state.etags = etags;
            state.keys.insert("c-1".to_owned(), vec![other_key("first")]);
        }
        let mut gate = rig.digdir.guard();
        let mut writers = [Writer::start("/a", "a", 1, &services[0])?, Writer::start("/b", "b", 2, &services[1])?];
        let choices = let_in(&schedule, &mut writers, &mut gate).await?;
        drop(gate);
        for writer in writers {
            writer.adding.await??;
        }
        let lost = 3 - rig.digdir.state().kids("c-1").len();
        told.orders += 1;
        told.lost += lost;
        assert!(lost <= usize::from(!etags), "{choices:?}: {:?}", rig.digdir.state().kids("c-1"));
        for (service, (kid, seed)) in services.iter().zip([("a", 1), ("b", 2)]) {
            add_key(&registration(kid, seed)?, service).await?;
        }
        assert_eq!(rig.digdir.state().kids("c-1"), ["a", "b", "first"], "{choices:?}");
        for at in schedule.len()..choices.len() {
            schedules.push([&choices[..at], &[1 - choices[at]]].concat());
        }
    }
    Ok(told)
}

#[tokio::test]
async fn nothing_is_lost_for_good_when_both_look_again() -> Outcome {
    let told = play_all(false).await?;
    assert!(told.orders > 100, "{}", told.orders);
    assert!(told.lost > 0, "the window was never met, so nothing was proved of looking again");
    Ok(())
}

#[tokio::test]
async fn nothing_is_lost_at_all_with_entity_tags() -> Outcome {
    let told = play_all(true).await?;
    assert!(told.orders > 50 && told.lost == 0, "{} {}", told.orders, told.lost);
    Ok(())
}
