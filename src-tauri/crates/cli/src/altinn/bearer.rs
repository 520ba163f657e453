//! Whoever asks Altinn with a token of its own: a person who logs in, a system user, or an organisation.

use clap::{ArgMatches, Command as Parser};
use inngang_engine::access::Subject;
use inngang_engine::altinn::{AltinnToken, Person, Platform, Provider};
use inngang_engine::maskinporten::{SystemUser, TypedVariant, Variant};
use inngang_engine::names::Scope;
use inngang_engine::vendor::Vendor;
use inngang_engine::vendor::system_user_token::{ActAs, obtain};

use super::caller::{Caller, platform, with_vendor};
use crate::arguments::{Frame, option, text};
use crate::failure::Failed;
use crate::login;
use crate::login::arguments::{person, with_person};
use crate::words::Words;
use crate::{Ending, Stop};

/// Who asks.
#[derive(Debug)]
pub(super) enum Bearer {
    /// Somebody who logs in.
    Person(Box<login::Order>),
    /// A system user, by its owner and reference as typed.
    SystemUser { caller: Box<Caller>, owner: String, external_ref: String },
}

/// The arguments of what either may ask.
pub(super) fn with_bearer(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:token.{key}"), &[]);
    let parser = with_person(with_vendor(parser, frame), frame);
    let people = ["acr", "redirect", "browser", "wait", "test-user"];
    parser
        .arg(option("system-user-org", "NUMBER", said("system_user_org")).conflicts_with_all(people))
        .arg(option("external-ref", "TEXT", said("external_ref")).requires("system-user-org"))
}

impl Bearer {
    /// A system user where its owner was named, else whoever logs in, with these scopes.
    pub(super) fn of(matches: &ArgMatches, scopes: &[&str]) -> Option<Self> {
        let owner = text(matches, "system-user-org");
        if owner.is_empty() {
            return Some(Self::Person(Box::new(person(matches, scopes)?)));
        }
        Some(Self::SystemUser { caller: Box::new(Caller::of(matches)), owner, external_ref: text(matches, "external-ref") })
    }

    /// Does something with Altinn's token for them.
    pub(super) fn with_token(
        &self,
        scope: &str,
        words: &Words,
        work: impl AsyncFnOnce(&AltinnToken, &Platform) -> Result<Ending, Failed>,
    ) -> Result<Ending, Stop> {
        match self {
            Self::Person(login) => as_person(login, words, async |person| work(&*person.token().await?, person.platform()).await),
            Self::SystemUser { caller, owner, external_ref } => caller.as_vendor(words, async |vendor, _| {
                let token = as_system_user(owner, external_ref, scope, vendor).await?;
                work(&token, vendor.platform()).await
            }),
        }
    }
}

/// Without a client there is nobody to log in at: what kind of client, where to get it, and an example.
pub(super) fn needs_login_client(scope: &str, verb: &str, words: &Words) -> Stop {
    let values = [("scope", scope), ("verb", verb)];
    Stop::because(&words.get("cli:altinn.needs_login_client", &values))
}

/// The same of a verb that a system user may ask as well.
pub(super) fn needs_bearer(scope: &str, verb: &str, words: &Words) -> Stop {
    let values = [("scope", scope), ("verb", verb)];
    let both = ["needs_login_client", "or_system_user"].map(|key| words.get(&format!("cli:altinn.{key}"), &values));
    Stop::because(&both.join("\n"))
}

/// Logs somebody in and does something as Altinn meets them.
pub(super) fn as_person(
    login: &login::Order,
    words: &Words,
    work: impl AsyncFnOnce(&Person<'_>) -> Result<Ending, Failed>,
) -> Result<Ending, Stop> {
    login.as_person(words, async |logged_in| {
        Subject::person(&logged_in.login)?;
        let platform = platform(logged_in.place);
        work(&Person::new(&platform, &logged_in.login.access_token)).await
    })
}

async fn as_system_user(owner: &str, external_ref: &str, scope: &str, vendor: &Vendor) -> Result<AltinnToken, Failed> {
    let variant = Variant::try_from(TypedVariant { resources: "", person: None, consumer: "", owner, external_ref })?;
    let scopes: Vec<Scope> = scope.parse().into_iter().collect();
    let Some(SystemUser { owner, external_ref }) = variant.system_user else { return Err(Stop::because(owner).into()) };
    let token = obtain(&ActAs { system: String::new(), owner, external_ref, scopes }, vendor).await?;
    Ok(vendor.platform().exchange(Provider::Maskinporten, &token.secret).await?)
}
