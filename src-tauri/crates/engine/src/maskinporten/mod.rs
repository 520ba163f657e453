//! Maskinporten: an order, checked beforehand, becomes a token that an organisation can show (RFC 7523; maskinporten.md).

mod dry_run;
mod error;
mod grant;
mod metadata;
mod obtain;
mod order;
mod organisation_claim;
mod patience;
mod refusals;
mod system_user;
mod token;
mod token_facts;
mod tokens;

pub use dry_run::{CODES as CHECK_CODES, CertificateSubject, Check, DryRunSubject, Outcome, dry_run};
pub use error::{CODES, MaskinportenError};
pub use grant::sign as sign_grant;
pub(crate) use metadata::fetch as fetch_metadata;
pub use obtain::{obtain, obtain_patiently};
pub use order::{Credential, Order, SystemUser, Variant};
pub use organisation_claim::{Authority, OrganisationClaim};
pub use patience::{Attempt, Obstacle, Patience};
pub use refusals::Refused;
pub(crate) use refusals::known;
pub use system_user::CODES as SYSTEM_USER_CODES;
pub use token::Token;
pub use token_facts::TokenFacts;
pub(crate) use token_facts::audience;
pub use tokens::Tokens;
