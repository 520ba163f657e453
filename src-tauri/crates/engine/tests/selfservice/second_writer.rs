//! Another program that reads and writes the same set once, at every place between our requests (decision 0007).

use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::selfservice::{RemoveKey, SelfService, WhenLast, add_key, remove_key};
use serde_json::Value;

use crate::Outcome;
use crate::rig::{Rig, registration};
use crate::state::{kid, other_key};

/// Our requests when nobody disturbs: look, look, write, look. The other's stand before one of them, or after all.
const PLACES: usize = 5;
/// Before our write, after our last look at what it replaces.
const WINDOW: usize = 2;

struct Told {
    kids: Vec<String>,
    came: Vec<String>,
    window_hit: bool,
}

/// Adds `ours` beside `first` while the other reads before our request number `reads` and writes what it read, with `theirs`, before number
/// `writes`; then looks once more, as a renewal does when it has proved the key.
async fn play(rig: &Rig, service: &SelfService, reads: usize, writes: usize, etags: bool) -> Outcome<Told> {
    let mut copy: Option<Vec<Value>> = None;
    {
        let mut state = rig.digdir.state();
        state.forget_requests();
        state.etags = etags;
        state.keys.insert("c-1".to_owned(), vec![other_key("first")]);
        state.other = Some(Box::new(move |at, keys| {
            if at == reads {
                copy = Some(keys.clone());
            }
            if let Some(read) = copy.take_if(|_| at == writes) {
                *keys = [read, vec![other_key("theirs")]].concat();
            }
        }));
    }
    let merged = add_key(&registration("ours", 1)?, service).await?;
    let looked = add_key(&registration("ours", 1)?, service).await?;
    let mut state = rig.digdir.state();
    state.other = None;
    Ok(Told { kids: state.kids("c-1"), came: [merged.came, looked.came].concat(), window_hit: state.window_hit })
}

#[tokio::test]
async fn a_key_of_another_writer_is_lost_in_no_place_but_the_window() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let mut lost = Vec::new();
    for reads in 0..PLACES {
        for writes in reads..PLACES {
            let told = play(&rig, &service, reads, writes, false).await?;
            assert!(told.kids.contains(&"ours".to_owned()) && told.kids.contains(&"first".to_owned()), "{reads} {writes}: {:?}", told.kids);
            assert!(told.kids.len() == 3 || told.window_hit, "{reads} {writes}: {:?}", told.kids);
            if told.kids.len() < 3 {
                lost.push((reads, writes));
            }
            // What came while we looked is told.
            let between = writes == 1 || writes == WINDOW + 1;
            assert_eq!(told.came, if between { vec!["theirs".to_owned()] } else { Vec::new() }, "{reads} {writes}");
        }
    }
    // What nobody can help who may only read and replace: nothing of ours ever saw that key.
    assert_eq!(lost, [(0, WINDOW), (1, WINDOW), (WINDOW, WINDOW)]);
    Ok(())
}

#[tokio::test]
async fn where_the_api_has_entity_tags_there_is_no_window() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    for reads in 0..PLACES {
        for writes in reads..PLACES {
            let told = play(&rig, &service, reads, writes, true).await?;
            assert_eq!(
                (told.kids.as_slice(), told.window_hit),
                (&["first", "ours", "theirs"].map(str::to_owned)[..], false),
                "{reads} {writes}"
            );
        }
    }
    Ok(())
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Two further keys of another writer's come, and one goes again, at random places while we add a key and remove another. What the other
/// writer's own writes leave is what should be there at the end.
async fn play_at_random(rig: &Rig, service: &SelfService, seed: u64, etags: bool) -> Outcome<(Told, Vec<String>)> {
    let mut dice = Dice(seed);
    let places: Vec<u64> = (0..3).map(|_| dice.roll(9)).collect();
    let expected = Arc::new(Mutex::new(Vec::new()));
    {
        let expected = expected.clone();
        let mut state = rig.digdir.state();
        state.forget_requests();
        state.etags = etags;
        state.keys.insert("c-1".to_owned(), vec![other_key("first"), other_key("old")]);
        state.other = Some(Box::new(move |at, keys| {
            let mut expected = expected.lock().unwrap_or_else(PoisonError::into_inner);
            for (place, new) in places.iter().zip(["theirs-1", "theirs-2", ""]) {
                if at as u64 == *place && new.is_empty() {
                    keys.retain(|key| kid(key) != "theirs-1");
                    expected.retain(|kid| kid != "theirs-1");
                } else if at as u64 == *place && keys.len() < 4 {
                    keys.push(other_key(new));
                    expected.push(new.to_owned());
                }
            }
        }));
    }
    let merged = add_key(&registration("ours", 1)?, service).await?;
    let must_stay = Some(registration("ours", 1)?);
    let removal = RemoveKey { client: "c-1".parse()?, kid: "old".to_owned(), must_stay, when_last: WhenLast::Keep };
    let removed = remove_key(&removal, service).await?;
    let mut state = rig.digdir.state();
    state.other = None;
    let mut expected = expected.lock().unwrap_or_else(PoisonError::into_inner).clone();
    expected.extend(["first".to_owned(), "ours".to_owned()]);
    expected.sort();
    Ok((Told { kids: state.kids("c-1"), came: [merged.came, removed.came].concat(), window_hit: state.window_hit }, expected))
}

#[tokio::test]
async fn at_random_places_too() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let (mut hits, mut seen) = (0, 0);
    for seed in 0..150 {
        let (told, expected) = play_at_random(&rig, &service, seed, false).await?;
        if told.window_hit {
            hits += 1;
        } else {
            assert_eq!(told.kids, expected, "{seed}");
        }
        seen += told.came.len();
        let (told, expected) = play_at_random(&rig, &service, seed, true).await?;
        assert_eq!((told.kids, told.window_hit), (expected, false), "{seed} with entity tags");
    }
    assert!(hits > 0 && seen > 0, "nobody wrote in the window, or nobody outside, so nothing was proved");
    Ok(())
}
