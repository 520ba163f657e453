//! The environment of a profile as the page names it, and the custom one that the program was started with.

use std::path::PathBuf;

use inngang_contract::{EnvironmentKind, Problem, ProfileView};
use inngang_engine::environment::{self, Environment};
use inngang_platform::database::ProfileRow;

pub(crate) fn profile_view(row: &ProfileRow) -> ProfileView {
    let (environment, environment_name) = match row.environment.as_str() {
        "practice" => (EnvironmentKind::Practice, None),
        "test" => (EnvironmentKind::Test, None),
        "production" => (EnvironmentKind::Production, None),
        name => (EnvironmentKind::Custom, Some(name.trim_start_matches("custom:").to_owned())),
    };
    ProfileView {
        id: row.id.clone(),
        environment,
        environment_name,
        organisation: row.organisation.to_string(),
        organisation_name: Some(row.organisation_name.clone()).filter(|name| !name.is_empty()),
    }
}

/// `--environment FILE`, as the headless program takes it.
pub(crate) fn custom() -> Result<Option<Environment>, Problem> {
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--environment" {
            let file = PathBuf::from(arguments.next().unwrap_or_default());
            let unreadable = || environment::EnvironmentError::Unreadable { file: file.display().to_string() };
            let text = std::fs::read_to_string(&file).map_err(|_| unreadable())?;
            let beside = |name: &str| std::fs::read(file.parent().unwrap_or(&file).join(name)).ok();
            return environment::from_toml(&text, beside).map(Some).map_err(Problem::from);
        }
    }
    Ok(None)
}

/// `practice`, `test`, `production` or `custom`.
pub(crate) fn name(row: &ProfileRow) -> &str {
    if row.environment.starts_with("custom:") { "custom" } else { &row.environment }
}
