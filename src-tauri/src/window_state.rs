//! Everything that the window shows before any journey, and the settings of the program.

use std::sync::PoisonError;

use inngang_contract::{AppView, Language, Problem, SettingsView, Theme, VaultView};
use inngang_platform::{folders, machine};

use crate::app::App;
use crate::guard::blocking;
use crate::{calendar, environments, setup};

const LANGUAGE: &str = "language";
const THEME: &str = "theme";

impl App {
    /// Everything that the window shows before any journey.
    pub(crate) async fn view(&self) -> Result<AppView, Problem> {
        // A profile whose environment is not at hand in this run is left alone; the start page says so and offers the others.
        let active = self.profile().await.unwrap_or_else(|problem| {
            self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
            None
        });
        let vault = match active.clone() {
            // The keychain may ask the person, and that can take its time.
            Some(active) => blocking(move || active.vault_view()).await.map(Some).unwrap_or_else(|problem| {
                self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
                Some(VaultView::Locked)
            }),
            None => None,
        };
        if let Some(active) = active.as_ref().filter(|_| vault == Some(VaultView::Open)) {
            active.adopt(&self.database)?;
        }
        let profiles = self.database.profiles()?;
        Ok(AppView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            system: machine::SYSTEM.into(),
            settings: self.settings()?,
            profile: active.as_ref().map(|active| environments::profile_view(&active.row)),
            profiles: profiles.iter().map(environments::profile_view).collect(),
            custom_environment: self.custom_name(),
            vault,
            setup: active.as_ref().map(|active| setup::read(&self.database, active)).transpose()?.unwrap_or_default(),
            reminders: active.as_ref().map(|active| calendar::reminders(&self.database, active)).transpose()?.unwrap_or_default(),
            notices: std::mem::take(&mut *self.notices.lock().unwrap_or_else(PoisonError::into_inner)),
        })
    }

    /// Language and theme; the system's own before a choice was made.
    pub(crate) fn settings(&self) -> Result<SettingsView, Problem> {
        let read = |key| self.database.setting(key).map_err(Problem::from);
        let language = match read(LANGUAGE)?.as_deref().unwrap_or_else(|| folders::language()) {
            "en" => Language::En,
            "nn" => Language::Nn,
            _ => Language::Nb,
        };
        let theme = match read(THEME)?.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        Ok(SettingsView { language, theme })
    }

    /// Remembers language and theme.
    pub(crate) fn change_settings(&self, language: Option<Language>, theme: Option<Theme>) -> Result<(), Problem> {
        let keep = |key, value| self.database.keep_setting(key, value).map_err(Problem::from);
        if let Some(language) = language {
            keep(LANGUAGE, language.as_str())?;
        }
        match theme {
            Some(Theme::Light) => keep(THEME, "light"),
            Some(Theme::Dark) => keep(THEME, "dark"),
            Some(Theme::System) => keep(THEME, "system"),
            None => Ok(()),
        }
    }
}
