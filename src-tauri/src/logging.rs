//! Where `tracing` goes: a small rolling file. Fields are typed facts; no body, header or secret is ever one.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::LevelFilter;

/// Keeps the log open; dropping it writes the last lines.
pub(crate) struct Writing(#[expect(dead_code, reason = "held for its drop")] WorkerGuard);

/// Starts logging into a folder: one file a day, a week of them. None when the folder cannot be written.
pub(crate) fn start(folder: &Path) -> Option<Writing> {
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("inngang")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let subscriber = tracing_subscriber::fmt().with_writer(writer).with_ansi(false).with_max_level(LevelFilter::INFO);
    subscriber.try_init().ok()?;
    Some(Writing(guard))
}
