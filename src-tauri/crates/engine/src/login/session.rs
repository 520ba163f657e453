//! The local session: a login in memory that ends by itself when nobody uses it (idporten.md 11).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::Duration;

use super::relying_party::RelyingParty;
use super::{Login, LoginError};
use crate::reading::{Deadline, Reading};

/// How long nobody may use it.
const IDLE: Duration = Duration::minutes(30);

/// At most one login. Dropping the session wipes it.
#[derive(Default)]
pub struct Session {
    held: Mutex<Option<Held>>,
    /// Held while a token is fetched, so that a refresh token is used once.
    refreshing: tokio::sync::Mutex<()>,
}

struct Held {
    login: Arc<Login>,
    idle_ends: Deadline,
}

impl Session {
    /// Keeps a login in the place of the one before, which is wiped.
    pub fn keep(&self, login: Login, now: Reading) -> Arc<Login> {
        let login = Arc::new(login);
        *self.held() = Some(Held { login: login.clone(), idle_ends: Deadline::after(IDLE, now) });
        login
    }

    /// Ends it, and gives what it was.
    pub fn end(&self) -> Option<Arc<Login>> {
        self.held().take().map(|held| held.login)
    }

    /// Who is logged in, unless the session has been idle for too long. Looking is no use.
    pub fn login(&self, now: Reading) -> Option<Arc<Login>> {
        let mut held = self.held();
        if held.as_ref().is_some_and(|held| held.idle_ends.is_over(now)) {
            *held = None;
        }
        held.as_ref().map(|held| held.login.clone())
    }

    /// When it ends if nobody uses it.
    pub fn idle_ends(&self) -> Option<Deadline> {
        self.held().as_ref().map(|held| held.idle_ends)
    }

    /// A login whose access token still holds: the one that is kept, or it refreshed. Using it keeps the session alive.
    ///
    /// # Errors
    /// [`LoginError::SessionOver`] when nobody is logged in any more; as [`RelyingParty::refresh`], where a refusal ends the session.
    pub async fn fresh(&self, party: &RelyingParty) -> Result<Arc<Login>, LoginError> {
        let _alone = self.refreshing.lock().await;
        let now = || Reading::of(&*party.ports.clock);
        let login = self.login(now()).ok_or(LoginError::SessionOver)?;
        if !login.expires_at.is_over(now()) {
            self.touch(&login, now());
            return Ok(login);
        }
        self.refreshed(&login, party).await
    }

    /// The login with a new access token, whether or not the old one still holds.
    ///
    /// # Errors
    /// As [`Self::fresh`].
    pub async fn renew(&self, party: &RelyingParty) -> Result<Arc<Login>, LoginError> {
        let _alone = self.refreshing.lock().await;
        let login = self.login(Reading::of(&*party.ports.clock)).ok_or(LoginError::SessionOver)?;
        self.refreshed(&login, party).await
    }

    async fn refreshed(&self, login: &Arc<Login>, party: &RelyingParty) -> Result<Arc<Login>, LoginError> {
        match party.refresh(login).await {
            Ok(fresh) => self.replace(login, fresh, Reading::of(&*party.ports.clock)).ok_or(LoginError::SessionOver),
            Err(refused @ (LoginError::RefreshRefused { .. } | LoginError::NoRefreshToken)) => {
                self.held().take_if(|held| Arc::ptr_eq(&held.login, login));
                Err(refused)
            }
            Err(other) => Err(other),
        }
    }

    fn touch(&self, login: &Arc<Login>, now: Reading) {
        if let Some(held) = self.held().as_mut().filter(|held| Arc::ptr_eq(&held.login, login)) {
            held.idle_ends = Deadline::after(IDLE, now);
        }
    }

    /// Unless the session was ended meanwhile.
    fn replace(&self, old: &Arc<Login>, fresh: Login, now: Reading) -> Option<Arc<Login>> {
        let mut held = self.held();
        let held = held.as_mut().filter(|held| Arc::ptr_eq(&held.login, old))?;
        *held = Held { login: Arc::new(fresh), idle_ends: Deadline::after(IDLE, now) };
        Some(held.login.clone())
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
