//! The page's own locale files, compiled in, for what Rust itself must say: native dialogs, the browser's answer page, the headless program.

use serde_json::Value;

macro_rules! locale {
    ($language:literal) => {
        &[
            ("common", include_str!(concat!("../../../../ui/src/locales/", $language, "/common.json"))),
            ("problems", include_str!(concat!("../../../../ui/src/locales/", $language, "/problems.json"))),
            ("native", include_str!(concat!("../../../../ui/src/locales/", $language, "/native.json"))),
            ("cli", include_str!(concat!("../../../../ui/src/locales/", $language, "/cli.json"))),
            ("certificate", include_str!(concat!("../../../../ui/src/locales/", $language, "/certificate.json"))),
            ("dictionary", include_str!(concat!("../../../../ui/src/locales/", $language, "/dictionary.json"))),
            ("login", include_str!(concat!("../../../../ui/src/locales/", $language, "/login.json"))),
            ("access", include_str!(concat!("../../../../ui/src/locales/", $language, "/access.json"))),
            ("legacy", include_str!(concat!("../../../../ui/src/locales/", $language, "/legacy.json"))),
            ("register", include_str!(concat!("../../../../ui/src/locales/", $language, "/register.json"))),
            ("systemuser", include_str!(concat!("../../../../ui/src/locales/", $language, "/systemuser.json"))),
            ("token", include_str!(concat!("../../../../ui/src/locales/", $language, "/token.json"))),
        ]
    };
}
/// One language's locale files by namespace.
const FILES: [(&str, &[(&str, &str)]); 3] = [("nb", locale!("nb")), ("nn", locale!("nn")), ("en", locale!("en"))];

/// The texts of one language.
pub struct Texts(Vec<(&'static str, Value)>);

impl Texts {
    /// The texts of `nb`, `nn` or `en`; of `nb` for any other.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let files = FILES.iter().find(|(name, _)| *name == language).unwrap_or(&FILES[0]);
        Self(files.1.iter().map(|(namespace, text)| (*namespace, serde_json::from_str(text).unwrap_or_default())).collect())
    }

    /// The text under `namespace:key.key` with `{{name}}` filled in; the key itself when there is none, as i18next does.
    #[must_use]
    pub fn get(&self, key: &str, values: &[(&str, &str)]) -> String {
        let found = key.split_once(':').and_then(|(namespace, path)| {
            let file = &self.0.iter().find(|(name, _)| *name == namespace)?.1;
            path.split('.').try_fold(file, |value, part| value.get(part))?.as_str()
        });
        let mut text = found.unwrap_or(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{{{name}}}}}"), value);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_and_a_missing_key_is_shown() {
        let texts = Texts::new("nb");
        assert!(texts.get("native:calendar.key", &[("name", "abc")]).contains("abc"));
        assert_eq!(texts.get("native:no.such", &[]), "native:no.such");
    }
}
