//! What of Altinn 2 stands in a pasted address, setting, cookie or header. Nothing of the paste itself is told again.

mod table;

use super::Part;
use crate::scrub::scrub;

pub use table::OLD_THINGS;

/// Characters that are read; no setting is longer.
pub const LONGEST: usize = 200_000;

/// What sort of thing it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A host.
    Host,
    /// A path of the REST API, or a web service.
    Address,
    /// A parameter, a header or a cookie.
    Header,
    /// A scope.
    Scope,
    /// What something was called, in settings or in words.
    Word,
}

/// One thing that old set-ups have in them. What it was and what replaced it are words of the page: `legacy:old.<name>.was` and
/// `legacy:successor.<part>`, or else `legacy:old.<name>.now`.
#[derive(Debug, PartialEq, Eq)]
pub struct OldThing {
    /// Ours.
    pub name: &'static str,
    /// What sort.
    pub sort: Sort,
    /// How it is written, in small letters; each by itself.
    pub written: &'static [&'static str],
    /// `2026-06-19`: since when it is of no use; none where that was never told.
    pub gone: Option<&'static str>,
    /// What it was a part of, whose successor is its own; none where words of its own say what came instead.
    pub successor: Option<Part>,
}

/// One that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub thing: &'static OldThing,
    /// As our table writes it, which is all that is told of the paste.
    pub written: &'static str,
    /// The first line that it stands on, from 1.
    pub line: usize,
    /// How often.
    pub times: usize,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    /// In the order of the paste.
    pub found: Vec<Found>,
    /// There was a secret in it: a password, a key, a cookie, a token.
    pub has_secret: bool,
    /// It was longer than is read.
    pub cut: bool,
}

/// Looks. The whole of what was pasted is forgotten with it.
#[must_use]
pub fn detect(pasted: &str) -> Detection {
    let cut = pasted.char_indices().nth(LONGEST).map(|(at, _)| at);
    let read = unescaped(&pasted[..cut.unwrap_or(pasted.len())]);
    let mut found: Vec<(usize, Found)> = OLD_THINGS.iter().filter_map(|thing| find(thing, &read)).collect();
    found.sort_by_key(|(at, _)| *at);
    let found = found.into_iter().map(|(_, found)| found).collect();
    let text = &pasted[..cut.unwrap_or(pasted.len())];
    Detection { found, has_secret: scrub(text) != text || has_password(&read), cut: cut.is_some() }
}

/// In small letters, and slashes as JSON and addresses hide them made plain. Signs that are not ASCII stay.
fn unescaped(text: &str) -> String {
    let lower = text.to_ascii_lowercase().replace("\\/", "/");
    [("%2f", "/"), ("%3a", ":"), ("%3f", "?"), ("%3d", "="), ("%26", "&"), ("&amp;", "&")]
        .iter()
        .fold(lower, |text, (hidden, plain)| text.replace(hidden, plain))
}

/// The first way of writing it that stands there, with its place.
fn find(thing: &'static OldThing, text: &str) -> Option<(usize, Found)> {
    let (at, written) = thing.written.iter().filter_map(|written| Some((places(text, written).next()?, *written))).min()?;
    let times = thing.written.iter().map(|written| places(text, written).count()).sum();
    let line = 1 + text[..at].matches('\n').count();
    Some((at, Found { thing, written, line, times }))
}

/// Where it stands as a whole: not within a longer name. Where it ends in a sign of its own, anything may follow.
fn places<'a>(text: &'a str, written: &'a str) -> impl Iterator<Item = usize> + 'a {
    let in_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let is_open = |sign: Option<char>| sign.is_some_and(in_name);
    let (starts, ends) = (is_open(written.chars().next()), is_open(written.chars().last()));
    text.match_indices(written).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + written.len()..].chars().next();
        // A host is a whole one: nothing of a longer name before it.
        let is_host = written.contains('.') && !written.starts_with('.') && !written.contains('/');
        let alone = !(starts && before.is_some_and(|sign| in_name(sign) || is_host && matches!(sign, '.' | '-')));
        alone && !(ends && after.is_some_and(in_name))
    })
}

/// `UserPassword` with something after it, in whatever form settings have.
fn has_password(text: &str) -> bool {
    text.match_indices("userpassword").any(|(at, name)| {
        let after = text[at + name.len()..].trim_start_matches(['"', '\'', ' ', ':', '=', '>', '\t']);
        after.starts_with(|sign: char| !sign.is_whitespace() && !matches!(sign, ',' | '}' | '<'))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(pasted: &str) -> Vec<&'static str> {
        detect(pasted).found.iter().map(|found| found.thing.name).collect()
    }

    #[test]
    fn every_way_of_writing_is_found_and_is_one_things() {
        for (at, thing) in OLD_THINGS.iter().enumerate() {
            assert!(OLD_THINGS[..at].iter().all(|earlier| earlier.name != thing.name), "{}", thing.name);
            for written in thing.written {
                assert_eq!(*written, written.to_ascii_lowercase());
                assert!(names(&format!("a = \"{written}\"")).contains(&thing.name), "{written}");
            }
        }
    }

    #[test]
    fn the_seeds_are_read() {
        let enterprise = "POST https://www.altinn.no/api/authentication/authenticatewithpassword?ForceEIAuthentication HTTP/1.1\n\
            Content-Type: application/hal+json\nApiKey: myKey\n{ \"UserName\": \"a\", \"UserPassword\": \"hemmelig1\" }";
        assert_eq!(names(enterprise), ["rest_host", "password_login", "force_ei", "hal", "api_key", "user_password"]);
        let person = "https://oidc-ver2.difi.no/idporten-oidc-provider/authorize?scope=altinn:instances.meta&acr_values=Level3";
        assert_eq!(names(person), ["idporten_old_host", "scope_instances_meta", "acr_level3"]);
        assert_eq!(names("Cookie: .ASPXAUTH=2AF7F203AB"), ["aspxauth"]);
        assert_eq!(names("{\"url\":\"https:\\/\\/tt02.altinn.no\\/api\\/my\\/messages\"}"), ["rest_host", "messages"]);
        assert_eq!(names("<endpoint address=\"https://tt02.altinn.no/AuthenticationExternal/SystemAuthentication.svc\"/>"), ["soap"]);
    }

    #[test]
    fn what_is_of_today_is_left_alone() {
        for today in [
            "https://platform.altinn.no/authentication/api/v1/exchange/maskinporten",
            "https://maskinporten.no/ https://test.idporten.no acr_values=idporten-loa-high",
            "altinn:authentication/systemregister.write altinn:instances.read digdir:dialogporten",
            "https://ttd.apps.altinn.no/api/whatever",
            "unroleddefinitions, myapikeys_2, not.www.altinn.no.example/apis",
            "",
        ] {
            assert_eq!(names(today), Vec::<&str>::new(), "{today}");
        }
    }

    #[test]
    fn secrets_are_noticed_and_never_told_again() {
        let check = |pasted: &str, expected: bool| assert_eq!(detect(pasted).has_secret, expected, "{pasted}");
        check("ApiKey: 5b1c0b54", true);
        check("Cookie: .ASPXAUTH=2AF7F203", true);
        check("<add key=\"UserPassword\" value=\"x\"/>", true);
        check("{\"UserPassword\":\"abc\"}", true);
        check("GET /api/my/messages", false);
        let told = format!("{:?}", detect("ApiKey: 5b1c0b54\nUserPassword=sommer2019\n.ASPXAUTH=2AF7F203"));
        assert!(!told.contains("5b1c0b54") && !told.contains("sommer2019") && !told.contains("2AF7F203"), "{told}");
    }

    #[test]
    fn lines_are_counted_and_long_pastes_cut() {
        let found = detect("\n\nApiKey=1\nApiKey=2").found;
        assert_eq!(found.iter().map(|found| (found.line, found.times)).collect::<Vec<_>>(), [(3, 2)]);
        assert!(detect(&"æ".repeat(LONGEST + 1)).cut && !detect(&"æ".repeat(LONGEST)).cut);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "(?s).{0,400}", thing in 0..OLD_THINGS.len(), way in any::<prop::sample::Index>()) {
            let written = OLD_THINGS[thing].written[way.index(OLD_THINGS[thing].written.len())];
            let pasted = format!("{text}\n {written} \n{text}");
            let detection = detect(&pasted);
            prop_assert!(detection.found.iter().any(|found| found.thing.name == OLD_THINGS[thing].name));
            prop_assert!(detection.found.iter().all(|found| found.line <= 1 + pasted.matches('\n').count() && found.thing.written.contains(&found.written)));
        }
    }
}
