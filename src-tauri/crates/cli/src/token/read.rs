//! `inngang token read`: a token from a file or a pipe, read here, its signature held against its issuer's published keys.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use inngang_engine::certificates::Severity;
use inngang_engine::diagnostics::token_reader::{self, Against, LIMIT, Reading, Signature, TokenReaderError};
use inngang_engine::environment::{Environment, IssuerPlace, Kind};
use inngang_engine::http::Http;
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_platform::files::{FileError, read_chosen};

use super::{report, told};
use crate::failure::{Failed, settle};
use crate::ground::{self, Ground};
use crate::words::Words;
use crate::{Ending, Stop, json, print};

/// What to read.
#[derive(Debug)]
pub(crate) struct Order {
    /// `-` is standard input.
    pub(crate) file: PathBuf,
    /// Without the network.
    pub(crate) offline: bool,
    /// For programs.
    pub(crate) json: bool,
    /// A TOML file; without, the token's own environment.
    pub(crate) environment: Option<PathBuf>,
}

/// Tells what it says.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    if looks_like_a_token(&order.file) {
        return Err(Stop::because(&words.get("cli:token.read.not_as_argument", &[])));
    }
    settle(read(order, words), order.json, words)
}

fn read(order: &Order, words: &Words) -> Result<Ending, Failed> {
    let described = order.environment.as_ref().map(|file| Ground::described(file, words)).transpose()?;
    let (text, trail) = (text(&order.file)?, Trail::default());
    let reading = |environment: Option<&Environment>| {
        let against = Against { environment, now: ground::ports().clock.now(), clock_offset: trail.clock_offset() };
        token_reader::read(&text, against)
    };
    let first = reading(described.as_ref().map(|ground| &ground.environment))?;
    let environment = described.map(|ground| ground.environment).or_else(|| its_own(&first));
    let signature = match (&environment, order.offline) {
        (_, true) => None,
        (Some(environment), false) => {
            let http = Http::new(environment, trail.clone())?;
            let checking = async { Ok::<_, Stop>(token_reader::signature(&text, environment, &http, &ground::ports()).await) };
            Some(ground::until_done(checking, words)??)
        }
        (None, false) => Some(Signature::OtherIssuer { issuer: first.issuer.unwrap_or_default() }),
    };
    // Once more, by the clock of the service that has answered.
    let reading = reading(environment.as_ref())?;
    print(&match order.json {
        true => json::line(&told::told(&reading, signature.as_ref())),
        false => report::text(&reading, signature.as_ref(), words),
    })?;
    let found = reading.findings.iter().map(|finding| finding.severity).chain(signature.iter().map(|found| found.finding().severity));
    Ok(if found.max() >= Some(Severity::Warning) { Ending::Finding } else { Ending::Good })
}

impl From<TokenReaderError> for Failed {
    fn from(error: TokenReaderError) -> Self {
        Self::Problem(Box::new(error.explain()), Ending::Refused)
    }
}

/// Where the token says that it is from. A town of practice has other ports each time, so nobody is left to ask there.
fn its_own(reading: &Reading) -> Option<Environment> {
    match reading.known?.place {
        IssuerPlace::Environment(Kind::Test) => Some(Environment::test()),
        IssuerPlace::Environment(Kind::Production) => Some(Environment::production()),
        _ => None,
    }
}

/// A token where a file's name should be has been seen by the shell's history and by the list of processes already.
fn looks_like_a_token(file: &Path) -> bool {
    let text = file.to_string_lossy();
    let typed = text.contains("eyJ") || text.to_ascii_lowercase().contains("bearer ") || text.matches('.').count() == 2 && text.len() > 100;
    typed && !file.exists()
}

fn text(file: &Path) -> Result<Secret<String>, Failed> {
    if file != Path::new("-") {
        let bytes = read_chosen(file, LIMIT).map_err(|failure| match failure {
            // In the words for tokens, not for files of certificates.
            FileError::TooLarge { .. } => TokenReaderError::TooLong.into(),
            failure => Failed::from(failure),
        })?;
        return as_text(&bytes).ok_or_else(|| TokenReaderError::NotAToken.into());
    }
    // Space for all of it at once: growing would leave copies behind.
    let mut bytes = Vec::with_capacity(LIMIT + 2);
    io::stdin().take(LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(FileError::from)?;
    as_text(&Secret::new(bytes)).ok_or_else(|| TokenReaderError::NotAToken.into())
}

/// UTF-8, or the UTF-16 that PowerShell writes to a file.
fn as_text(bytes: &Secret<Vec<u8>>) -> Option<Secret<String>> {
    // EXPOSE: it becomes a secret text.
    match bytes.expose().as_slice() {
        [0xff, 0xfe, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).collect::<Result<String, _>>().ok().map(Secret::new)
        }
        bytes => std::str::from_utf8(bytes).ok().map(|text| Secret::new(text.to_owned())),
    }
}
