//! Hand-over, trail and report on the page.

use inngang_engine::clock_offset::ClockOffset;
use inngang_engine::trail::{Entry, Event, Trail};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CalendarEntry, SetupView, StepName, moment};

/// What was proved: the last step's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HandoverView {
    /// Steps that are done.
    pub proved: Vec<StepName>,
    /// Their results.
    pub setup: SetupView,
    /// What expires when.
    pub calendar: Vec<CalendarEntry>,
    /// Settings to paste into the system that shall use the access; public values alone, `NAME=value` a line.
    pub settings: String,
}

/// Form of the hand-over sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandoverFormat {
    /// For programs.
    Json,
    /// To print.
    Html,
}

/// Saves the hand-over sheet.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SaveHandover {
    /// Form.
    pub format: HandoverFormat,
}

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TrailEntryView {
    /// A named step.
    Step {
        /// RFC 3339.
        at: String,
        /// `noun.step`.
        name: String,
        /// Code it failed with.
        code: Option<String>,
    },
    /// One HTTP exchange.
    Exchange {
        /// RFC 3339.
        at: String,
        /// `GET`, `POST`.
        method: String,
        /// Host and port.
        host: String,
        /// Path template.
        path: String,
        /// None when nothing came back.
        status: Option<u16>,
        /// Time it took.
        milliseconds: u32,
    },
}

/// The trail, newest last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TrailView {
    /// Lines.
    pub entries: Vec<TrailEntryView>,
    /// Our clock, when it was measured and has not been set since.
    pub clock: Option<ClockView>,
}

/// How far this computer's clock is from the services'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockView {
    /// Theirs minus ours: positive when ours is behind.
    pub seconds: i32,
    /// How many seconds that may be wrong by, to either side.
    pub uncertainty: u32,
    /// Whether it is so far off that services refuse what is dated by it.
    pub off: bool,
}

/// The report, whole, as it would be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportView {
    /// JSON, indented.
    pub text: String,
}

impl From<&Trail> for TrailView {
    fn from(trail: &Trail) -> Self {
        Self { entries: trail.entries().into_iter().map(TrailEntryView::from).collect(), clock: trail.clock().map(ClockView::from) }
    }
}

impl From<ClockOffset> for ClockView {
    fn from(offset: ClockOffset) -> Self {
        let seconds = offset.seconds().clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        Self {
            seconds: i32::try_from(seconds).unwrap_or_default(),
            uncertainty: u32::try_from(offset.uncertainty()).unwrap_or(u32::MAX),
            off: offset.is_off(),
        }
    }
}

impl From<Entry> for TrailEntryView {
    fn from(entry: Entry) -> Self {
        let at = moment(entry.at);
        match entry.event {
            Event::Step { name, code } => Self::Step { at, name: name.to_owned(), code: code.map(str::to_owned) },
            Event::Exchange { method, host, path, status, milliseconds, clock_offset: _ } => {
                let milliseconds = u32::try_from(milliseconds).unwrap_or(u32::MAX);
                Self::Exchange { at, method: method.to_owned(), host, path: path.to_owned(), status, milliseconds }
            }
        }
    }
}
