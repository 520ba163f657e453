//! Installs the page's packages, builds the page; neither when nothing changed.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::Outcome;
use crate::run;

/// What npm makes or reads here is no source of the page.
const NOT_SOURCES: &[&str] = &["node_modules", "dist"];

/// Makes `ui/node_modules` what `package-lock.json` says.
pub(crate) fn install() -> Outcome {
    install_in("ui")
}

/// The same for the libraries that ours are tested with.
pub(crate) fn install_peers() -> Outcome {
    install_in("tests/peers")
}

fn install_in(name: &str) -> Outcome {
    let folder = run::root().join(name);
    let lock = fs::read(folder.join("package-lock.json")).map_err(|failure| format!("{name}/package-lock.json: {failure}"))?;
    let stamp = folder.join("node_modules").join(".installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run::quiet_step(&format!("{name}: npm ci"), run::npm(&["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    fs::write(&stamp, lock).map_err(|failure| format!("{}: {failure}", stamp.display()))
}

/// Makes `ui/dist`, unless it is newer than every source.
pub(crate) fn build() -> Outcome {
    let ui = run::root().join("ui");
    let built = fs::metadata(ui.join("dist").join("index.html")).and_then(|page| page.modified()).ok();
    if built.is_some_and(|built| newest(&ui).is_some_and(|changed| changed <= built)) {
        return Ok(());
    }
    run::quiet_step("page: npm run build", &mut run::npm(&["run", "build"]))
}

/// When the last change under this folder was made; a removed file changes its folder.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let sources = entries.filter(|entry| !NOT_SOURCES.iter().any(|name| entry.file_name() == *name));
    sources
        .filter_map(|entry| {
            let about = entry.metadata().ok()?;
            let below = if about.is_dir() { newest(&entry.path()) } else { None };
            below.max(about.modified().ok())
        })
        .max()
}
