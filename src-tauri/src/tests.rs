//! The shell under Tauri's mock runtime: every command of the contract answers, and answers in its own form.

use std::sync::Arc;

use inngang_contract::{COMMANDS, Problem};
use inngang_platform::folders::Folders;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App as Window, WebviewWindow, WebviewWindowBuilder};

use crate::app::App;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn window(home: &std::path::Path) -> Result<(Window<MockRuntime>, WebviewWindow<MockRuntime>), Box<dyn std::error::Error>> {
    let app = App::at(Folders::at(home)?, None, None).map_err(|problem| problem.code)?;
    let app = crate::with_commands(mock_builder(), Arc::new(app)).build(mock_context(noop_assets()))?;
    let webview = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build()?;
    Ok((app, webview))
}

fn call(webview: &WebviewWindow<MockRuntime>, command: &str, body: serde_json::Value) -> Result<InvokeResponseBody, serde_json::Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().map_err(|_| serde_json::Value::Null)?,
        body: InvokeBody::Json(body),
        headers: tauri::http::HeaderMap::new(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    tauri::test::get_ipc_response(webview, request)
}

#[test]
fn every_command_of_the_contract_is_there() -> Outcome {
    let home = tempfile::tempdir()?;
    let (_window, webview) = window(home.path())?;
    for command in COMMANDS.iter().filter(|name| !opens_a_dialog(name)) {
        let answer = call(&webview, command, serde_json::json!({}));
        let said = answer.err().map(|failure| failure.to_string()).unwrap_or_default();
        assert!(!said.contains("not found"), "{command}: {said}");
    }
    let unknown = call(&webview, "no_such_command", serde_json::json!({}));
    assert!(unknown.is_err_and(|failure| failure.to_string().contains("not found")), "the test cannot tell a missing command");
    Ok(())
}

/// Without a display a native dialog cannot open; the desktop tests open them.
fn opens_a_dialog(command: &str) -> bool {
    command == "certificate_pick" || command.ends_with("_save")
}

#[test]
fn a_journey_without_a_profile_says_so() -> Outcome {
    let home = tempfile::tempdir()?;
    let (_window, webview) = window(home.path())?;
    let failure =
        call(&webview, "key_create", serde_json::json!({ "input": { "bits": "3072" } })).err().ok_or("a key without a profile")?;
    let problem: Problem = serde_json::from_value(failure)?;
    assert_eq!(problem.code, "app.no_profile");
    Ok(())
}

#[test]
fn practice_is_there_on_a_fresh_start() -> Outcome {
    let home = tempfile::tempdir()?;
    let (_window, webview) = window(home.path())?;
    let InvokeResponseBody::Json(text) = call(&webview, "practice_open", serde_json::json!({})).map_err(|failure| failure.to_string())?
    else {
        return Err("not JSON".into());
    };
    let panel: serde_json::Value = serde_json::from_str(&text)?;
    assert!(panel["faults"].as_array().is_some_and(|faults| faults.iter().all(|fault| fault["on"] == false)));
    assert!(panel["organisations"].as_array().is_some_and(|organisations| !organisations.is_empty()));
    Ok(())
}
