//! `start`: from a fresh machine to the open window.

use std::env;

use crate::Outcome;
use crate::{packages, page, run};

const PROGRAMS: &[&str] =
    &["build", "--release", "-p", "inngang-desktop", "-p", "inngang", "--features", "inngang-desktop/custom-protocol"];

/// Installs, builds, opens the window; without a display it rehearses instead.
pub(crate) fn start() -> Outcome {
    packages::node()?;
    packages::install(packages::WINDOW)?;
    page::install()?;
    page::build()?;
    run::step("program: build (the first time takes minutes)", &mut run::cargo(PROGRAMS))?;
    let program = |name: &str| run::target().join("release").join(format!("{name}{}", env::consts::EXE_SUFFIX)).display().to_string();
    if display() {
        return run::step("Inngang is open; close its window to end", &mut run::command(&program("inngang-desktop"), &[]));
    }
    run::say("No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.");
    run::say("Playing the whole road against practice instead: inngang rehearse");
    run::step("rehearse", &mut run::command(&program("inngang"), &["rehearse"]))
}

fn display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
