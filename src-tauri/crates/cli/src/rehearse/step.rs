//! The steps of the road, and how one ends.

use std::collections::BTreeMap;

use inngang_engine::problem::{Explain, Fact, Problem};

/// Declares each step once: variant, name in JSON and in the texts.
macro_rules! steps {
    ($($variant:ident = $name:literal,)+) => {
        /// A step, in the order of the road.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Step { $($variant,)+ }

        impl Step {
            /// The name in JSON and in the texts.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

steps! {
    Certificate = "certificate",
    Key = "key",
    Portal = "portal",
    TokenByCertificate = "token_by_certificate",
    TokenByKey = "token_by_key",
    Login = "login",
    AccessOrganisation = "access_organisation",
    AccessPerson = "access_person",
    Done = "done",
}

/// What a step showed: nothing that is secret.
pub(super) type Facts = BTreeMap<&'static str, Fact>;

/// A step that went well, with what it leaves for the next.
pub(super) type Proof<T> = Result<(T, Facts), Halt>;

/// Why a step did not go well.
#[derive(Debug)]
pub(super) enum Halt {
    /// It was not tried. The code is a finding's, or `rehearse.what` with its text under `cli:skipped`.
    Skipped(&'static str, Facts),
    /// It was refused.
    Failed(Box<Problem>),
}

impl Halt {
    /// Not tried, for a reason without facts.
    pub(super) const fn skipped(code: &'static str) -> Self {
        Self::Skipped(code, Facts::new())
    }

    /// Refused, or broken.
    pub(super) fn failed(problem: Problem) -> Self {
        Self::Failed(Box::new(problem))
    }
}

impl<E: Explain> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::failed(error.explain())
    }
}

/// What an earlier step should have left.
pub(super) fn needs<T>(step: Step, left: Option<T>) -> Result<T, Halt> {
    left.ok_or_else(|| Halt::Skipped("rehearse.needs_step", Facts::from([("step", Fact::from(step.name()))])))
}

/// A step that is over.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) step: Step,
    pub(super) outcome: Result<Facts, Halt>,
    pub(super) milliseconds: u64,
}
