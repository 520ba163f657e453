//! The error dictionary on the page, and what it says of a pasted text. The words are those of the problems, under the code.

use inngang_engine::called::{Called, CalledKind, Evidence, Source};
use inngang_engine::dictionary::{Entry, Pasted, Recognised, Recognition, Why, entries_with, recognise_among};
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{APP_CODES, TurnView};

/// The whole dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DictionaryView {
    /// One entry a code, in the order of the nouns.
    pub entries: Vec<DictionaryEntryView>,
}

/// What the dictionary says of a code, beside its words (`problems:<code>`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DictionaryEntryView {
    /// `noun.what`.
    pub code: String,
    /// Whose move it is.
    pub turn: TurnView,
    /// The placeholders of its words; each has a stand-in, `dictionary:fact.<name>`.
    pub facts: Vec<String>,
    /// What others call it; the most telling first.
    pub called: Vec<CalledView>,
    /// Where its explanation is from: `dictionary:source.<name>`.
    pub source: SourceName,
    /// How sure that is: `dictionary:evidence.<name>`.
    pub evidence: EvidenceName,
    /// When it was true: `2026-09`.
    pub as_of: String,
}

/// What others call a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalledView {
    /// What sort of name.
    pub kind: CalledName,
    /// As they write it.
    pub name: String,
    /// How it is known that they do.
    pub evidence: EvidenceName,
}

/// Looks a pasted text up. It may hold a token, so it is a secret.
#[derive(Debug, Deserialize, TS)]
pub struct LookUp {
    /// A code, a refusal, a line of a log, a few words.
    #[ts(type = "string")]
    pub text: Secret<String>,
}

/// What was recognised in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecognitionView {
    /// The entries that fit, the likeliest first.
    pub found: Vec<RecognisedView>,
    /// When none fits: names that are written alike, ours or others', each of which fits.
    pub near: Vec<String>,
    /// For the service's support.
    pub trace_id: Option<String>,
    /// Whether the text holds a secret, which should go elsewhere.
    pub pasted: Option<PastedName>,
}

/// An entry that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecognisedView {
    /// Its code.
    pub code: String,
    /// What in the text says so; none when it is our own code.
    pub kind: Option<CalledName>,
    /// The name by which it was recognised; none when it is our own code.
    pub name: Option<String>,
}

macro_rules! names {
    ($(#[$doc:meta])* $view:ident of $name:ident: $($variant:ident),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the engine's own names, documented there")]
        pub enum $view { $($variant),+ }

        impl From<$name> for $view {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}
names!(
    /// What sort of name others use.
    CalledName of CalledKind: Code, Phrase, Error, Status
);
names!(
    /// How something is known.
    EvidenceName of Evidence: Own, Documented, Published, Observed, Inferred
);
names!(
    /// Where something is known from.
    SourceName of Source: Program, MaskinportenTroubleshooting, MaskinportenClients, SelfService, IdPorten,
    IdPortenClients, SystemUserTroubleshooting, AltinnAuthentication, AltinnAccess, OldAltinn, OAuth, Http, Tools
);
names!(
    /// A secret that was pasted.
    PastedName of Pasted: Token, Key
);

impl DictionaryView {
    /// All that the engine and the window have.
    #[must_use]
    pub fn whole() -> Self {
        Self { entries: all().into_iter().map(Into::into).collect() }
    }
}

impl RecognitionView {
    /// What the text speaks of.
    #[must_use]
    pub fn of(text: &str) -> Self {
        recognise_among(text, &all()).into()
    }
}

fn all() -> Vec<Entry> {
    entries_with(APP_CODES)
}

impl From<Entry> for DictionaryEntryView {
    fn from(entry: Entry) -> Self {
        Self {
            code: entry.code.name.to_owned(),
            turn: entry.code.turn.into(),
            facts: entry.code.facts.iter().map(|fact| (*fact).to_owned()).collect(),
            called: entry.called.into_iter().map(Into::into).collect(),
            source: entry.source.into(),
            evidence: entry.evidence.into(),
            as_of: entry.as_of.to_string(),
        }
    }
}

impl From<Called> for CalledView {
    fn from(called: Called) -> Self {
        Self { kind: called.kind.into(), name: called.name.to_owned(), evidence: called.evidence.into() }
    }
}

impl From<Recognition> for RecognitionView {
    fn from(recognition: Recognition) -> Self {
        Self {
            found: recognition.found.into_iter().map(Into::into).collect(),
            near: recognition.near.into_iter().map(str::to_owned).collect(),
            trace_id: recognition.trace_id,
            pasted: recognition.pasted.map(Into::into),
        }
    }
}

impl From<Recognised> for RecognisedView {
    fn from(recognised: Recognised) -> Self {
        let (kind, name) = match recognised.why {
            Why::OurCode => (None, None),
            Why::Called(kind, name) => (Some(kind.into()), Some(name.to_owned())),
        };
        Self { code: recognised.code.to_owned(), kind, name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_dictionary_crosses_and_a_source_is_called_as_its_text_is() -> Result<(), serde_json::Error> {
        let codes: Vec<String> = DictionaryView::whole().entries.into_iter().map(|entry| entry.code).collect();
        assert!(inngang_engine::codes::all_codes().chain(APP_CODES).map(|code| code.name).eq(codes));
        assert_eq!(RecognitionView::of("app.bug").found.first().map(|found| found.code.as_str()), Some("app.bug"));
        for source in Source::ALL {
            assert_eq!(serde_json::to_value(SourceName::from(source))?, source.key());
        }
        Ok(())
    }
}
