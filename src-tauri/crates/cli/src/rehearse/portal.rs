//! The person at Digdir's portal in practice: fills in the forms that register clients with their keys.

use inngang_engine::environment::{EnvironmentError, Origin};
use inngang_engine::names::{ClientId, OrgNumber};
use url::Url;

use super::step::Halt;
use super::visitor::{Page, Visitor};

/// The portal's forms.
pub(super) struct Portal<'a> {
    visitor: &'a Visitor<'a>,
    origin: &'a Origin,
    organisation: &'a OrgNumber,
}

/// Which form.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Maskinporten,
    IdPorten,
}

impl<'a> Portal<'a> {
    pub(super) fn new(visitor: &'a Visitor<'a>, origin: Option<&'a Origin>, organisation: &'a OrgNumber) -> Result<Self, Halt> {
        let origin = origin.ok_or(EnvironmentError::NoHost { field: "portal" })?;
        Ok(Self { visitor, origin, organisation })
    }

    /// Registers a client with these scopes; a login client may come back on any free port.
    pub(super) async fn register(&self, kind: Kind, scopes: &[&str]) -> Result<ClientId, Halt> {
        let kind = match kind {
            Kind::Maskinporten => "maskinporten",
            Kind::IdPorten => "idporten",
        };
        let mut fields = vec![("organisation", self.organisation.as_str()), ("kind", kind), ("name", "Inngang")];
        fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
        let page = self.visitor.fill_in(self.origin.join("/clients"), &fields).await?;
        let id = accepted(&page)?.path_segments().and_then(|mut parts| parts.next_back()?.parse().ok());
        Ok(id.ok_or_else(|| page.unexpected())?)
    }

    /// Pastes a public JWK on the client's page.
    pub(super) async fn add_key(&self, client: &ClientId, jwk: &str) -> Result<(), Halt> {
        let page = self.visitor.fill_in(self.origin.join(&format!("/clients/{client}/keys")), &[("key", jwk)]).await?;
        accepted(&page).map(|_| ())
    }
}

/// A form that is accepted leads on; one that is not comes back.
fn accepted(page: &Page) -> Result<&Url, Halt> {
    Ok(page.next.as_ref().ok_or_else(|| page.unexpected())?)
}
