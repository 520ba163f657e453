//! The four questions of the first step, and the road that follows from their answers.

use inngang_engine::road::{self, Acts, Certificate, Kind, Services, Talks};
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
    /// For clients, as an accountant does.
    Clients,
    /// For those who use our system, each for itself.
    Customers,
}

/// What the services ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhatServices {
    /// A system user.
    SystemUser,
    /// Maskinporten alone.
    Maskinporten,
    /// Not known.
    #[default]
    Unknown,
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

/// The four answers that decide the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseRoad {
    /// First question.
    pub talks: WhoTalks,
    /// Second question.
    pub acts: WhoActs,
    /// Third question.
    pub certificate: WhyCertificate,
    /// Fourth question; asked where it matters. Answers of an older version lack it.
    #[serde(default)]
    pub services: WhatServices,
}

/// The recommendation that follows from the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoadView {
    /// The answers.
    pub answers: ChooseRoad,
    /// Text key of the recommendation with its reason: `key`, `certificate`, `person`, `agent_key`, `agent_certificate`,
    /// `vendor`, `agent_vendor`, `own_key`, `own_certificate`, `customers_key`, `customers_certificate`.
    pub recommendation: String,
    /// Who acts in Altinn: `standard`, `agent`, `person`, `maskinporten_only`; none in a document of an older version.
    #[serde(default)]
    pub kind: Option<String>,
    /// The day on which Altinn's kinds were read, `YYYY-MM-DD`.
    #[serde(default)]
    pub kinds_read_on: Option<String>,
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
            WhoActs::Customers => Acts::Customers,
        };
        let certificate = match answers.certificate {
            WhyCertificate::Required => Certificate::Required,
            WhyCertificate::NotRequired => Certificate::NotRequired,
            WhyCertificate::Unknown => Certificate::Unknown,
        };
        let services = match answers.services {
            WhatServices::SystemUser => Services::SystemUser,
            WhatServices::Maskinporten => Services::Maskinporten,
            WhatServices::Unknown => Services::Unknown,
        };
        let recommendation = road::recommend(talks, acts, certificate, services);
        let steps = recommendation.steps().iter().map(|step| StepName::from(*step)).collect();
        let kind = Some(recommendation.kind().as_str().to_owned());
        Self { answers, recommendation: recommendation.as_str().to_owned(), kind, kinds_read_on: Some(Kind::READ_ON.to_owned()), steps }
    }
}
