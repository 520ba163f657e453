//! The shell: starts the window and wires its commands to the engine. The only package that knows Tauri.
#![forbid(unsafe_code)]

mod active;
mod app;
mod calendar;
mod certificates;
mod client_runs;
mod clipboard;
mod commands;
mod connection;
mod credentials;
mod dialogs;
mod dry_run;
mod environments;
mod examining;
mod guard;
mod handover;
mod held_files;
mod keys;
mod legacy;
mod locking;
mod logging;
mod login;
mod person;
mod portal_road;
mod practice;
mod profiles;
mod reminding;
mod renewing;
mod report;
mod requests;
mod scopes;
mod selfservice;
mod setup;
mod systems;
mod token_reading;
mod tokens;
mod told;
mod typed;
mod vendor;
mod window_state;

use std::process::ExitCode;
use std::sync::Arc;

use tauri::{Builder, Manager as _, RunEvent, Runtime, WindowEvent};

use crate::app::App;

/// Starts the window; `--environment FILE` offers a custom environment beside the three.
#[must_use]
pub fn run() -> ExitCode {
    inngang_platform::process::leave_no_core();
    if !has_display() {
        dialogs::no_display();
        return ExitCode::from(2);
    }
    let app = match App::open() {
        Ok(app) => Arc::new(app),
        Err(failure) => {
            dialogs::cannot_start(&failure);
            return ExitCode::from(2);
        }
    };
    let _watching = locking::lock_before_sleep(&app);
    match with_commands(Builder::default(), Arc::clone(&app)).build(tauri::generate_context!()) {
        Ok(window) => {
            window.run(move |handle, event| {
                if let RunEvent::Ready = event {
                    tauri::async_runtime::spawn(locking::lock_when_idle(Arc::clone(&app)));
                    tauri::async_runtime::spawn(requests::follow(Arc::clone(&app)));
                    reminding::start(handle, &app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(failure) => {
            tracing::error!(%failure, "the window could not be opened");
            ExitCode::from(2)
        }
    }
}

/// Whether a window can be opened at all: GTK ends the program without a word where it cannot.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// The builder with its commands, for the window as for the tests' mock runtime.
fn with_commands<R: Runtime>(builder: Builder<R>, app: Arc<App>) -> Builder<R> {
    builder
        .manage(app)
        .setup(|handle| {
            let app = Arc::clone(&handle.state::<Arc<App>>());
            // Practice is started beside the window, never before its first paint.
            tauri::async_runtime::spawn(async move { app.practice().await.map(|_| ()) });
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(tauri::DragDropEvent::Drop { paths, .. }) = event {
                let (app, paths) = (Arc::clone(&window.state::<Arc<App>>()), paths.clone());
                // Reading a file may take its time, and the window must go on moving.
                tauri::async_runtime::spawn_blocking(move || app.dropped(&paths));
            }
        })
        .invoke_handler(commands::handler())
}

#[cfg(test)]
mod tests;
