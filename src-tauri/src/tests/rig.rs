//! A window in practice, with what a person does outside of it: in the portal.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use serde_json::{Value, json};
use tauri::async_runtime::block_on;
use tauri::test::MockRuntime;
use tauri::{App as Window, Manager as _, WebviewWindow};

use super::{Outcome, ask, window};
use crate::active::Active;
use crate::app::App;

pub(super) const BAKERY: &str = "315000106";
pub(super) const PASSWORD: &str = "blåbær og fjell";

pub(super) struct Rig {
    home: tempfile::TempDir,
    _window: Window<MockRuntime>,
    webview: WebviewWindow<MockRuntime>,
    pub(super) app: Arc<App>,
}

impl Rig {
    /// The bakery's profile in practice, with its vault open.
    pub(super) fn begun() -> Outcome<Self> {
        let rig = Self::at(tempfile::tempdir()?)?;
        rig.choose(BAKERY)?;
        rig.ask("vault_protect", json!({ "password": PASSWORD }))?;
        Ok(rig)
    }

    fn at(home: tempfile::TempDir) -> Outcome<Self> {
        let (window, webview) = window(home.path())?;
        let app = Arc::clone(&window.state::<Arc<App>>());
        Ok(Self { home, _window: window, webview, app })
    }

    /// The program closed and started again.
    pub(super) fn restarted(self) -> Outcome<Self> {
        let Self { home, .. } = self;
        Self::at(home)
    }

    pub(super) fn choose(&self, organisation: &str) -> Result<Value, String> {
        self.ask("profile_choose", json!({ "environment": "practice", "organisation": organisation, "organisation_name": null }))
    }

    pub(super) fn ask(&self, command: &str, input: Value) -> Result<Value, String> {
        ask(&self.webview, command, input)
    }

    pub(super) fn active(&self) -> Result<Arc<Active>, String> {
        block_on(self.app.active()).map_err(|problem| problem.code)
    }

    /// Sends one of the portal's forms, and gives the place that it leads to.
    pub(super) fn portal(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<String> {
        let portal = block_on(self.app.practice()).map_err(|problem| problem.code)?.addresses().portal.clone();
        let host = portal.trim_start_matches("http://").trim_end_matches('/');
        let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let form = form.join("&");
        let mut line = TcpStream::connect(host)?;
        write!(
            line,
            "POST /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{form}",
            form.len()
        )?;
        let mut answer = String::new();
        line.read_to_string(&mut answer)?;
        let location = answer.lines().find_map(|line| line.to_ascii_lowercase().starts_with("location: ").then(|| line[10..].to_owned()));
        Ok(location.ok_or(answer)?)
    }

    /// A client of the bakery's in the portal, with the wizard's key on it.
    pub(super) fn client(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<String> {
        let fields = [&[("organisation", BAKERY)], fields].concat();
        let location = self.portal(path, &fields)?;
        let id = location.strip_prefix("/clients/").and_then(|rest| rest.split('?').next()).ok_or("no client")?.to_owned();
        let key = self.ask("key_create", json!({ "bits": "2048" }))?;
        let (jwk, kid) = (key["jwk"].as_str().ok_or("no jwk")?, key["kid"].as_str().ok_or("no kid")?);
        self.portal(&format!("clients/{id}/keys"), &[("key", jwk)])?;
        self.ask("key_register", json!({ "client_id": id, "kid": kid }))?;
        Ok(id)
    }

    pub(super) fn maskinporten_client(&self) -> Outcome<String> {
        self.client("clients", &[("kind", "maskinporten"), ("name", "Inngang"), ("scope", "altinn:instances.read")])
    }

    /// Connected to the self-service API, as the bakery's administration client.
    pub(super) fn connected(&self) -> Outcome<String> {
        let id = self.client("administration-clients", &[])?;
        self.ask("selfservice_connect", json!({ "client_id": id, "sign_with": "key" }))?;
        Ok(id)
    }

    pub(super) fn obtain(&self, client: &str) -> Result<Value, String> {
        self.ask("maskinporten_obtain", order(client, &json!({})))
    }

    /// Every file that the program has written.
    pub(super) fn files(&self) -> Outcome<Vec<std::path::PathBuf>> {
        let (mut files, mut folders) = (Vec::new(), vec![self.home.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        Ok(files)
    }

    pub(super) fn history(&self) -> Result<Vec<String>, String> {
        let list = self.ask("key_list", json!({}))?;
        let history = list["history"].as_array().cloned().unwrap_or_default();
        Ok(history.iter().filter_map(|event| event["what"].as_str().map(str::to_owned)).collect())
    }
}

/// An order for a token to read instances with, and what is other about it.
pub(super) fn order(client: &str, other: &Value) -> Value {
    let mut order = json!({
        "client_id": client, "scopes": "altinn:instances.read", "sign_with": "key", "algorithm": "RS256",
        "variant": { "resources": "", "person": null, "consumer": "", "owner": "", "external_ref": "" },
        "wait_for_key": false, "wait_for_system_user": false,
    });
    for (name, value) in other.as_object().into_iter().flatten() {
        let place = if order.get(name).is_some() { &mut order } else { &mut order["variant"] };
        place[name] = value.clone();
    }
    order
}

fn encoded(value: &str) -> String {
    let sign = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    value.bytes().map(sign).collect()
}
