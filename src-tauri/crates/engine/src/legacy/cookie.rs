//! `.ASPXAUTH` among the cookies that an answer sets (altinn.md 3.2).

use cookie::Cookie;
use reqwest::header::{HeaderMap, SET_COOKIE};

use crate::secret::Secret;

/// The whole name, its dot included.
pub(super) const NAME: &str = ".ASPXAUTH";

/// The login's value; nothing where it is not set, or set to nothing, as when one is logged out. The last one holds.
pub(super) fn login(headers: &HeaderMap) -> Option<Secret<String>> {
    let lines = headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    let last =
        lines.flat_map(unfolded).filter_map(|one| Cookie::parse(one).ok()).filter(|cookie| cookie.name() == NAME).reduce(|_, last| last)?;
    (!last.value().is_empty()).then(|| Secret::new(last.value().to_owned()))
}

/// Old programs on the way fold several cookies into one line with commas, which dates have too: a new cookie begins where a
/// comma is followed by a name and its `=` (RFC 6265 §3 warns of it).
fn unfolded(line: &str) -> Vec<&str> {
    let begins = |rest: &str| {
        let name = rest.trim_start().split('=').next().unwrap_or_default();
        name.len() < rest.trim_start().len()
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_graphic() && !b";,\"".contains(&byte))
    };
    let mut starts = vec![0];
    starts.extend(line.match_indices(',').map(|(at, _)| at + 1).filter(|at| begins(&line[*at..])));
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([line.len()]);
    starts.iter().zip(ends).map(|(start, end)| line[*start..end].trim()).collect()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn the_name_is_matched_exactly_and_the_others_are_ignored() {
        fn check(lines: &[&'static str], expected: Option<&str>) {
            let headers = lines.iter().map(|line| (SET_COOKIE, HeaderValue::from_static(line))).collect();
            let found = login(&headers);
            // EXPOSE: compared in a test.
            assert_eq!(found.as_ref().map(|value| value.expose().as_str()), expected, "{lines:?}");
        }
        check(&[".ASPXAUTH=2AF7F203; path=/; HttpOnly; Secure"], Some("2AF7F203"));
        check(&["BIGipServer=1.2.3; path=/", ".ASPXAUTH=AB; path=/", "culture=nb"], Some("AB"));
        check(&["a=b; expires=Fri, 19 Jun 2026 12:00:00 GMT; path=/, .ASPXAUTH=CD; path=/; HttpOnly,altinnContext=e=f"], Some("CD"));
        check(&[".ASPXAUTH=one", ".ASPXAUTH=two"], Some("two"));
        for other in [
            "ASPXAUTH=AB",
            ".aspxauth=AB",
            ".ASPXAUTH2=AB",
            "x.ASPXAUTH=AB",
            "a=\".ASPXAUTH=AB\"",
            "a=b; .ASPXAUTH=AB",
            ".ASPXAUTH=",
            ".ASPXAUTH",
            "",
        ] {
            check(&[other], None);
        }
    }
}
