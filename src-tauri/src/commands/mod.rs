//! One adapter a command: accept, act, show. Nothing is decided here.

use std::sync::Arc;

use tauri::ipc::Invoke;
use tauri::{Runtime, State};

use crate::app::App;

mod access;
mod app;
mod certificates;
mod diagnostics;
mod keys;
mod login;
mod maskinporten;
mod practice;

/// The program, as a command gets it.
type Shared<'a> = State<'a, Arc<App>>;

/// Every command of the contract's table.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        app::app_open,
        app::app_settings,
        app::app_open_page,
        app::profile_choose,
        app::profile_open,
        app::vault_unlock,
        app::vault_protect,
        app::vault_start_over,
        app::road_choose,
        certificates::certificate_pick,
        certificates::certificate_drops,
        certificates::certificate_examine,
        certificates::certificate_cancel,
        certificates::certificate_check,
        certificates::certificate_use,
        certificates::certificate_save,
        certificates::certificate_forget,
        keys::key_create,
        keys::key_from_certificate,
        keys::key_cancel,
        keys::key_register,
        keys::key_forget,
        maskinporten::maskinporten_dry_run,
        maskinporten::maskinporten_obtain,
        maskinporten::maskinporten_cancel,
        maskinporten::token_copy,
        login::login_start,
        login::login_cancel,
        login::login_end,
        access::access_test,
        access::access_cancel,
        diagnostics::handover_open,
        diagnostics::handover_save,
        diagnostics::calendar_save,
        diagnostics::trail_open,
        diagnostics::report_open,
        diagnostics::report_save,
        practice::practice_open,
        practice::practice_fault,
        practice::practice_issue,
        practice::practice_issue_set,
        practice::practice_revoke,
    ]
}
