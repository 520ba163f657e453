//! What a client is asked to be, before anybody has looked at it.

use std::collections::BTreeSet;

use super::{Client, ClientKind, Lifetimes, LoginSettings};

/// As a form or a JSON document describes the client.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) kind: ClientKind,
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) grant_types: BTreeSet<String>,
    pub(crate) redirect_uris: Vec<String>,
    /// Neither `refresh` nor `secret` is read: they follow from the rest.
    pub(crate) login: LoginSettings,
    pub(crate) lifetimes: Lifetimes,
}

impl Draft {
    /// What the client is now.
    pub(crate) fn of(client: &Client) -> Self {
        let mut login = client.login.clone();
        (login.authentication, login.application_type) = (client.authentication(), client.application_type());
        Self {
            name: client.name.clone(),
            description: client.description.clone(),
            kind: client.kind,
            scopes: client.scopes.clone(),
            grant_types: client.grant_types().into_iter().map(str::to_owned).collect(),
            redirect_uris: client.redirect_uris.clone(),
            login,
            lifetimes: client.lifetimes,
        }
    }
}
