//! One adapter a command: accept, act, show. Nothing is decided here.

use std::sync::Arc;

use tauri::ipc::Invoke;
use tauri::{Runtime, State};

use crate::app::App;

mod access;
mod app;
mod calendar;
mod certificates;
mod diagnostics;
mod keys;
mod login;
mod maskinporten;
mod practice;
mod profiles;
mod renewal;
mod selfservice;
mod vault;

/// The program, as a command gets it.
type Shared<'a> = State<'a, Arc<App>>;

/// Every command of the contract's table.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        app::app_open,
        app::app_settings,
        app::app_open_page,
        profiles::profile_choose,
        profiles::profile_open,
        vault::vault_unlock,
        vault::vault_protect,
        vault::vault_start_over,
        vault::vault_reopen,
        vault::vault_lock,
        vault::vault_touch,
        vault::vault_watch,
        vault::vault_open,
        vault::vault_lock_after,
        vault::vault_change_password,
        vault::vault_move,
        profiles::profile_back_up,
        profiles::profile_restore,
        app::road_choose,
        certificates::certificate_pick,
        certificates::certificate_drops,
        certificates::certificate_examine,
        certificates::certificate_cancel,
        certificates::certificate_check,
        certificates::certificate_use,
        certificates::certificate_save,
        certificates::certificate_forget,
        keys::key_list,
        keys::key_create,
        keys::key_pick,
        keys::key_import,
        keys::key_choose,
        keys::key_rename,
        keys::key_save,
        keys::key_back_up,
        keys::key_from_certificate,
        keys::key_cancel,
        keys::key_register,
        keys::key_forget,
        selfservice::portal_road,
        selfservice::selfservice_connect,
        selfservice::selfservice_disconnect,
        selfservice::selfservice_clients,
        selfservice::selfservice_client,
        selfservice::selfservice_create,
        selfservice::selfservice_change,
        selfservice::selfservice_deactivate,
        selfservice::selfservice_scopes,
        selfservice::selfservice_add_key,
        selfservice::selfservice_remove_key,
        selfservice::selfservice_new_secret,
        selfservice::selfservice_copy_secret,
        renewal::renewal_list,
        renewal::renewal_begin,
        renewal::renewal_advance,
        renewal::renewal_undo,
        renewal::renewal_cancel,
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
        calendar::calendar_open,
        calendar::calendar_watch,
        calendar::calendar_unwatch,
        calendar::calendar_notifications,
        calendar::calendar_save,
        diagnostics::trail_open,
        diagnostics::report_open,
        diagnostics::report_save,
        practice::practice_open,
        practice::practice_fault,
        practice::practice_issue,
        practice::practice_issue_set,
        practice::practice_revoke,
        practice::practice_travel,
        practice::practice_propagation,
    ]
}
