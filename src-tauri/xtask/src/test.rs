//! `test`: every check and test of the house, one after another, then the totals.

use std::process::Command;
use std::str::FromStr;
use std::thread;

use crate::session::Session;
use crate::totals::Totals;
use crate::{Outcome, packages, page, run};

/// The shell with its page inside. Everything else is chosen by leaving `-p` out: cargo would compile hundreds of libraries
/// once more for another choice of packages, since that changes which of their features are wanted.
const SHELL: &[&str] = &["-p", "inngang-desktop", "--features", "custom-protocol"];

/// Each half of the window's tests has a screen, a keyboard and a clipboard of its own: they mostly wait, and one waits beside the other.
const FIRST_SCREEN: u32 = 99;
const SCREENS_APART: u32 = 100;

/// What can be asked for alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Core,
    Page,
    Shell,
    Desktop,
}

impl FromStr for Part {
    type Err = String;

    fn from_str(word: &str) -> Outcome<Self> {
        match word {
            "core" => Ok(Self::Core),
            "page" => Ok(Self::Page),
            "shell" => Ok(Self::Shell),
            "desktop" => Ok(Self::Desktop),
            _ => Err(format!("no part is called {word}: core, page, shell or desktop")),
        }
    }
}

/// Runs everything, or one part, to the end; fails when anything did.
pub(crate) fn test(only: Option<Part>) -> Outcome {
    packages::node()?;
    packages::install(&[packages::WINDOW, packages::TESTS].concat())?;
    let mut report = Report::default();
    if only.is_none() {
        report.check("format", &mut run::cargo(&["fmt", "--all", "--check"]));
    }
    if only != Some(Part::Core) {
        // The shell compiles only when the page is there.
        report.need(page::install().and_then(|()| page::build()));
    }
    if only.is_none() {
        let lints = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
        report.check("lints", &mut run::cargo(&lints));
    }
    let asked = |part| only.is_none_or(|only| only == part);
    if asked(Part::Core) {
        report.need(page::install_peers());
        report.tests("core", &mut run::cargo(&["test", "--no-fail-fast", "--", "--quiet"]));
    }
    if asked(Part::Page) {
        report.check("page: lint", &mut run::npm(&["run", "lint"]));
        report.check("page: types", &mut run::npm(&["run", "types"]));
        report.tests("page: components", &mut run::npm(&["test"]));
    }
    if asked(Part::Shell) {
        report.tests("shell", &mut run::cargo(&[&["test"], SHELL, &["--no-fail-fast", "--", "--quiet"]].concat()));
    }
    if asked(Part::Desktop) {
        let begun = desktop(&mut report);
        report.need(begun);
    }
    report.end()
}

/// The real keychain, then the real window.
fn desktop(report: &mut Report) -> Outcome {
    if !cfg!(target_os = "linux") {
        run::say("== window: not run; only Linux has a WebDriver for its web view, and a keychain that a test may fill");
        return Ok(());
    }
    packages::tauri_driver()?;
    page::install_peers()?;
    let cargo = run::cargo(&[]).get_program().to_string_lossy().into_owned();
    let session = Session::open()?;
    let keychain = ["test", "--features", "inngang-platform/secret-service-tests", "--test", "secret_service", "--test", "sleep"];
    report.need(run::step("keychain: build the tests", run::cargo(&keychain).arg("--no-run")));
    report.tests("keychain", &mut session.with_keychain(&[&[cargo.as_str()], keychain.as_slice()].concat())?);

    let window = ["test", "--features", "inngang-tests/desktop", "--test", "desktop"];
    report.need(run::step("window: build the program", &mut run::cargo(&[&["build"], SHELL].concat())));
    report.need(run::step("window: build the headless twin", &mut run::cargo(&["build", "--bin", "inngang"])));
    report.need(run::step("window: build the tests", run::cargo(&window).arg("--no-run")));
    let list = run::cargo(&[window.as_slice(), &["--", "--list", "--format", "terse"]].concat()).output();
    let list = list.map_err(|failure| format!("window: list of the tests: {failure}"))?;
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    let tests: Vec<&str> = list.lines().filter_map(|line| line.strip_suffix(": test")).collect();
    let sessions = [session, Session::open()?];
    let mut halves = Vec::new();
    for (number, session) in (0..).zip(&sessions) {
        let half = tests.iter().skip(number).step_by(sessions.len()).copied().collect::<Vec<_>>();
        let words = [&[cargo.as_str()], window.as_slice(), &["--", "--test-threads=1", "--exact"], &half].concat();
        halves.push((format!("window {}", number + 1), session.with_screen(FIRST_SCREEN + SCREENS_APART * number as u32, &words)?));
    }
    report.tests_side_by_side(halves);
    Ok(())
}

/// Runs a step, and what its runner counted.
fn counted(what: &str, command: &mut Command) -> (Outcome, Totals) {
    let mut heard = Totals::default();
    let outcome = run::heard_step(what, command, |line| heard.hear(line));
    (outcome, heard)
}

/// What passed and what failed so far.
#[derive(Default)]
struct Report {
    totals: Totals,
    failures: Vec<String>,
}

impl Report {
    /// A step that counts no tests of its own: it is one.
    fn check(&mut self, what: &str, command: &mut Command) {
        match run::step(what, command) {
            Ok(()) => self.totals.passed += 1,
            Err(sentence) => self.fail(sentence),
        }
    }

    /// A step that tests nothing and that others need.
    fn need(&mut self, outcome: Outcome) {
        if let Err(sentence) = outcome {
            self.fail(sentence);
        }
    }

    /// A step whose runner counts. One that breaks down before it has counted a failure is a failure too, and so is one that
    /// ran nothing.
    fn tests(&mut self, what: &str, command: &mut Command) {
        let (outcome, heard) = counted(what, command);
        self.count(what, outcome, heard);
    }

    /// The same for several at once.
    fn tests_side_by_side(&mut self, steps: Vec<(String, Command)>) {
        let run = |(what, mut command): (String, Command)| {
            let (outcome, heard) = counted(&what, &mut command);
            (what, outcome, heard)
        };
        let ended = thread::scope(|scope| {
            let running: Vec<_> = steps.into_iter().map(|step| scope.spawn(|| run(step))).collect();
            running.into_iter().map(thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        for step in ended {
            match step {
                Ok((what, outcome, heard)) => self.count(&what, outcome, heard),
                Err(_) => self.fail("a step broke down".to_owned()),
            }
        }
    }

    fn count(&mut self, what: &str, outcome: Outcome, heard: Totals) {
        self.totals.add(heard);
        match outcome {
            Err(sentence) if heard.failed == 0 => self.fail(sentence),
            Err(sentence) => self.failures.push(sentence),
            Ok(()) if heard == Totals::default() => self.fail(format!("{what}: no test ran")),
            Ok(()) => {}
        }
    }

    fn fail(&mut self, sentence: String) {
        self.totals.failed += 1;
        self.failures.push(sentence);
    }

    fn end(self) -> Outcome {
        self.failures.iter().for_each(|sentence| run::say(sentence));
        let Totals { passed, failed } = self.totals;
        let totals = format!("{passed} passed, {failed} failed");
        if self.failures.is_empty() {
            run::say(&totals);
            return Ok(());
        }
        Err(totals)
    }
}
