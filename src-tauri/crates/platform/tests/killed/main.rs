//! A program that is killed in the middle of a write loses nothing that it was told is written.
//!
//! The test starts itself as writers, reads what they say is written, kills them at a random moment, and looks.

mod moves;
mod renewal;
#[path = "../support/mod.rs"]
mod support;
mod writes;

use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use inngang_engine::secret::Secret;
use inngang_platform::database::{Database, ProfileRow};
use inngang_platform::vault::Vault;
use time::OffsetDateTime;

use crate::support::FileKeychain;

/// Which of the plays a writer is in, and where.
const PLAY: &str = "INNGANG_TEST_PLAY";
const FOLDER: &str = "INNGANG_TEST_FOLDER";

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What a writer does for ever, and how its end is looked at.
struct Play {
    name: &'static str,
    write: fn(&Path, &mut dyn io::Write) -> Result<(), Failure>,
    /// Kills, and gives how many there were and how many writes had been acknowledged.
    kill: fn(&Path) -> Result<(u32, usize), Failure>,
}

const PLAYS: [Play; 3] = [writes::PLAY, renewal::PLAY, moves::PLAY];

fn main() -> ExitCode {
    let outcome = match (std::env::var(PLAY), std::env::var_os(FOLDER)) {
        (Ok(play), Some(folder)) => PLAYS
            .iter()
            .find(|one| one.name == play)
            .map_or_else(|| Err("no such play".into()), |play| (play.write)(Path::new(&folder), &mut io::stdout().lock())),
        _ => kill_writers(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _closed = writeln!(io::stderr(), "killed: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// All plays at once, each in a folder of its own.
fn kill_writers() -> Result<(), Failure> {
    let outcomes: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = PLAYS
            .iter()
            .map(|play| {
                scope.spawn(|| {
                    let place = tempfile::tempdir()?;
                    begin(place.path())?;
                    (play.kill)(place.path()).map_err(|failure| Failure::from(format!("{}: {failure}", play.name)))
                })
            })
            .collect();
        running.into_iter().map(|play| play.join().map_err(|_| "panicked")).collect::<Result<_, _>>()
    })?;
    let outcomes = outcomes.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let (kills, written) = outcomes.into_iter().fold((0, 0), |(kills, written), (more, wrote)| (kills + more, written + wrote));
    let _closed = writeln!(io::stdout(), "killed: {kills} writers, {written} acknowledged writes, none lost");
    if kills < 300 || written < kills as usize { Err("the writers wrote next to nothing".into()) } else { Ok(()) }
}

fn begin(folder: &Path) -> Result<(), Failure> {
    let profile = ProfileRow {
        id: "p".to_owned(),
        environment: "practice".to_owned(),
        organisation: "123456785".parse()?,
        organisation_name: String::new(),
        created_at: OffsetDateTime::now_utc(),
    };
    database(folder)?.keep_profile(&profile)?;
    Ok(())
}

fn database(folder: &Path) -> Result<Database, Failure> {
    Ok(Database::open(&folder.join("db"))?)
}

/// A vault as a program that starts anew has it.
fn vault(folder: &Path) -> Vault {
    slow_vault(folder, None)
}

fn slow_vault(folder: &Path, pause: Option<Duration>) -> Vault {
    Vault::open(&folder.join("p"), Arc::new(FileKeychain { file: folder.join("keychain"), pause }))
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// Up to `most`, each moment as likely as another.
fn some(most: Duration) -> Duration {
    most.mul_f64(RandomState::new().hash_one(0) as f64 / u64::MAX as f64)
}

/// A writer that has said its first word.
struct Writer {
    process: Child,
    out: BufReader<ChildStdout>,
    said: String,
}

impl Writer {
    /// Tells a writer what it must know, and waits for its first line.
    fn start(play: &str, folder: &Path, told: &str) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        let command = command.env(PLAY, play).env(FOLDER, folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        process.stdin.take().ok_or("no input")?.write_all(told.as_bytes())?;
        let out = BufReader::new(process.stdout.take().ok_or("no output")?);
        let mut writer = Self { process, out, said: String::new() };
        writer.out.read_line(&mut writer.said)?;
        Ok(writer)
    }

    /// Waits for some more lines.
    fn hear(&mut self, lines: u32) -> Result<(), Failure> {
        for _ in 0..lines {
            self.out.read_line(&mut self.said)?;
        }
        Ok(())
    }

    /// Kills it as nothing else does, and gives the whole lines that it said.
    fn kill(mut self) -> Result<Vec<String>, Failure> {
        self.process.kill()?;
        let ended = self.process.wait()?;
        self.out.read_to_string(&mut self.said)?;
        if ended.code().is_some() {
            return Err(format!("a writer ended by itself: {ended}, having said: {}", self.said).into());
        }
        Ok(self.said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect())
    }
}
