//! Altinn 2, closed on 19 June 2026, as its documents describe it: logging in, calling, and what replaced each part (altinn.md 1.4, 3).

mod call;
mod cookie;
mod detector;
mod error;
mod hal;
mod host;
mod identity;
mod known;
mod ladder;
mod login;
mod markup;
mod message;
mod part;
mod refusals;
mod resource;
mod tls;

pub use call::{Call, Page, Read, Who, call};
pub use detector::{Detection, LONGEST, OLD_THINGS, OldThing, Sort, detect};
pub use error::{CODES, LegacyError};
pub use hal::{Cell, Listing, Row};
pub use host::{Answer, CertificateUse, OldAltinn};
pub use identity::Identity;
pub use ladder::{RUNGS, check};
pub use login::{LogIn, LoginKind, OldSession, log_in};
pub use message::{Attachment, AttachmentKind, Message};
pub use part::{CLOSED_ON, Part};
pub use resource::{Needs, RESOURCES, Resource};

pub(crate) use known::KNOWN;
