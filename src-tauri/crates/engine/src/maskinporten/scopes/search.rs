//! Finding a scope in a list: by words that somebody remembers, or by a name that is nearly right.

use super::{PublicScope, ScopeList};

/// So many names are offered for one that is misspelt.
const NEAREST: usize = 3;

impl ScopeList {
    /// The scopes that have each of the words in name, description or owner: those with the words in their names first.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<&PublicScope> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<(usize, &PublicScope)> = self.scopes.iter().filter_map(|listed| Some((rank(listed, &words)?, listed))).collect();
        // By name among equals, since the list is.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, listed)| listed).collect()
    }

    /// Names that somebody may have meant by one that is not listed, nearest first.
    #[must_use]
    pub fn nearest(&self, scope: &str) -> Vec<&str> {
        let meant = scope.to_lowercase();
        // A slip or two; in a long name some more.
        let most = 2 + meant.chars().count() / 12;
        let far = |listed: &str| strsim::damerau_levenshtein(&listed.to_lowercase(), &meant);
        let near_in_length = |listed: &str| listed.len().abs_diff(scope.len()) <= most;
        let names = self.scopes.iter().map(|listed| listed.scope.as_str()).filter(|name| near_in_length(name));
        let mut near: Vec<(usize, &str)> = names.map(|name| (far(name), name)).filter(|(distance, _)| *distance <= most).collect();
        near.sort_unstable();
        near.into_iter().take(NEAREST).map(|(_, name)| name).collect()
    }
}

/// How far from the front it belongs; none when it lacks one of the words.
fn rank(listed: &PublicScope, words: &[String]) -> Option<usize> {
    let about = [Some(&listed.description), listed.owner_name.as_ref(), listed.owner.as_ref()];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    crate::search::rank(listed.scope.as_str(), &about, words)
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::maskinporten::ListSource;
    use crate::names::NotAName;

    fn small() -> Result<ScopeList, NotAName> {
        let scope = |name: &str, description: &str| {
            Ok(PublicScope {
                scope: name.parse()?,
                description: description.to_owned(),
                owner: None,
                owner_name: Some("NAV".to_owned()),
                for_all: None,
                delegation_source: None,
                integrations: Vec::new(),
            })
        };
        let scopes = vec![
            scope("altinn:instances.read", "Lese skjema")?,
            scope("altinn:instances.write", "Opprette skjema")?,
            scope("altinn:serviceowner/instances.read", "For tjenesteeiere")?,
            scope("nav:aareg/v1/arbeidsforhold", "Arbeidsforhold")?,
        ];
        Ok(ScopeList { from: ListSource::Service, as_of: OffsetDateTime::UNIX_EPOCH, scopes })
    }

    #[test]
    fn a_search_finds_by_name_first_and_by_every_word() -> Result<(), NotAName> {
        let list = small()?;
        let check = |words: &str, expected: &[&str]| {
            let found: Vec<&str> = list.search(words).into_iter().map(|listed| listed.scope.as_str()).collect();
            assert_eq!(found, expected, "{words}");
        };
        check("INSTANCES.read", &["altinn:instances.read", "altinn:serviceowner/instances.read"]);
        check("skjema write", &["altinn:instances.write"]);
        check("tjenesteeier", &["altinn:serviceowner/instances.read"]);
        check("nav arbeid", &["nav:aareg/v1/arbeidsforhold"]);
        check("nav:aareg/v1/arbeidsforhold", &["nav:aareg/v1/arbeidsforhold"]);
        check("read nothing", &[]);
        check("ø", &[]);
        assert_eq!(list.search(" ").len(), 4, "no word is everything");
        Ok(())
    }

    #[test]
    fn a_slip_is_seen_and_another_name_is_not() -> Result<(), NotAName> {
        let list = small()?;
        let check = |scope: &str, expected: &[&str]| assert_eq!(list.nearest(scope), expected, "{scope}");
        check("altinn:instance.read", &["altinn:instances.read"]);
        check("Altinn:Instances.Read", &["altinn:instances.read"]);
        check("atlinn:instances.wirte", &["altinn:instances.write"]);
        check("nav:areg/v1/arbeidsforhold", &["nav:aareg/v1/arbeidsforhold"]);
        check("ks:fiks", &[]);
        check("skatteetaten:summertskattegrunnlag", &[]);
        Ok(())
    }
}
