//! What is asked for, as it was typed, read once.

use inngang_engine::maskinporten::{TypedVariant, Variant};
use inngang_engine::names::{ClientId, Scope};

use crate::failure::Failed;
use crate::words::Words;
use crate::{Stop, password};

/// As it was typed.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) client: String,
    /// Each may be several with spaces between.
    pub(super) scopes: Vec<String>,
    pub(super) resources: Vec<String>,
    /// Where the national id can be read: the arguments are seen by all on the computer.
    pub(super) pid_fd: Option<u32>,
    pub(super) consumer: String,
    pub(super) owner: String,
    pub(super) external_ref: String,
}

/// What it means.
pub(super) struct Asked {
    pub(super) client: ClientId,
    pub(super) scopes: Vec<Scope>,
    pub(super) variant: Variant,
}

impl Typed {
    pub(super) fn read(&self, words: &Words) -> Result<Asked, Failed> {
        let said = |key: &str, values: &[(&str, &str)]| Stop::because(&words.get(&format!("cli:{key}"), values));
        let client = self.client.parse().map_err(|_| said("token.bad_client", &[]))?;
        let scopes = self.scopes.iter().flat_map(|scopes| scopes.split_whitespace()).map(str::parse).collect::<Result<Vec<Scope>, _>>();
        let scopes = scopes.map_err(|_| said("token.bad_scope", &[]))?;
        if scopes.is_empty() {
            return Err(said("usage.needs", &[("what", "--scope")]).into());
        }
        let person = self.pid_fd.map(|number| password::secret_from(number, "cli:token.pid_unreadable", words)).transpose()?;
        let variant = Variant::try_from(TypedVariant {
            resources: &self.resources.join(" "),
            person: person.as_ref(),
            consumer: &self.consumer,
            owner: &self.owner,
            external_ref: &self.external_ref,
        })?;
        // Nothing at all was read from where a person was promised: the token would be for nobody.
        if person.is_some() && variant.person.is_none() {
            return Err(said("token.pid_empty", &[]).into());
        }
        Ok(Asked { client, scopes, variant })
    }
}
