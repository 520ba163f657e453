//! The three questions of the first step, and the road that follows from their answers.

use inngang_engine::road::{self, Acts, Certificate, Talks};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::StepName;

/// What shall talk to Altinn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhoTalks {
    /// A system of one's own.
    OwnSystem,
    /// A system that was bought.
    BoughtSystem,
    /// A person at a screen.
    Person,
}

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhoActs {
    /// For ourselves.
    Ourselves,
    /// For clients.
    Clients,
}

/// Whether somebody requires an enterprise certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyCertificate {
    /// Somebody demands it, or we have one already.
    Required,
    /// Nobody does.
    NotRequired,
    /// Not known.
    Unknown,
}

/// The three answers that decide the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseRoad {
    /// First question.
    pub talks: WhoTalks,
    /// Second question.
    pub acts: WhoActs,
    /// Third question.
    pub certificate: WhyCertificate,
}

/// The recommendation that follows from the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoadView {
    /// The answers.
    pub answers: ChooseRoad,
    /// Text key of the recommendation with its reason: `key`, `certificate`, `person`, `agent_key`, `agent_certificate`,
    /// `vendor`, `agent_vendor`.
    pub recommendation: String,
    /// The steps to take, in order.
    pub steps: Vec<StepName>,
}

impl From<ChooseRoad> for RoadView {
    fn from(answers: ChooseRoad) -> Self {
        let talks = match answers.talks {
            WhoTalks::OwnSystem => Talks::OwnSystem,
            WhoTalks::BoughtSystem => Talks::BoughtSystem,
            WhoTalks::Person => Talks::Person,
        };
        let acts = match answers.acts {
            WhoActs::Ourselves => Acts::Ourselves,
            WhoActs::Clients => Acts::Clients,
        };
        let certificate = match answers.certificate {
            WhyCertificate::Required => Certificate::Required,
            WhyCertificate::NotRequired => Certificate::NotRequired,
            WhyCertificate::Unknown => Certificate::Unknown,
        };
        let recommendation = road::recommend(talks, acts, certificate);
        let steps = recommendation.steps().iter().map(|step| StepName::from(*step)).collect();
        Self { answers, recommendation: recommendation.as_str().to_owned(), steps }
    }
}
