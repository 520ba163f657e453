//! What ends when: keys, certificates, client secrets, requests for system users; reminders of it, and a file for other calendars.

mod entry;
mod ics;
mod norway;
mod notices;

pub use entry::{CLIENT_SECRET_LIFETIME, Entry, KEY_LIFETIME, SYSTEM_USER_REQUEST_LIFETIME, Subject, Urgency};
pub use ics::{EventWords, ics};
pub use norway::{norwegian_time, start_of_norwegian_day};
pub use notices::{ENDED, NOTICE_DAYS, Notice, notices};
