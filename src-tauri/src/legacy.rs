//! The profile as Altinn 2 met it, and who is logged in there.

use std::sync::{Mutex, MutexGuard, PoisonError};

use inngang_contract::{LegacyKeyView, LegacyLogIn, LegacyResourceView, LegacyUserView, LegacyView, LegacyWay, Problem};
use inngang_engine::environment::Kind;
use inngang_engine::legacy::{self, Identity, LogIn, OldAltinn, OldSession, RESOURCES};
use inngang_engine::secret::Secret;
use inngang_practice::{LegacyUser, LegacyUserKind};
use tokio_util::sync::CancellationToken;

use crate::active::{Active, Journey};
use crate::app::App;
use crate::{certificates, setup, tokens};

/// Who is logged in. In memory alone.
#[derive(Default)]
pub(crate) struct HeldOldSession {
    session: Mutex<Option<OldSession>>,
    login: Journey,
}

impl HeldOldSession {
    pub(crate) fn held(&self) -> Option<OldSession> {
        self.session().clone()
    }

    /// Forgets whoever was logged in, for somebody who logs in now.
    pub(crate) fn begin(&self) -> CancellationToken {
        *self.session() = None;
        self.login.start()
    }

    /// Holds who has logged in, unless that login has been ended meanwhile: by a lock, a logout or another login.
    pub(crate) fn keep(&self, session: OldSession, run: &CancellationToken) -> bool {
        let mut held = self.session();
        // Whoever ends a login does it before waiting for this lock.
        let goes_on = !run.is_cancelled();
        if goes_on {
            *held = Some(session);
        }
        goes_on
    }

    /// Ends a login that is under way too.
    pub(crate) fn forget(&self) {
        self.login.cancel();
        *self.session() = None;
    }

    fn session(&self) -> MutexGuard<'_, Option<OldSession>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host of the profile's environment.
pub(crate) fn host(active: &Active) -> Result<OldAltinn, Problem> {
    OldAltinn::new(&active.environment, active.http.trail().clone()).map_err(|failure| active.show(failure))
}

/// Logs in, in the place of whoever was.
pub(crate) async fn log_in(input: LegacyLogIn, app: &App, active: &Active) -> Result<(), Problem> {
    let run = active.old_session.begin();
    let LegacyLogIn { kind, user, password, api_key } = input;
    let order = match kind {
        LegacyWay::Password => LogIn::Password { user, password },
        LegacyWay::EnterpriseUser => LogIn::EnterpriseUser { user, password, identity: identity(app, active)? },
        LegacyWay::Certificate => LogIn::Certificate(identity(app, active)?),
        LegacyWay::IdPorten => {
            let login = active.session.fresh(&active.party).await.map_err(|failure| active.show(failure))?;
            // EXPOSE: into the old session, which wipes it.
            LogIn::IdPorten(Secret::new(login.access_token.expose().clone()))
        }
        LegacyWay::Maskinporten => {
            let held = setup::read(&app.database, active)?.maskinporten.and_then(|token| token.token).ok_or_else(Problem::token_gone)?;
            // EXPOSE: likewise.
            LogIn::Maskinporten(Secret::new(tokens::held(&held, active).await?.secret.expose().clone()))
        }
    };
    // EXPOSE: looked at for being empty.
    let api_key = Some(api_key).filter(|key| !key.expose().is_empty());
    let host = host(active)?;
    let login = run.run_until_cancelled(legacy::log_in(order, api_key, &host, &active.ports)).await.ok_or_else(Problem::cancelled)?;
    let session = login.map_err(|failure| active.show(failure))?;
    if active.old_session.keep(session, &run) { Ok(()) } else { Err(Problem::cancelled()) }
}

fn identity(app: &App, active: &Active) -> Result<Identity, Problem> {
    let row = certificates::current(app, active)?;
    Identity::new(row.chain, &row.key_id, &active.environment, &active.ports).map_err(|failure| active.show(failure))
}

/// Where one stands.
pub(crate) async fn view(app: &App, active: &Active) -> Result<LegacyView, Problem> {
    let kind = active.environment.kind;
    let session = active.old_session.held().map(|session| session.kind);
    let (users, keys) = if kind == Kind::Practice { town(app).await? } else { (Vec::new(), Vec::new()) };
    Ok(LegacyView {
        closed: matches!(kind, Kind::Test | Kind::Production),
        session: session.map(Into::into),
        has_certificate: certificates::current(app, active).is_ok(),
        has_login: active.logged_in().is_some(),
        has_token: setup::read(&app.database, active)?.maskinporten.is_some_and(|token| token.token.is_some()),
        resources: RESOURCES.iter().map(|one| LegacyResourceView::new(one, session)).collect(),
        users,
        keys,
    })
}

async fn town(app: &App) -> Result<(Vec<LegacyUserView>, Vec<LegacyKeyView>), Problem> {
    let town = app.practice().await?.town();
    let keys = town.legacy_keys().iter().map(|key| LegacyKeyView { key: key.key.into(), opens_messages: key.opens_messages });
    Ok((town.legacy_users().iter().map(user).collect(), keys.collect()))
}

fn user(user: &LegacyUser) -> LegacyUserView {
    let (organisation, has_roles) = match user.kind {
        LegacyUserKind::Person(_) => (None, true),
        LegacyUserKind::Enterprise { organisation, has_roles } => (Some(organisation.to_owned()), has_roles),
    };
    LegacyUserView { name: user.name.into(), password: user.password.into(), organisation, has_roles, is_locked: user.is_locked }
}
