//! `inngang certificate` beside the local practice town, which it leaves alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::certificate::{PASSWORD, self_made};
use crate::doctor::{doctor, lines, town_with_a_set};
use crate::rig::{Outcome, Run, run_with};

/// Everything in a folder, with when it was written.
fn written(folder: &Path) -> Outcome<Vec<(PathBuf, SystemTime)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        found.push((entry.path(), entry.metadata()?.modified()?));
        if entry.file_type()?.is_dir() {
            found.extend(written(&entry.path())?);
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn a_town_that_nobody_must_ask_is_left_alone() -> Outcome {
    let (home, set) = town_with_a_set()?;
    let own = self_made(home.path())?;
    let before = written(&home.path().join("practice"))?;
    let issued = set.first().ok_or("no set")?;
    let Run { code, out, .. } =
        run_with(&mut doctor(home.path(), &[&issued.path], &["--password-fd", "0", "--offline", "--json"]), issued.password.as_bytes())?;
    assert_eq!((code, lines(&out)?[0]["certificates"][0]["environment"].as_str()), (Some(0), Some("practice")));
    let Run { code, .. } = run_with(&mut doctor(home.path(), &[&own], &["--password-fd", "0"]), PASSWORD.as_bytes())?;
    assert_eq!((code, written(&home.path().join("practice"))?), (Some(1), before));
    Ok(())
}
