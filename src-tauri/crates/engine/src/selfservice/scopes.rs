//! The scopes that the organisation may use, as self-service tells of them.

use serde_json::{Map, Value};

use super::call::{Call, Verb};
use super::client::json;
use super::{AccessState, SelfService, SelfServiceError};
use crate::maskinporten::scopes::named;
use crate::names::Scope;

/// A scope that the organisation may use, has asked for, or was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeAccess {
    /// The scope.
    pub scope: Scope,
    /// How far it has come; a scope for all is approved.
    pub state: AccessState,
    /// Nine digits of whose scope it is.
    pub owner: Option<String>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// Whether everybody may use it, without being given it.
    pub for_all: bool,
}

/// The scopes that the organisation may use: those that it was given, then those for all. Entries that are not understood are left out.
///
/// # Errors
/// [`SelfServiceError`].
pub async fn scopes(service: &SelfService) -> Result<Vec<ScopeAccess>, SelfServiceError> {
    let call = Call::new(Verb::Get, "/scopes/access/all", &["scopes", "access", "all"]);
    let given: Vec<Map<String, Value>> = json(&service.step("selfservice.scopes", call).await?)?;
    let call = Call { query: Some(("accessible_for_all", "true")), ..call };
    let for_all: Vec<Map<String, Value>> = json(&service.step("selfservice.scopes", call).await?)?;
    let mut scopes: Vec<ScopeAccess> = given.iter().filter_map(|told| access(told, false)).collect();
    for open in for_all.iter().filter_map(|told| access(told, true)) {
        // The second list repeats what was given (third-party clients of the API), so only what is new in it is open to all.
        if scopes.iter().all(|known| known.scope != open.scope) {
            scopes.push(open);
        }
    }
    Ok(scopes)
}

/// An access has `scope`; a scope has a name of its own.
fn name(told: &Map<String, Value>) -> Option<Scope> {
    let text = |name: &str| told.get(name).and_then(Value::as_str);
    named(text("scope").or_else(|| text("name")), text("prefix"), text("subscope"))
}

fn access(told: &Map<String, Value>, for_all: bool) -> Option<ScopeAccess> {
    let text = |name: &str| told.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(ScopeAccess {
        scope: name(told)?,
        state: text("state").as_deref().map_or(AccessState::Approved, AccessState::from),
        owner: text("owner_orgno"),
        owner_name: text("owner_organization_name"),
        for_all: for_all || told.get("accessible_for_all").and_then(Value::as_bool).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_access_and_a_scope_are_both_read() {
        let told = |value: Value| value.as_object().cloned().unwrap_or_default();
        let given = access(&told(json!({ "scope": "altinn:x", "state": "LATER", "owner_orgno": "991825827" })), false);
        let owner = |access: &Option<ScopeAccess>| access.as_ref().and_then(|access| access.owner.clone());
        assert_eq!(owner(&given).as_deref(), Some("991825827"));
        assert_eq!(given.map(|access| access.state), Some(AccessState::Other("LATER".to_owned())));
        let open = access(&told(json!({ "prefix": "altinn", "subscope": "y" })), true);
        assert_eq!(
            open.map(|access| (access.scope.to_string(), access.state, access.for_all)),
            Some(("altinn:y".to_owned(), AccessState::Approved, true))
        );
        assert!(access(&told(json!({ "state": "APPROVED" })), false).is_none());
    }
}
