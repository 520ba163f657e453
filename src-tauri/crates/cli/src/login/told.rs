//! A login, told without its tokens: who, at which level, with what they allowed; what was asked for after it.

use inngang_engine::login::{BrowserSession, LoggedOut, LoginError, LoginFacts, Represented, Stage, UserInfo};
use inngang_engine::names::NationalId;
use inngang_engine::problem::{Explain as _, Fact};
use serde_json::{Value, json};

use super::{After, road};
use crate::json::{Failure, line, moment};
use crate::shown::shown;
use crate::words::Words;

/// One object.
pub(super) fn json(after: &After, stages: &[Stage], show_pid: bool) -> String {
    let (login, facts) = (&after.login, &after.login.facts);
    line(&json!({
        "client_id": facts.client_id.as_str(),
        "provider": login.client.provider.as_str(),
        "authentication": login.client.authentication.as_str(),
        "claims": claims(facts, show_pid),
        "level": facts.level.map(|level| level.as_str()),
        "from_earlier_session": facts.from_earlier_session,
        "scopes": facts.scopes_granted,
        "missing_scopes": facts.scopes_missing,
        "represented": facts.represented.iter().map(represented).collect::<Value>(),
        "expires_at": moment(login.expires_at.wall),
        "can_be_renewed": login.refresh_token.is_some(),
        "bound_to_key": login.is_bound(),
        "userinfo": after.user_info.as_ref().map(|told| told.as_ref().map_or_else(failure, |info| user_info(info, show_pid))),
        "logout": after.logged_out.as_ref().map(logged_out),
        "stages": road::json(stages),
    }))
}

fn claims(facts: &LoginFacts, show_pid: bool) -> Value {
    let mut claims = json!({
        "iss": facts.issuer, "sub": facts.subject, "pid": facts.pid.as_ref().map(|pid| number(pid, show_pid)), "acr": facts.acr,
        "amr": facts.amr, "auth_time": moment(facts.auth_time), "name": facts.name, "email": facts.email, "locale": facts.locale,
    });
    if let Some(claims) = claims.as_object_mut() {
        claims.retain(|_, value| !value.is_null());
        claims.extend(facts.european.iter().map(|(name, value)| (name.clone(), value.as_str().into())));
    }
    claims
}

fn represented(party: &Represented) -> Value {
    json!({ "organisation": party.organisation, "name": party.name, "resource": party.resource, "rights": party.rights })
}

fn user_info(info: &UserInfo, show_pid: bool) -> Value {
    json!({
        "pid": info.pid.as_ref().map(|pid| number(pid, show_pid)), "locale": info.locale, "given_name": info.given_name,
        "family_name": info.family_name,
    })
}

fn failure(error: &LoginError) -> Value {
    json!(Failure::of(&error.explain()))
}

fn logged_out(left: &LoggedOut) -> Value {
    json!({ "revoked": left.revoked.is_ok(), "failure": left.revoked.as_ref().err().map(failure), "browser": browser(left.browser) })
}

const fn browser(session: BrowserSession) -> &'static str {
    match session {
        BrowserSession::NotOffered => "not_offered",
        BrowserSession::NotSent => "not_sent",
        BrowserSession::Sent => "sent",
        BrowserSession::CameBack => "came_back",
    }
}

/// Stars, unless the person asked to see their own.
fn number(pid: &NationalId, show_pid: bool) -> String {
    if show_pid { pid.reveal().to_owned() } else { pid.masked() }
}

/// In lines.
pub(super) fn in_words(after: &After, show_pid: bool, words: &Words) -> String {
    let (login, facts) = (&after.login, &after.login.facts);
    let provider = words.get(&format!("login:provider.{}.name", login.client.provider.as_str()), &[]);
    let mut text = match &facts.name {
        Some(name) => words.get("login:verdict.title", &[("name", name), ("provider", &provider)]),
        None => words.get("login:verdict.title_nameless", &[("provider", &provider)]),
    } + "\n";
    let mut said = |key: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {}: {}\n", words.get(&format!("cli:login.fact.{key}"), &[]), shown(value)));
        }
    };
    said("pid", &facts.pid.as_ref().map(|pid| number(pid, show_pid)).unwrap_or_default());
    said("email", facts.email.as_deref().unwrap_or_default());
    said("acr", &facts.acr);
    said("amr", &facts.amr.join(", "));
    said("auth_time", &words.moment(facts.auth_time));
    said("issuer", &facts.issuer);
    said("client", facts.client_id.as_str());
    said("scopes", &facts.scopes_granted.join(" "));
    said("missing", &facts.scopes_missing.join(" "));
    said("expires", &words.moment(login.expires_at.wall));
    for (name, value) in &facts.european {
        said("european", &format!("{name}: {value}"));
    }
    for party in &facts.represented {
        let organisation = words.fact(&Fact::from(&party.organisation));
        let parts = [party.name.as_deref(), Some(&organisation), party.resource.as_deref()];
        said("represented", &parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    text + &afterwards(after, show_pid, words)
}

fn afterwards(after: &After, show_pid: bool, words: &Words) -> String {
    let facts = &after.login.facts;
    let said = |key: &str, values: &[(&str, &str)]| words.get(&format!("cli:login.{key}"), values);
    let mut lines = Vec::new();
    if facts.from_earlier_session {
        lines.push(said("earlier_session", &[]));
    }
    if !facts.scopes_missing.is_empty() {
        lines.push(said("missing", &[("scopes", &facts.scopes_missing.join(" "))]));
    }
    match &after.user_info {
        Some(Ok(info)) => {
            let pid = info.pid.as_ref().map(|pid| number(pid, show_pid));
            let name = [info.given_name.as_deref(), info.family_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let parts = [Some(name).filter(|name| !name.is_empty()), pid, info.locale.clone()];
            lines.push(said("user_info", &[("info", &parts.into_iter().flatten().collect::<Vec<_>>().join(", "))]));
        }
        Some(Err(error)) => lines.push(words.whole_problem(&error.explain())),
        None => {}
    }
    match &after.logged_out {
        Some(left) => {
            lines.push(match &left.revoked {
                Ok(()) => said("revoked", &[]),
                Err(error) => words.whole_problem(&error.explain()),
            });
            lines.push(said(&format!("browser_session.{}", browser(left.browser)), &[]));
        }
        None => lines.push(said("forgotten", &[])),
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
