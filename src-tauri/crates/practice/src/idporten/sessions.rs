//! The session that a login host keeps with a browser, so that one login serves several clients (idporten.md 8, 11).

use std::collections::BTreeMap;

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use super::levels::Level;
use super::provider::Provider;
use super::shelf::{Shelf, unguessable};
use crate::registration::Client;
use crate::town::Person;

/// Between two authorization requests.
const IDLE: i64 = 30 * 60;
const LONGEST: i64 = 120 * 60;

/// That somebody has logged in.
#[derive(Debug, Clone, Copy)]
pub(super) struct LoggedIn {
    pub(super) person: &'static Person,
    pub(super) level: Level,
    /// Seconds since 1970; the ID token's `auth_time`.
    pub(super) at: i64,
}

/// Who shares a login: every client that stands aside from nothing, or one client alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Circle {
    Shared,
    Alone(String),
}

impl Circle {
    /// `sso_disabled` isolates a client; Ansattporten isolates every one.
    pub(super) fn of(client: &Client, provider: Provider) -> Self {
        match client.login.sso_disabled || provider == Provider::Ansattporten {
            true => Self::Alone(client.id.clone()),
            false => Self::Shared,
        }
    }
}

/// A browser's logins. Their timers are one.
struct Session {
    began: i64,
    seen: i64,
    logins: BTreeMap<Circle, LoggedIn>,
}

impl Session {
    fn is_idle(&self, now: i64) -> bool {
        now - self.seen >= IDLE
    }
}

/// Every session, by the value of its cookie.
#[derive(Default)]
pub(super) struct Sessions(Shelf<Session>);

impl Sessions {
    /// Whether somebody in the circle has logged in with this browser. Asking keeps the session from going idle.
    pub(super) fn login(&self, cookie: Option<&str>, circle: &Circle, now: i64) -> Option<LoggedIn> {
        let ask = |session: &mut Session| {
            let alive = !session.is_idle(now);
            if alive {
                session.seen = now;
            }
            session.logins.get(circle).copied().filter(|_| alive)
        };
        self.0.with(cookie?, now, ask).flatten()
    }

    /// Adds the login to the browser's session, or begins one where there is none or it was somebody else's. Says what its cookie is
    /// from now on: never one that the browser brought along.
    pub(super) fn join(&self, cookie: Option<&str>, circle: Circle, login: LoggedIn, now: i64) -> String {
        let before = cookie.and_then(|cookie| self.0.take(cookie, now));
        let own = |session: &Session| !session.is_idle(now) && session.logins.values().all(|other| other.person == login.person);
        let mut session = before.filter(own).unwrap_or_else(|| Session { began: now, seen: now, logins: BTreeMap::new() });
        session.logins.insert(circle, login);
        let (name, until) = (unguessable(), session.began + LONGEST);
        self.0.put(&name, session, until, now);
        name
    }

    /// Ends the session for every client. Says whose it was.
    pub(super) fn end(&self, cookie: &str, now: i64) -> Option<&'static Person> {
        self.0.take(cookie, now)?.logins.into_values().next().map(|login| login.person)
    }
}

/// The provider's cookie, whatever it is worth.
pub(super) fn cookie(headers: &HeaderMap, provider: Provider) -> Option<&str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok()).flat_map(|header| header.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == provider.cookie()).map(|(_, value)| value)
}

/// Hands the browser the session's cookie, until it is closed.
pub(super) fn keep(response: Response, provider: Provider, value: &str) -> Response {
    set(response, &format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", provider.cookie()))
}

/// Takes the cookie back.
pub(super) fn forget(response: Response, provider: Provider) -> Response {
    set(response, &format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", provider.cookie()))
}

fn set(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
