//! The shell under Tauri's mock runtime: every command of the contract answers, and answers in its own form.

use std::sync::Arc;

use inngang_contract::{COMMANDS, Problem};
use inngang_platform::folders::Folders;
use inngang_platform::vault::NoKeychain;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App as Window, Manager as _, WebviewWindow, WebviewWindowBuilder};

use crate::app::App;

mod agents;
mod certificates;
mod connecting;
mod dry_run;
mod keys;
mod locking;
mod maskinporten;
mod posted_again;
mod recipes;
mod renewal;
mod requests;
mod rig;
mod token_reading;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn window(home: &std::path::Path) -> Result<(Window<MockRuntime>, WebviewWindow<MockRuntime>), Box<dyn std::error::Error>> {
    let app = App::at(Folders::at(home)?, None, Arc::new(NoKeychain), None).map_err(|problem| problem.code)?;
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
    ["_pick", "_save", "_back_up", "_restore"].iter().any(|ending| command.ends_with(ending))
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

/// Calls a command and reads its answer, or the code of its problem.
fn ask(webview: &WebviewWindow<MockRuntime>, command: &str, input: serde_json::Value) -> Result<serde_json::Value, String> {
    // The first of the page's channels, for commands that tell of their progress.
    match call(webview, command, serde_json::json!({ "input": input, "progress": "__CHANNEL__:1" })) {
        Ok(InvokeResponseBody::Json(text)) => serde_json::from_str(&text).map_err(|failure| failure.to_string()),
        Ok(InvokeResponseBody::Raw(_)) => Err("not JSON".to_owned()),
        Err(problem) => Err(problem["code"].as_str().unwrap_or("no code").to_owned()),
    }
}

fn begun(webview: &WebviewWindow<MockRuntime>) -> Result<(), String> {
    let profile = serde_json::json!({ "environment": "test", "organisation": "983 163 327", "organisation_name": null });
    let view = ask(webview, "profile_choose", profile)?;
    assert_eq!(view["vault"], "needs_password");
    ask(webview, "vault_protect", serde_json::json!({ "password": "blåbær og fjell" })).map(|_| ())
}

#[test]
fn a_key_that_the_vault_has_lost_can_be_forgotten() -> Outcome {
    let home = tempfile::tempdir()?;
    let (_window, webview) = window(home.path())?;
    begun(&webview)?;
    ask(&webview, "key_create", serde_json::json!({ "bits": "2048" }))?;
    ask(&webview, "vault_start_over", serde_json::json!({}))?;
    ask(&webview, "vault_protect", serde_json::json!({ "password": "et annet passord" }))?;
    let key = ask(&webview, "key_list", serde_json::json!({}))?["keys"][0].clone();
    assert_eq!(key["private_here"], false);
    let view = ask(&webview, "key_forget", serde_json::json!({ "key": key["id"], "typed": key["kid"] }))?;
    assert!(view["setup"]["key"].is_null());
    ask(&webview, "key_create", serde_json::json!({ "bits": "2048" }))?;
    Ok(())
}

#[test]
fn a_wrong_vault_password_says_so_and_the_right_one_opens() -> Outcome {
    let home = tempfile::tempdir()?;
    {
        let (_window, webview) = window(home.path())?;
        begun(&webview)?;
        ask(&webview, "key_create", serde_json::json!({ "bits": "2048" }))?;
    }
    let (_window, webview) = window(home.path())?;
    let view = ask(&webview, "app_open", serde_json::json!({}))?;
    assert_eq!((view["vault"].as_str(), view["setup"]["key"].is_null()), (Some("locked"), false));
    let wrong = ask(&webview, "vault_unlock", serde_json::json!({ "password": "blabar" }));
    assert_eq!(wrong.err().as_deref(), Some("key.vault_wrong_password"));
    assert_eq!(ask(&webview, "vault_unlock", serde_json::json!({ "password": "blåbær og fjell" }))?["vault"], "open");
    Ok(())
}

#[test]
fn the_report_tells_what_was_shown() -> Outcome {
    let home = tempfile::tempdir()?;
    let (window, webview) = window(home.path())?;
    begun(&webview)?;
    let letter = home.path().join("letter.pdf");
    std::fs::write(&letter, b"%PDF-1.7 hello")?;
    let picked = window.state::<Arc<App>>().files.take(&[letter]);
    let file = picked.picked.first().and_then(|picked| picked.file.clone());
    let view = ask(&webview, "certificate_examine", serde_json::json!({ "files": [{ "file": file, "password": null }] }))?;
    assert_eq!(view["files"][0]["problem"]["code"], "certificate.document");
    let report = ask(&webview, "report_open", serde_json::json!({}))?;
    assert!(report["text"].as_str().is_some_and(|text| text.contains("certificate.document")), "{report}");
    Ok(())
}

#[test]
fn what_is_dropped_and_is_no_file_of_ours_is_told_in_words() -> Outcome {
    let home = tempfile::tempdir()?;
    let file = |name: &str| home.path().join(name);
    std::fs::create_dir(file("folder"))?;
    std::fs::write(file("empty"), b"")?;
    std::fs::File::create(file("zeros"))?.set_len(2 << 30)?;
    assert!(std::process::Command::new("mkfifo").arg(file("pipe")).status()?.success());
    let files = crate::held_files::HeldFiles::default();
    for (name, code) in [
        ("folder", "file.is_folder"),
        ("empty", "file.empty"),
        ("zeros", "file.too_large"),
        ("pipe", "file.not_regular"),
        ("missing", "file.gone"),
    ] {
        let picked = files.take(&[file(name)]).picked.pop().ok_or("nothing was taken")?;
        assert_eq!((picked.problem.map(|problem| problem.code), picked.file), (Some(code.to_owned()), None), "{name}");
    }
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
