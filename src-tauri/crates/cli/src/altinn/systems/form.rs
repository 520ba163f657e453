//! A system as it is described on the command line: what is not mentioned stays as it is.

use clap::{Arg, ArgAction, ArgMatches, Command as Parser};
use inngang_engine::vendor::systems::{Draft, LANGUAGES};

use crate::arguments::{Frame, given, option, positional, text, texts};

/// What was given.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(super) id: String,
    /// By language.
    name: Vec<(&'static str, String)>,
    description: Vec<(&'static str, String)>,
    clients: Option<Vec<String>>,
    redirect_urls: Option<Vec<String>>,
    resources: Option<Vec<String>>,
    packages: Option<Vec<String>>,
    is_visible: Option<bool>,
}

/// Options and their texts, by language.
const NAMES: [&str; 3] = ["name-nb", "name-nn", "name-en"];
const DESCRIPTIONS: [&str; 3] = ["description-nb", "description-nn", "description-en"];

/// What can be given several times, and stands in the place of what was there.
const LISTS: [(&str, &str); 4] = [("client", "ID"), ("redirect-url", "URL"), ("resource", "ID"), ("package", "URN")];

pub(super) fn with_form(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.systems.{key}"), &[]);
    let in_language = |name: &'static str, kind: &str| {
        let language = name.rsplit('-').next().unwrap_or_default();
        option(name, "TEXT", frame.words.get(&format!("cli:altinn.systems.{kind}"), &[("language", language)]))
    };
    let parser = parser.arg(positional("ID", said("id")));
    let parser = parser.args(NAMES.map(|name| in_language(name, "name"))).args(DESCRIPTIONS.map(|name| in_language(name, "description")));
    let list = |(name, value): (&'static str, &'static str)| -> Arg {
        option(name, value, said(&name.replace('-', "_"))).action(ArgAction::Append)
    };
    parser.args(LISTS.map(list)).arg(option("visible", "yes|no", said("visible")).value_parser(["yes", "no"]))
}

impl Form {
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let by_language = |names: [&'static str; 3]| {
            let pairs = LANGUAGES.into_iter().zip(names);
            pairs.filter_map(|(language, name)| Some((language, given(matches, name)?))).collect()
        };
        // An empty one empties the list.
        let list = |name: &str| {
            matches.contains_id(name).then(|| texts(matches, name).into_iter().filter(|text| !text.trim().is_empty()).collect())
        };
        Self {
            id: text(matches, "ID"),
            name: by_language(NAMES),
            description: by_language(DESCRIPTIONS),
            clients: list("client"),
            redirect_urls: list("redirect-url"),
            resources: list("resource"),
            packages: list("package"),
            is_visible: given::<String>(matches, "visible").map(|visible| visible == "yes"),
        }
    }

    /// What was there, with this in it.
    pub(super) fn filled_in(&self, mut draft: Draft) -> Draft {
        draft.id.clone_from(&self.id);
        let texts =
            |pairs: &[(&str, String)]| pairs.iter().map(|(language, text)| ((*language).to_owned(), text.clone())).collect::<Vec<_>>();
        draft.name.extend(texts(&self.name));
        draft.description.extend(texts(&self.description));
        let lists = [
            (&mut draft.clients, &self.clients),
            (&mut draft.redirect_urls, &self.redirect_urls),
            (&mut draft.resources, &self.resources),
            (&mut draft.packages, &self.packages),
        ];
        for (standing, given) in lists {
            if let Some(given) = given {
                standing.clone_from(given);
            }
        }
        draft.is_visible = self.is_visible.unwrap_or(draft.is_visible);
        draft
    }
}
