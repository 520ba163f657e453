//! Maskinporten: an order, checked beforehand, becomes a token that an organisation can show (RFC 7523; maskinporten.md).

mod dry_run;
mod error;
mod grant;
mod metadata;
mod obtain;
mod order;
mod organisation_claim;
mod patience;
mod recipes;
mod refusals;
pub mod scopes;
mod system_user;
mod token;
mod token_facts;
mod tokens;
mod typed;

pub use dry_run::{CODES as CHECK_CODES, Check, DryRunSubject, KnownClient, KnownKey, Outcome, StoredKey, dry_run};
pub(crate) use error::SYSTEM_USER as NO_SYSTEM_USER;
pub use error::{CODES, MaskinportenError};
pub use grant::sign as sign_grant;
pub(crate) use metadata::fetch as fetch_metadata;
pub use obtain::{obtain, obtain_patiently};
pub use order::{Credential, Order, SystemUser, Variant};
pub use organisation_claim::{Authority, OrganisationClaim};
pub use patience::{Attempt, Obstacle, Patience};
pub use recipes::{Recipe, recipes};
pub use refusals::Refused;
pub(crate) use refusals::{UNLISTED, known};
pub use scopes::{ListSource, PublicScope, ScopeList};
pub use system_user::CODES as SYSTEM_USER_CODES;
pub use token::Token;
pub(crate) use token::is_presentable;
pub use token_facts::TokenFacts;
pub(crate) use token_facts::{audience, numeric_date};
pub use tokens::Tokens;
pub use typed::{CODES as VARIANT_CODES, TypedVariant, VariantError};
