//! The look of every practice page, in three languages.

use std::collections::BTreeMap;

use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use minijinja::{Environment, UndefinedBehavior, Value, context};

const FRAME: &str = include_str!("page/frame.html");
const FRAME_TEXTS: [&str; 3] =
    [include_str!("locales/nb/frame.json"), include_str!("locales/nn/frame.json"), include_str!("locales/en/frame.json")];
const STYLE: &str = include_str!("page/practice.css");

/// Nothing from elsewhere. A login ends in a redirect to the program's own loopback port, which `form-action` must let through; it has no
/// way to write an IPv6 address (Content Security Policy 3 §2.3.1).
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http:";

/// The languages of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Nb,
    Nn,
    En,
}

impl Language {
    /// Asked for (`?lang=` or `ui_locales`), else the browser's first that we know, else bokmål.
    pub(crate) fn choose(asked: Option<&str>, headers: &HeaderMap) -> Self {
        let browser = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let wanted = asked.unwrap_or_default().split([' ', ',']).chain(browser.split(','));
        wanted.filter_map(|tag| Self::of_tag(tag.trim())).next().unwrap_or(Self::Nb)
    }

    fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', ';']).next()? {
            "nb" | "no" => Some(Self::Nb),
            "nn" => Some(Self::Nn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// The same page in each language, for an answer whose own address is a form's.
    pub(crate) fn links(path: &str) -> [[String; 3]; 3] {
        [(Self::Nb, "Bokmål"), (Self::Nn, "Nynorsk"), (Self::En, "English")].map(|(language, name)| {
            let tag = language.tag();
            [tag.to_owned(), name.to_owned(), format!("{path}?lang={tag}")]
        })
    }

    /// A date of the form `2027-11-21…` as it is read.
    fn day(self, date: &str) -> String {
        let parts: Vec<&str> = date.split('T').next().unwrap_or_default().splitn(3, '-').collect();
        match (self, parts.as_slice()) {
            (Self::Nb | Self::Nn, [year, month, day]) => format!("{day}.{month}.{year}"),
            _ => parts.join("-"),
        }
    }

    /// Texts (flat JSON) by their keys, of those given in the order nb, nn, en.
    pub(crate) fn texts(self, json: [&'static str; 3]) -> BTreeMap<String, String> {
        serde_json::from_str(self.pick(json)).unwrap_or_default()
    }

    /// Picks from texts given in the order nb, nn, en.
    const fn pick(self, texts: [&'static str; 3]) -> &'static str {
        match self {
            Self::Nb => texts[0],
            Self::Nn => texts[1],
            Self::En => texts[2],
        }
    }
}

/// A kind of page: its template, which extends `frame.html`, with its texts (flat JSON) in nb, nn, en.
pub(crate) struct Sheet {
    pub(crate) template: &'static str,
    pub(crate) texts: [&'static str; 3],
}

impl Sheet {
    /// The page. The template sees `t` (its texts with the frame's), `lang`, what `more` holds; the filters `grouped`, `day`.
    ///
    /// Should `more` have `language_links` (a list of `[tag, name, href]`), they replace the plain `?lang=` links.
    pub(crate) fn render(&self, language: Language, status: StatusCode, more: Value) -> Response {
        let mut texts = language.texts(FRAME_TEXTS);
        texts.extend(self.texts(language));
        match self.html(language, &texts, more) {
            Ok(html) => respond(status, html),
            Err(error) => {
                tracing::error!(%error, "a practice page could not be made");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    /// The sheet's own texts.
    pub(crate) fn texts(&self, language: Language) -> BTreeMap<String, String> {
        language.texts(self.texts)
    }

    fn html(&self, language: Language, texts: &BTreeMap<String, String>, more: Value) -> Result<String, minijinja::Error> {
        let mut environment = Environment::new();
        // A text that is missing shall be noticed, not printed as nothing.
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.add_filter("grouped", |digits: &str| grouped(digits));
        environment.add_filter("day", move |date: &str| language.day(date));
        environment.add_template("frame.html", FRAME)?;
        environment.add_template("page.html", self.template)?;
        environment.get_template("page.html")?.render(context! { t => texts, lang => language.tag(), ..more })
    }
}

/// The style sheet that the frame links to.
pub(crate) fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=3600"), (X_CONTENT_TYPE_OPTIONS, "nosniff")], STYLE)
        .into_response()
}

/// Nine digits as `923 609 016`, the spaces not breaking.
fn grouped(digits: &str) -> String {
    let places = digits.chars().enumerate();
    places.flat_map(|(place, digit)| (place > 0 && place % 3 == 0).then_some('\u{a0}').into_iter().chain([digit])).collect()
}

fn respond(status: StatusCode, html: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "same-origin"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_chosen_by_wish_then_browser_then_bokmål() -> Result<(), Box<dyn std::error::Error>> {
        let mut headers = HeaderMap::new();
        assert_eq!(Language::choose(None, &headers), Language::Nb);
        headers.insert(ACCEPT_LANGUAGE, "fr, nn-NO;q=0.8, en;q=0.7".parse()?);
        assert_eq!(Language::choose(None, &headers), Language::Nn);
        assert_eq!(Language::choose(Some("xx"), &headers), Language::Nn);
        assert_eq!(Language::choose(Some("en"), &headers), Language::En);
        Ok(())
    }

    #[test]
    fn numbers_with_dates_read_as_people_write_them() {
        assert_eq!(grouped("923609016"), "923\u{a0}609\u{a0}016");
        assert_eq!((Language::Nn.day("2027-11-21T10:00:00Z"), Language::En.day("2027-11-21")), ("21.11.2027".into(), "2027-11-21".into()));
    }

    /// Every text exists in every language, with nothing left over.
    #[test]
    fn sheets_say_the_same_in_three_languages() -> Result<(), Box<dyn std::error::Error>> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locales");
        let read = |language: &str, file: &std::ffi::OsStr| -> Result<BTreeMap<String, String>, Box<dyn std::error::Error>> {
            Ok(serde_json::from_str(&std::fs::read_to_string(folder.join(language).join(file))?)?)
        };
        for entry in std::fs::read_dir(folder.join("nb"))? {
            let file = entry?.file_name();
            let [nb, nn, en] = [read("nb", &file)?, read("nn", &file)?, read("en", &file)?];
            assert!(nb.keys().eq(nn.keys()) && nb.keys().eq(en.keys()), "{file:?}");
            assert!([nb, nn, en].iter().flat_map(BTreeMap::values).all(|text| !text.is_empty() && !text.contains('!')), "{file:?}");
        }
        Ok(())
    }
}
