//! Which language the program speaks, decided before the arguments are understood, since their refusal is spoken too.

use std::ffi::OsString;

/// Ours, by their tags.
pub(crate) const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

/// `--lang`, else `INNGANG_LANG`, else the system's.
pub(crate) fn choose(arguments: &[OsString]) -> &'static str {
    let asked = asked(arguments).or_else(|| std::env::var("INNGANG_LANG").ok().and_then(|tag| ours(&tag)));
    asked.unwrap_or_else(inngang_platform::folders::language)
}

fn asked(arguments: &[OsString]) -> Option<&'static str> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--lang") {
            Some("") => return arguments.next().and_then(ours),
            Some(value) => {
                if let Some(value) = value.strip_prefix('=') {
                    return ours(value);
                }
            }
            None => {}
        }
    }
    None
}

fn ours(tag: &str) -> Option<&'static str> {
    LANGUAGES.into_iter().find(|language| *language == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_argument_names_it() {
        fn check(arguments: &[&str], expected: Option<&str>) {
            assert_eq!(asked(&arguments.iter().map(OsString::from).collect::<Vec<_>>()), expected, "{arguments:?}");
        }
        check(&["inngang", "--lang", "nn"], Some("nn"));
        check(&["inngang", "rehearse", "--json", "--lang=en"], Some("en"));
        check(&["inngang", "--lang", "de"], None);
        check(&["inngang", "--language", "nn"], None);
        check(&["inngang", "--lang"], None);
    }
}
