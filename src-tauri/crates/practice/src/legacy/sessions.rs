//! Who is signed in, and who may not try again for a while (altinn.md 3.2, 3.4).

use std::collections::BTreeMap;

use super::caller::User;
use super::{Legacy, locked};
use crate::der;
use crate::world::World;

/// Each use of the cookie prolongs it (altinn.md 14, 20).
const IDLE: i64 = 30 * 60;
const ATTEMPTS: u32 = 3;
const LOCKED_FOR: i64 = 60 * 60;

pub(super) struct Session {
    user: User,
    until: i64,
}

/// Wrong passwords in a row.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    count: u32,
    /// Seconds since 1970; zero while it is not locked.
    locked_until: i64,
}

/// The town's user that somebody has locked before anybody came.
pub(super) fn locked_from_the_start(world: &World) -> BTreeMap<String, Attempts> {
    let users = world.town.legacy_users().iter().filter(|user| user.is_locked);
    let attempts = || Attempts { count: ATTEMPTS, locked_until: world.clock.now() + LOCKED_FOR };
    users.map(|user| (user.name.to_owned(), attempts())).collect()
}

impl Legacy {
    /// The value of a new cookie: hexadecimal, as the old host wrote it.
    pub(super) fn begin(&self, user: User) -> String {
        let bytes: [u8; 32] = der::random();
        let cookie: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        let until = self.world.clock.now() + IDLE;
        locked(&self.sessions).insert(cookie.clone(), Session { user, until });
        cookie
    }

    pub(super) fn signed_in(&self, cookie: &str) -> Option<User> {
        let now = self.world.clock.now();
        let mut sessions = locked(&self.sessions);
        sessions.retain(|_, session| session.until > now);
        let session = sessions.get_mut(cookie)?;
        session.until = now + IDLE;
        Some(session.user.clone())
    }

    pub(super) fn is_locked(&self, name: &str) -> bool {
        let mut attempts = locked(&self.attempts);
        let Some(there) = attempts.get(name) else { return false };
        let over = there.locked_until != 0 && there.locked_until <= self.world.clock.now();
        if over {
            attempts.remove(name);
        }
        attempts.get(name).is_some_and(|there| there.locked_until != 0)
    }

    pub(super) fn note_wrong(&self, name: &str) {
        let mut attempts = locked(&self.attempts);
        let there = attempts.entry(name.to_owned()).or_default();
        there.count += 1;
        if there.count >= ATTEMPTS {
            there.locked_until = self.world.clock.now() + LOCKED_FOR;
        }
    }

    pub(super) fn note_right(&self, name: &str) {
        locked(&self.attempts).remove(name);
    }
}
