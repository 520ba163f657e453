//! What the provider tells of the person beyond the ID token (OpenID Connect Core 1.0 §5.3; idporten.md 10).

use serde::Deserialize;

use super::id_token::{IdTokenError, readable};
use super::relying_party::RelyingParty;
use super::{Login, LoginError};
use crate::http::Request;
use crate::names::NationalId;

/// What userinfo told. Of the same person as the ID token, or it would not be here.
#[derive(Clone)]
pub struct UserInfo {
    /// Missing with pseudonymous scopes.
    pub pid: Option<NationalId>,
    /// `nb`, `nn`, `en`, `se`.
    pub locale: Option<String>,
    /// Where the electronic ID has it.
    pub given_name: Option<String>,
    /// Where the electronic ID has it.
    pub family_name: Option<String>,
}

impl std::fmt::Debug for UserInfo {
    /// Nothing about a person is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserInfo").finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Members {
    sub: Option<String>,
    pid: Option<String>,
    locale: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
}

impl RelyingParty {
    /// Asks who the access token is for. It must have the scope `profile`.
    ///
    /// # Errors
    /// [`LoginError::NotOffered`] at Ansattporten, which has none; [`LoginError::UserInfoRefused`]; [`LoginError::UserInfoSubject`] when
    /// it tells of somebody else.
    pub async fn user_info(&self, login: &Login) -> Result<UserInfo, LoginError> {
        let outcome = self.ask_user_info(login).await;
        self.note("login.userinfo", outcome)
    }

    async fn ask_user_info(&self, login: &Login) -> Result<UserInfo, LoginError> {
        let metadata = self.metadata(login.client.provider).await?;
        let endpoint = metadata.userinfo.as_ref().ok_or(LoginError::NotOffered { member: "userinfo_endpoint" })?;
        let channel = self.channel(&login.client, &metadata, login.binding.as_deref());
        let request = || {
            let request = Request::get(endpoint, "/userinfo");
            Ok(if login.is_bound() { request.bound(&login.access_token) } else { request.bearer(&login.access_token) })
        };
        let response = channel.proved(request).await?;
        match response.status {
            200..300 => {}
            401 | 403 => return Err(LoginError::UserInfoRefused { said: response.said() }),
            _ => return Err(response.unexpected().into()),
        }
        let members: Members = response.json()?;
        if members.sub.as_deref() != Some(&login.facts.subject) {
            return Err(LoginError::UserInfoSubject);
        }
        let pid = members.pid.map(|pid| pid.parse()).transpose().map_err(|_| IdTokenError::WrongClaim { claim: "pid" })?;
        let told = |text: Option<String>| text.map(|text| readable(&text)).filter(|text| !text.is_empty());
        let (given_name, family_name) = (told(members.given_name), told(members.family_name));
        Ok(UserInfo { pid, locale: told(members.locale), given_name, family_name })
    }
}
