//! The road of the last login on the page.

use inngang_engine::codes::all_codes;
use inngang_engine::login::{Actor, Stage, State};
use serde::Serialize;
use ts_rs::TS;

use crate::moment;
use crate::problem::TurnView;

/// Who takes part in a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's Actor, documented there")]
pub enum LoginActor {
    Program,
    Browser,
    Person,
    Provider,
}

/// How far one stage of a login has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginStageState {
    /// It went well.
    Done,
    /// It stopped here.
    Failed,
    /// It is under way.
    Waiting,
    /// The login stopped before it.
    NotReached,
}

/// One stage of a login: who asked whom for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LoginStageView {
    /// The text's key: `metadata`, `pushed`, `browser`, `person`, `callback`, `token`, `id_token`, `userinfo`, `refresh`, `logout`.
    pub name: String,
    /// Who asked.
    pub from: LoginActor,
    /// Whom.
    pub to: LoginActor,
    /// How far it has come.
    pub state: LoginStageState,
    /// The code that it failed with.
    pub code: Option<String>,
    /// Whose move it is then.
    pub turn: Option<TurnView>,
    /// RFC 3339; when it was over.
    pub at: Option<String>,
    /// How long it took.
    #[ts(type = "number | null")]
    pub milliseconds: Option<u64>,
    /// HTTP status, where there was an exchange.
    pub status: Option<u16>,
}

/// The road of the last login, whether or not it came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LoginTrailView {
    /// In their order; empty when nobody has logged in since the program started.
    pub stages: Vec<LoginStageView>,
}

impl From<Stage> for LoginStageView {
    fn from(stage: Stage) -> Self {
        let (state, code) = match stage.state {
            State::Done => (LoginStageState::Done, None),
            State::Failed { code } => (LoginStageState::Failed, Some(code)),
            State::Waiting => (LoginStageState::Waiting, None),
            State::NotReached => (LoginStageState::NotReached, None),
        };
        let actor = |actor| match actor {
            Actor::Program => LoginActor::Program,
            Actor::Browser => LoginActor::Browser,
            Actor::Person => LoginActor::Person,
            Actor::Provider => LoginActor::Provider,
        };
        Self {
            name: stage.name.to_owned(),
            from: actor(stage.from),
            to: actor(stage.to),
            state,
            code: code.map(str::to_owned),
            turn: code.and_then(|code| all_codes().find(|known| known.name == code)).map(|known| known.turn.into()),
            at: stage.at.map(moment),
            milliseconds: stage.milliseconds,
            status: stage.status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_move_it_is_comes_with_the_code() {
        let stage =
            |state| Stage { name: "token", from: Actor::Program, to: Actor::Provider, state, at: None, milliseconds: None, status: None };
        let turn = |state| LoginStageView::from(stage(state)).turn;
        assert_eq!(turn(State::Failed { code: "login.client_refused" }), Some(TurnView::You));
        assert_eq!(turn(State::Failed { code: "login.signature" }), Some(TurnView::Service));
        assert_eq!(turn(State::Done), None);
    }
}
