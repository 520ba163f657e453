//! Who is logged in, in this program: kept in memory, over after half an hour without use (idporten.md 8).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::Duration;
use tokio_util::sync::CancellationToken;

use super::relying_party::RelyingParty;
use super::{Login, LoginError};
use crate::reading::{Deadline, Reading};

/// How long nobody may use it.
const IDLE: Duration = Duration::minutes(30);
/// An access token with less than this left is renewed first: it shall last until it arrives.
const MARGIN: std::time::Duration = std::time::Duration::from_secs(10);

/// At most one login. Clones share it; dropping the last wipes it.
#[derive(Clone, Default)]
pub struct Session(Arc<Shared>);

#[derive(Default)]
struct Shared {
    held: Mutex<Option<Held>>,
    /// Held while a token is fetched, so that a refresh token is used once.
    refreshing: tokio::sync::Mutex<()>,
}

struct Held {
    login: Arc<Login>,
    idle_ends: Deadline,
}

impl std::fmt::Debug for Session {
    /// Nothing of the login is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

impl Session {
    /// Keeps a login in the place of the one before, which is wiped.
    ///
    /// # Errors
    /// [`LoginError::CancelledHere`] when its run has been ended, as by locking the vault, which wipes this one.
    pub fn keep(&self, login: Login, now: Reading, run: &CancellationToken) -> Result<Arc<Login>, LoginError> {
        let login = Arc::new(login);
        let mut held = self.0.held();
        // Whoever ends a run does it before waiting for this lock.
        if run.is_cancelled() {
            return Err(LoginError::CancelledHere);
        }
        *held = Some(Held { login: login.clone(), idle_ends: Deadline::after(IDLE, now) });
        Ok(login)
    }

    /// Ends it, and gives what it was.
    pub fn end(&self) -> Option<Arc<Login>> {
        self.0.held().take().map(|held| held.login)
    }

    /// Who is logged in, unless the session has been idle for too long. Looking is no use.
    pub fn login(&self, now: Reading) -> Option<Arc<Login>> {
        self.0.login(now)
    }

    /// When it ends if nobody uses it.
    pub fn idle_ends(&self) -> Option<Deadline> {
        self.0.held().as_ref().map(|held| held.idle_ends)
    }

    /// A login whose access token still holds: the one that is kept, or it refreshed. Using it keeps the session alive.
    ///
    /// # Errors
    /// [`LoginError::SessionOver`] when nobody is logged in any more; as [`RelyingParty::refresh`]. The session outlives trouble on the way
    /// to the provider, and nothing else.
    pub async fn fresh(&self, party: &RelyingParty) -> Result<Arc<Login>, LoginError> {
        self.ask(party, false).await
    }

    /// The login refreshed, though its access token may still hold. Who asks while another does gets the same.
    ///
    /// # Errors
    /// As [`Self::fresh`]; without a refresh token the session lives on for as long as its access token.
    pub async fn renew(&self, party: &RelyingParty) -> Result<Arc<Login>, LoginError> {
        self.ask(party, true).await
    }

    /// To the end, also when nobody waits for it any more: the answer may hold the only refresh token that is still worth something.
    async fn ask(&self, party: &RelyingParty, anyway: bool) -> Result<Arc<Login>, LoginError> {
        let (shared, party) = (self.0.clone(), party.clone());
        let seen = shared.login(party.now()).ok_or(LoginError::SessionOver)?;
        tokio::spawn(async move { shared.fresh(&party, anyway.then_some(seen)).await }).await.unwrap_or(Err(LoginError::SessionOver))
    }
}

impl Shared {
    fn login(&self, now: Reading) -> Option<Arc<Login>> {
        let mut held = self.held();
        held.take_if(|held| held.idle_ends.is_over(now));
        held.as_ref().map(|held| held.login.clone())
    }

    /// `old` is not good enough, whatever it says of itself.
    async fn fresh(&self, party: &RelyingParty, old: Option<Arc<Login>>) -> Result<Arc<Login>, LoginError> {
        let _alone = self.refreshing.lock().await;
        let login = self.login(party.now()).ok_or(LoginError::SessionOver)?;
        let is_over = || login.expires_at.is_over(party.now());
        let is_nearly_over = login.expires_at.earlier_by(MARGIN).is_over(party.now());
        let suffices = if login.refresh_token.is_some() { !is_nearly_over } else { !is_over() };
        if suffices && old.is_none_or(|old| !Arc::ptr_eq(&old, &login)) {
            self.touch(&login, party.now());
            return Ok(login);
        }
        match party.refresh(&login).await {
            Ok(fresh) => {
                let fresh = Arc::new(fresh);
                if self.replace(&login, &fresh, party.now()) {
                    return Ok(fresh);
                }
                // Whoever logged out meanwhile took back the tokens before these. Nobody is left to be told how this goes. Those of a
                // new login may go with them at the provider, so that then they are only wiped.
                let is_empty = self.held().is_none();
                if is_empty {
                    let _ = party.revoke_all(&fresh).await;
                }
                Err(LoginError::SessionOver)
            }
            Err(error) => {
                let outlived = match error {
                    LoginError::Http(_) | LoginError::Key(_) | LoginError::Credential(_) => true,
                    LoginError::NoRefreshToken => !is_over(),
                    _ => false,
                };
                self.held().take_if(|held| !outlived && Arc::ptr_eq(&held.login, &login));
                Err(error)
            }
        }
    }

    fn touch(&self, login: &Arc<Login>, now: Reading) {
        if let Some(held) = self.held().as_mut().filter(|held| Arc::ptr_eq(&held.login, login)) {
            held.idle_ends = Deadline::after(IDLE, now);
        }
    }

    /// Unless the session was ended meanwhile.
    fn replace(&self, old: &Arc<Login>, fresh: &Arc<Login>, now: Reading) -> bool {
        let mut held = self.held();
        let held = held.as_mut().filter(|held| Arc::ptr_eq(&held.login, old));
        held.map(|held| *held = Held { login: fresh.clone(), idle_ends: Deadline::after(IDLE, now) }).is_some()
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
