//! The token reader: what a token says, in plain words, and whether its issuer signed it. A pasted token is a secret.

mod claim;
mod details;
mod error;
mod finding;
mod members;
mod parties;
mod pasted;
mod reading;
mod signature;

pub use claim::{Claim, ClaimValue, KNOWN as KNOWN_CLAIMS};
pub use details::{ConsentDetail, ConsentRight, Detail, SystemUserDetail};
pub use error::{CODES, TokenReaderError};
pub use finding::CODES as FINDING_CODES;
pub use parties::{Party, Role};
pub use pasted::LIMIT;
pub use reading::{Against, Lifetime, Reading, TokenKind, read};
pub use signature::{Signature, signature};
