//! The last login's road, out of the trail: who asked whom for what, when, and where it stopped.

use time::OffsetDateTime;

use super::error::{TEST_USER_REFUSED, TIMED_OUT};
use super::known;
use crate::trail::{Entry, Event};

/// Who asks, or is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// This program.
    Program,
    /// The person's own browser.
    Browser,
    /// Who logs in.
    Person,
    /// ID-porten or Ansattporten.
    Provider,
}

/// How a stage went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Well.
    Done,
    /// It stopped here; whose move it is, is the code's to say.
    Failed {
        /// Ours.
        code: &'static str,
    },
    /// It is under way.
    Waiting,
    /// The login has not come so far.
    NotReached,
}

/// One stage of the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// `metadata`, `pushed`, `browser`, `person`, `callback`, `token`, `id_token`, `userinfo`, `refresh`, `logout`.
    pub name: &'static str,
    /// Who begins it.
    pub from: Actor,
    /// Whom they turn to; the same one when nobody else has a part in it.
    pub to: Actor,
    /// How it went.
    pub state: State,
    /// When it was over, by this computer's clock.
    pub at: Option<OffsetDateTime>,
    /// How long its exchange took, or it itself where it has none of its own.
    pub milliseconds: Option<u64>,
    /// What the provider's answer was, where it was asked by this program.
    pub status: Option<u16>,
}

/// A stage as it is before anything has happened.
struct Plan {
    name: &'static str,
    from: Actor,
    to: Actor,
    /// Of the exchange that belongs to it.
    path: Option<&'static str>,
    /// Whether every login has it.
    always: bool,
}

const fn always(name: &'static str, from: Actor, to: Actor, path: Option<&'static str>) -> Plan {
    Plan { name, from, to, path, always: true }
}

const fn by_choice(name: &'static str, path: &'static str) -> Plan {
    Plan { name, from: Actor::Program, to: Actor::Provider, path: Some(path), always: false }
}

const ROAD: [Plan; 10] = [
    always("metadata", Actor::Program, Actor::Provider, Some("/.well-known/openid-configuration")),
    by_choice("pushed", "/par"),
    always("browser", Actor::Program, Actor::Browser, None),
    always("person", Actor::Person, Actor::Provider, Some(HEADLESS)),
    always("callback", Actor::Browser, Actor::Program, None),
    always("token", Actor::Program, Actor::Provider, Some("/token")),
    always("id_token", Actor::Program, Actor::Program, Some("/{jwks}")),
    by_choice("userinfo", "/userinfo"),
    by_choice("refresh", "/token"),
    by_choice("logout", "/token/revoke"),
];

/// Where this program goes itself for a test user.
const HEADLESS: &str = "/authorize";

/// Where a login begins in the trail.
pub(super) const START: &str = "login.start";

/// The road of the last login in the trail; empty when there is none.
#[must_use]
pub fn stages(entries: &[Entry]) -> Vec<Stage> {
    let start = entries.iter().rposition(|entry| matches!(entry.event, Event::Step { name: START, .. }));
    let Some((first, rest)) = start.and_then(|at| entries[at..].split_first()) else { return Vec::new() };
    let mut road = Road { reached: [None; ROAD.len()], exchanges: Vec::new(), since: first.at, is_over: false, is_headless: false };
    for entry in rest {
        road.go_on(entry);
    }
    road.stages()
}

struct Road<'a> {
    reached: [Option<Stage>; ROAD.len()],
    /// Those since the last step.
    exchanges: Vec<&'a Event>,
    /// When the last step was over.
    since: OffsetDateTime,
    is_over: bool,
    is_headless: bool,
}

impl<'a> Road<'a> {
    fn go_on(&mut self, entry: &'a Entry) {
        let (step, code) = match entry.event {
            Event::Exchange { path, .. } => {
                self.is_headless |= path == HEADLESS && !self.is_over;
                return self.exchanges.push(&entry.event);
            }
            Event::Step { name, code } => (name, code),
        };
        let Some(step) = step.strip_prefix("login.") else { return };
        self.step(step, code, entry.at);
        self.is_over |= matches!(step, "id_token" | "cancelled") || (code.is_some() && !matches!(step, "browser" | "pushed"));
        self.exchanges.clear();
        self.since = entry.at;
    }

    fn step(&mut self, step: &str, code: Option<&'static str>, at: OffsetDateTime) {
        let state = code.map_or(State::Done, |code| State::Failed { code });
        match (step, code) {
            ("callback", None) => {
                self.note("person", state, at);
                self.note("callback", state, at);
            }
            // What was answered is a no, or nothing was.
            ("callback", Some(code)) if is_at_the_provider(code) => self.note("person", state, at),
            ("callback", Some(_)) => {
                self.note("person", State::Done, at);
                self.note("callback", state, at);
            }
            // Nothing can be opened then, unless what was pushed has told already.
            ("listen" | "request" | "binding" | "address", Some(_)) => {
                if !self.reached.iter().flatten().any(|stage| matches!(stage.state, State::Failed { .. })) {
                    self.note("browser", state, at);
                }
            }
            ("cancelled", _) => {
                if let Some(next) = self.next() {
                    self.note(ROAD[next].name, state, at);
                }
            }
            ("revoked", _) => self.note("logout", state, at),
            // Asked for anew with what comes after the login.
            ("metadata", _) if self.is_over => {}
            _ => self.note(step, state, at),
        }
    }

    /// A step that is no stage of its own is passed over.
    fn note(&mut self, name: &str, state: State, at: OffsetDateTime) {
        let Some(place) = ROAD.iter().position(|plan| plan.name == name) else { return };
        let exchange = self.exchanges.iter().rev().find_map(|event| match event {
            Event::Exchange { path, status, milliseconds, .. } if Some(*path) == ROAD[place].path => Some((*status, *milliseconds)),
            _ => None,
        });
        let took = || u64::try_from((at - self.since).whole_milliseconds()).ok();
        let milliseconds = exchange.map(|(_, milliseconds)| milliseconds).or_else(took);
        let status = exchange.and_then(|(status, _)| status);
        self.reached[place] = Some(Stage { state, at: Some(at), milliseconds, status, ..self.stage(place) });
    }

    /// Before anything has happened there.
    fn stage(&self, place: usize) -> Stage {
        let Plan { name, from, to, .. } = ROAD[place];
        let (from, to) = match name {
            "person" if self.is_headless => (Actor::Program, Actor::Provider),
            "callback" if self.is_headless => (Actor::Provider, Actor::Program),
            _ => (from, to),
        };
        Stage { name, from, to, state: State::NotReached, at: None, milliseconds: None, status: None }
    }

    fn is_on_the_road(&self, plan: &Plan) -> bool {
        plan.always && !(self.is_headless && plan.name == "browser")
    }

    /// The first that nothing has come of.
    fn next(&self) -> Option<usize> {
        (0..ROAD.len()).find(|place| self.is_on_the_road(&ROAD[*place]) && self.reached[*place].is_none())
    }

    fn stages(self) -> Vec<Stage> {
        let waiting = self.next().filter(|_| !self.is_over);
        let of = |place: usize| {
            let still = || self.is_on_the_road(&ROAD[place]).then(|| self.stage(place));
            self.reached[place].or_else(still).map(|stage| match waiting == Some(place) {
                true => Stage { state: State::Waiting, ..stage },
                false => stage,
            })
        };
        (0..ROAD.len()).filter_map(of).collect()
    }
}

/// Whether the login stopped where the person and the provider are, so that nothing came back, or only a no.
fn is_at_the_provider(code: &str) -> bool {
    let others = [TIMED_OUT, TEST_USER_REFUSED];
    known::CODES.iter().chain(&others).any(|known| known.name == code)
}

#[cfg(test)]
mod tests;
