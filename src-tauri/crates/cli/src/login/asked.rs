//! What is asked for, as it was typed, read once.

use inngang_engine::login::{
    Acr, AnswerPage, AnswerPages, AuthorizationDetails, Client, ClientAuthentication, Level, Order as Wanted, Prompt, Provider, Redirect,
    TestUser,
};
use inngang_engine::names::{ClientId, NationalId, Scope};

use crate::Stop;
use crate::failure::Failed;
use crate::words::Words;

/// As it was typed.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) client: String,
    pub(super) provider: Provider,
    /// Each may be several with spaces between.
    pub(super) scopes: Vec<String>,
    pub(super) acr: Vec<String>,
    pub(super) redirect: Option<String>,
    pub(super) ipv6: bool,
    pub(super) prompt: Option<Prompt>,
    pub(super) pushed: bool,
    pub(super) dpop: bool,
    pub(super) details: Option<AuthorizationDetails>,
    /// Invented, so it may stand among the arguments.
    pub(super) test_user: Option<String>,
    pub(super) logout_redirect: Option<String>,
}

/// What it means.
pub(super) struct Asked {
    pub(super) client: ClientId,
    pub(super) provider: Provider,
    scopes: Vec<Scope>,
    acr: Vec<Acr>,
    redirect: Redirect,
    prompt: Option<Prompt>,
    pushed: bool,
    dpop: bool,
    details: Option<AuthorizationDetails>,
    test_user: Option<TestUser>,
    pub(super) returns_to: Option<Redirect>,
}

impl Typed {
    pub(super) fn read(&self, words: &Words) -> Result<Asked, Failed> {
        let said = |key: &str| Stop::because(&words.get(&format!("cli:{key}"), &[]));
        let client = self.client.parse().map_err(|_| said("token.bad_client"))?;
        let typed = self.scopes.iter().flat_map(|scopes| scopes.split_whitespace());
        let scopes = typed.map(str::parse).collect::<Result<Vec<Scope>, _>>().map_err(|_| said("token.bad_scope"))?;
        let acr = self.acr.iter().flat_map(|acr| acr.split_whitespace());
        let acr = acr.map(str::parse).collect::<Result<Vec<Acr>, _>>().map_err(|error| Failed::refused(&error))?;
        let redirect = match &self.redirect {
            Some(address) => address.parse()?,
            None if self.ipv6 => Redirect::free_port_v6(),
            None => Redirect::free_port(),
        };
        if self.details.is_some() && self.provider != Provider::Ansattporten {
            return Err(said("login.needs_ansattporten").into());
        }
        Ok(Asked {
            client,
            provider: self.provider,
            scopes,
            test_user: self.test_user(&acr, words)?,
            acr,
            redirect,
            prompt: self.prompt,
            pushed: self.pushed,
            dpop: self.dpop,
            details: self.details.clone(),
            returns_to: self.logout_redirect.as_ref().map(|address| address.parse()).transpose()?,
        })
    }

    /// At the level that is asked for.
    fn test_user(&self, acr: &[Acr], words: &Words) -> Result<Option<TestUser>, Failed> {
        let Some(typed) = &self.test_user else { return Ok(None) };
        // What was typed is not repeated: it may be a real person's.
        let pid: NationalId = typed.parse().map_err(|_| Stop::because(&words.get("cli:login.bad_person", &[])))?;
        let asked = acr.iter().filter_map(|acr| if let Acr::Level(level) = acr { Some(*level) } else { None });
        Ok(Some(TestUser { pid, level: asked.max().unwrap_or(Level::Substantial) }))
    }
}

impl Asked {
    /// The order for the engine.
    pub(super) fn order(self, authentication: ClientAuthentication, words: &Words) -> Wanted {
        let page = |name: &str| {
            let [title, body] = ["title", "body"].map(|part| words.get(&format!("native:callback.{name}.{part}"), &[]));
            AnswerPage { title, body }
        };
        let client = Client { id: self.client, provider: self.provider, authentication };
        let answer = AnswerPages { done: page("done"), failed: page("failed") };
        let order = Wanted::new(client, self.scopes, self.redirect, words.language, answer);
        Wanted {
            acr: if self.acr.is_empty() { order.acr } else { self.acr },
            prompt: self.prompt,
            pushed: self.pushed,
            details: self.details,
            test_user: self.test_user,
            dpop: self.dpop,
            ..order
        }
    }
}
