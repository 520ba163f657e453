//! The token that was read last: held until another is, so that its signature can be looked at without it being pasted again.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{Problem, ReadToken, TokenReadingView, TokenSignatureView};
use inngang_engine::diagnostics::token_reader::{self, Against};
use inngang_engine::maskinporten::Token;
use inngang_engine::secret::Secret;

use crate::active::Active;
use crate::tokens;

/// A token that was read, by the id of the reading.
#[derive(Default)]
pub(crate) struct Readings(Mutex<Option<(String, Source)>>);

/// Where the token is.
#[derive(Clone)]
enum Source {
    Pasted(Arc<Secret<String>>),
    Memory(Arc<Token>),
}

impl Source {
    fn secret(&self) -> &Secret<String> {
        match self {
            Self::Pasted(text) => text,
            Self::Memory(token) => &token.secret,
        }
    }
}

impl Readings {
    /// Wipes what was pasted.
    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn hold(&self, source: Source) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((id.clone(), source));
        id
    }

    fn find(&self, id: &str) -> Option<Source> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().filter(|(held, _)| held == id).map(|(_, source)| source.clone())
    }
}

/// Reads a token. What cannot be read is not held.
pub(crate) async fn read(input: ReadToken, active: &Active) -> Result<TokenReadingView, Problem> {
    let source = match (input.text, input.token) {
        (Some(text), _) => Source::Pasted(Arc::new(text)),
        (None, Some(id)) => Source::Memory(tokens::held(&id, active).await?),
        (None, None) => return Err(Problem::token_gone()),
    };
    let (environment, clock_offset) = (Some(&active.environment), active.http.trail().clock_offset());
    let against = Against { environment, now: active.ports.clock.now(), clock_offset };
    let reading = token_reader::read(source.secret(), against).map_err(|failure| active.show(failure))?;
    Ok(TokenReadingView { reading: Some(active.readings.hold(source)), ..TokenReadingView::from(&reading) })
}

/// Holds its signature against the keys that its issuer publishes.
pub(crate) async fn signature(id: &str, active: &Active) -> Result<TokenSignatureView, Problem> {
    let source = active.readings.find(id).ok_or_else(Problem::token_gone)?;
    let signature = token_reader::signature(source.secret(), &active.environment, &active.http, &active.ports).await;
    Ok(TokenSignatureView::from(&signature.map_err(|failure| active.show(failure))?))
}
