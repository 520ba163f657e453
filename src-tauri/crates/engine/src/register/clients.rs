//! The clients of an accountant or auditor: all units in which it holds a role, by the register's reverse list (altinn.md 7.8).

use std::collections::BTreeSet;

use serde_json::Value;

use super::roles::{code_of, is_held};
use super::{Register, RegisterError, RoleCode, text};
use crate::http::Request;
use crate::names::OrgNumber;

const TEMPLATE: &str = "/enhetsregisteret/api/roller/enheter/{orgnr}/juridiskeroller";
/// A firm has thousands of clients at most; a list that never ends is somebody's fault.
const MOST_PAGES: usize = 500;

/// A client that the register knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredClient {
    /// Whose number.
    pub number: OrgNumber,
    /// What it is called.
    pub name: String,
    /// As what the firm is registered there.
    pub roles: Vec<RoleCode>,
}

/// The clients of a firm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisteredClients {
    /// Those in which it holds a role now, by number.
    pub clients: Vec<RegisteredClient>,
    /// How many were left out, since every role there was resigned from or struck off.
    pub left_out: usize,
}

impl Register {
    /// Every unit in which the firm holds a role. None where the register knows no role of the firm's.
    ///
    /// # Errors
    /// [`RegisterError`]; nothing is given of a list that could not be read to its end.
    pub async fn clients_of(&self, firm: &OrgNumber) -> Result<RegisteredClients, RegisterError> {
        let clients = self.ask_clients(firm).await;
        self.http.trail().step(&self.ports, "register.clients", clients)
    }

    async fn ask_clients(&self, firm: &OrgNumber) -> Result<RegisteredClients, RegisterError> {
        let mut url = self.url(&["roller", "enheter", firm.as_str(), "juridiskeroller"])?;
        let (mut found, mut seen) = (RegisteredClients::default(), BTreeSet::new());
        for _ in 0..MOST_PAGES {
            let response = self.send(Request::get(&url, TEMPLATE)).await?;
            match response.status {
                200..=299 => {}
                404 | 410 => return Ok(found),
                _ => return Err(self.refused(&response)),
            }
            let page: Value = response.json()?;
            found.add(&page);
            let next = page.pointer("/_links/next/href").and_then(Value::as_str);
            let Some(next) = next else { return Ok(found.sorted()) };
            // The link's host may be one inside; only what follows the path is taken, and no page is read twice.
            let query = url.join(next).ok().and_then(|next| next.query().map(str::to_owned));
            if !seen.insert(query.clone()) {
                return Err(response.unexpected().into());
            }
            url.set_query(query.as_deref());
        }
        Err(RegisterError::TooMany { read: found.clients.len() })
    }
}

impl RegisteredClients {
    fn add(&mut self, page: &Value) {
        for unit in page.get("enheter").and_then(Value::as_array).into_iter().flatten() {
            let Some(number) = text(unit, "organisasjonsnummer").and_then(|text| text.parse::<OrgNumber>().ok()) else { continue };
            let roles = unit.get("roller").and_then(Value::as_array).into_iter().flatten();
            let roles: BTreeSet<RoleCode> = roles.filter(|role| is_held(role)).filter_map(code_of).collect();
            if roles.is_empty() {
                self.left_out += 1;
                continue;
            }
            let name = text(unit, "navn").unwrap_or_else(|| number.to_string());
            self.clients.push(RegisteredClient { number, name, roles: roles.into_iter().collect() });
        }
    }

    fn sorted(mut self) -> Self {
        self.clients.sort_by(|one, other| one.number.cmp(&other.number));
        self.clients.dedup_by(|one, other| one.number == other.number);
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn roles_that_are_no_longer_held_make_no_client() {
        let mut found = RegisteredClients::default();
        found.add(&json!({ "enheter": [
            { "organisasjonsnummer": "315000106", "navn": "BAKERI AS", "roller": [{ "type": { "kode": "REGN" } }, { "type": { "kode": "REVI" }, "fratraadt": true }] },
            { "organisasjonsnummer": "310000000", "navn": "CAMPING AS", "roller": [{ "type": { "kode": "REGN" }, "avregistrert": true }] },
            { "organisasjonsnummer": "no number" }, 7,
        ] }));
        assert_eq!((found.clients.len(), found.left_out), (1, 1));
        assert_eq!(found.clients[0].roles, [RoleCode::Accountant]);
    }
}
