//! The last look at free text on its way to a screen, a file or a report: what resembles a secret is taken out, whatever it was.
//!
//! Secrets are kept out by type before (style.md 6); this catches what a service or a person wrote into free text.

use crate::names::NationalId;

/// Names whose value is a secret, as in a form, a query, a header or JSON. Lower case.
const SECRET_NAMES: [&str; 15] = [
    "password",
    "passord",
    "passphrase",
    "client_secret",
    "client_assertion",
    "assertion",
    "access_token",
    "refresh_token",
    "id_token",
    "code_verifier",
    // Of a login, in an address alone: other services' codes are told with a colon.
    "?code",
    "&code",
    "&amp;code",
    "apikey",
    ".aspxauth",
];

/// Takes out PEM, named secrets, `Bearer` and `Basic`, JWTs, national ids, long runs of base64.
#[must_use]
pub fn scrub(text: &str) -> String {
    let text = pem(text);
    let text = named(&text);
    let text = authorization(&text);
    let text = runs(&text, is_jwt_char, |run| run.find("eyJ").filter(|at| run.len() - at >= 20).map(|at| format!("{}[JWT]", &run[..at])));
    let text = national_ids(&text, |_| "[national id]".to_owned());
    runs(&text, is_base64_char, |run| looks_random(run).then(|| "[base64]".to_owned()))
}

/// RFC 7468, with an end or cut short.
fn pem(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(start) = rest.find("-----BEGIN ") {
        let body = start + "-----BEGIN ".len();
        let end = rest[body..].find("-----END ").map_or(rest.len(), |at| {
            let label = body + at + "-----END ".len();
            rest[label..].find("-----").map_or(rest.len(), |at| label + at + "-----".len())
        });
        out.push_str(&rest[..start]);
        out.push_str("[PEM]");
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// `name=value`, `name: value`, `"name": "value"`.
fn named(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let places = SECRET_NAMES.iter().flat_map(|name| lower.match_indices(name)).map(|(at, name)| (at, at + name.len()));
    removed(text, places, |end| value(&lower, end))
}

/// Where the value of the name stands that ends here, if it has one.
fn value(lower: &str, name_end: usize) -> Option<(usize, usize)> {
    let sign = lower[name_end..].trim_start_matches(['"', '\'', ' ', '\\']);
    let value = sign.strip_prefix(['=', ':'])?.trim_start_matches([' ', '\\']);
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let value = quote.map_or(value, |quote| &value[quote.len_utf8()..]);
    let length = match quote {
        Some(quote) => value.find(quote).unwrap_or(value.len()),
        None => value.find(|c: char| c.is_whitespace() || matches!(c, '&' | ',' | ';' | ')')).unwrap_or(value.len()),
    };
    let start = lower.len() - value.len();
    (length > 0 && !value.starts_with("[removed]")).then_some((start, start + length))
}

/// RFC 6750 §2.1, RFC 7617 §2. A challenge (`Bearer error="…"`) is no credential.
fn authorization(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let places = ["bearer ", "basic "].iter().flat_map(|scheme| lower.match_indices(scheme)).map(|(at, scheme)| (at, at + scheme.len()));
    removed(text, places, |start| {
        let length = text[start..].find(|c: char| !(is_base64_char(c) || matches!(c, '.' | '~'))).unwrap_or(text.len() - start);
        (length >= 16).then_some((start, start + length))
    })
}

/// Takes out what `secret` finds after each mark (from, to), left to right. The text is read once, however many marks it has: whoever
/// pastes a long one does not wait.
fn removed(text: &str, marks: impl Iterator<Item = (usize, usize)>, secret: impl Fn(usize) -> Option<(usize, usize)>) -> String {
    let mut marks: Vec<(usize, usize)> = marks.collect();
    marks.sort_unstable();
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (at, end) in marks {
        if at >= done
            && let Some((from, to)) = secret(end)
        {
            out.push_str(&text[done..from]);
            out.push_str("[removed]");
            done = to;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Eleven digits, in one or as people write them (six and five), not inside a longer name or number, replaced by what is said of them.
fn national_ids(text: &str, by: impl Fn(&str) -> String) -> String {
    let parts = parts(text, char::is_alphanumeric);
    let digits =
        |at: usize, length: usize| parts.get(at).is_some_and(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(part) = parts.get(at) {
        let spaced = digits(at, 6) && matches!(parts.get(at + 1), Some(&" " | &"\u{a0}")) && digits(at + 2, 5);
        let found = spaced || digits(at, 11);
        match (found, spaced) {
            (true, true) => out.push_str(&by(&[part, parts[at + 2]].concat())),
            (true, false) => out.push_str(&by(part)),
            (false, _) => out.push_str(part),
        }
        at += if spaced { 3 } else { 1 };
    }
    out
}

/// National ids in the one form that a screen may show (style.md 6).
pub(crate) fn masking_national_ids(text: &str) -> String {
    national_ids(text, |id| id.parse::<NationalId>().map_or_else(|_| String::new(), |id| id.masked()))
}

/// Long, and of all sorts: keys, certificates, signatures. Hexadecimal fingerprints and paths are of one case.
fn looks_random(run: &str) -> bool {
    let has = |sort: fn(&u8) -> bool| run.as_bytes().iter().any(sort);
    run.len() >= 60 && has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
}

fn is_jwt_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn is_base64_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=')
}

/// Replaces those longest runs of a class of characters for which `by` says something.
fn runs(text: &str, class: fn(char) -> bool, by: impl Fn(&str) -> Option<String>) -> String {
    parts(text, class).into_iter().map(|part| by(part).unwrap_or_else(|| part.to_owned())).collect()
}

/// The text in pieces: longest runs of the class, and what lies between.
fn parts(text: &str, class: fn(char) -> bool) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| class(c) != class(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_redacts(secret: &str, text: &str) {
        assert!(text.contains(secret), "the case itself is wrong: {text}");
        let scrubbed = scrub(text);
        assert!(!scrubbed.contains(secret), "{scrubbed}");
        assert!(scrubbed.contains('['), "{scrubbed}");
        assert_eq!(scrub(&scrubbed), scrubbed, "twice is once");
    }

    fn assert_keeps(text: &str) {
        assert_eq!(scrub(text), text);
    }

    #[test]
    fn tokens() {
        let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA";
        assert_redacts(jwt, &format!("the token {jwt} is bad"));
        assert_redacts(jwt, &format!("https://example.org/?t={jwt}&x=1"));
        assert_redacts("eyJhbGciOiJSUzI1NiJ9", "cut short: eyJhbGciOiJSUzI1NiJ9");
        assert_keeps("keyJournal and eyJ alone");
        assert_redacts("c2VjcmV0c2VjcmV0c2Vj", "Authorization: Bearer c2VjcmV0c2VjcmV0c2Vj");
        assert_redacts("dXNlcjpwYXNzd29yZA==", "basic dXNlcjpwYXNzd29yZA==");
        assert_keeps(r#"WWW-Authenticate: Bearer error="invalid_token""#);
        assert_keeps("Bearer token is missing");
    }

    #[test]
    fn national_identity_numbers() {
        assert_redacts("14867521349", "Person 14867521349 is unknown");
        assert_redacts("14867521349", "pid=14867521349.");
        assert_redacts("21349", "Person 148675 21349 is unknown");
        assert_redacts("14867521349", "pid_14867521349");
        assert_keeps("organisation 315000106, 0192:315000106, 315 000 106");
        assert_keeps("1793000000 seconds, 1793000000000 milliseconds, 148675 2134 crowns");
        assert_keeps("trace 4bf92f3577b34da6a3ce929d0e0e4736");
        assert_keeps("a14867521349");
    }

    #[test]
    fn keys_and_certificates() {
        assert_redacts("MIIEvQ", "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----\nafter");
        assert_redacts("MIIEvQ", "-----BEGIN PRIVATE KEY-----\nMIIEvQ");
        assert_eq!(scrub("a -----BEGIN X-----\nQ\n-----END X----- b"), "a [PEM] b");
        assert_keeps("----- BEGIN -----");
        let der = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        assert_redacts(der, &format!("x5c: [{der}]"));
        assert_keeps("sha-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        assert_keeps("thumbprint NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_keeps("/accessmanagement/api/v1/enduser/authorizedparties/with/a/long/tail/of/names");
    }

    #[test]
    fn named_secrets() {
        assert_redacts("sommer24", "password=sommer24&user=x");
        assert_redacts("sommer 24", r#"{"Password": "sommer 24", "user": "x"}"#);
        assert_redacts("sommer24", "passord: sommer24");
        assert_redacts("s3cret", "client_secret=s3cret");
        assert_redacts("abc", "grant_type=x&assertion=abc");
        assert_redacts("A1B2C3", "Cookie: .ASPXAUTH=A1B2C3; other=1");
        assert_redacts("SplxlOBeZQQYbYS6", "Found. Redirecting to http://127.0.0.1:1/callback?code=SplxlOBeZQQYbYS6&state=x");
        assert_redacts("SplxlOBeZQQYbYS6", "http://127.0.0.1:1/callback?state=x&code=SplxlOBeZQQYbYS6");
        assert_redacts("SplxlOBeZQQYbYS6", r#"<a href="http://127.0.0.1:1/callback?state=x&amp;code=SplxlOBeZQQYbYS6">"#);
        assert_eq!(scrub("password=a, then password=b"), "password=[removed], then password=[removed]");
        assert_keeps("The password is wrong");
        assert_keeps("Invalid assertion. Invalid parameter value");
        assert_keeps("code: AUTH-00011, scope=altinn:instances.read");
    }

    #[test]
    fn every_secret_of_many_is_taken_out_in_one_reading() {
        // The whole would be read again for each of them if it were not one reading: minutes for what somebody can paste.
        let check = |one: &str, expected: &str| assert_eq!(scrub(&one.repeat(20_000)), expected.repeat(20_000));
        check("Password=b&x ", "Password=[removed]&x ");
        check("bearer c2VjcmV0c2VjcmV0c2Vj, ", "bearer [removed], ");
        check("client_assertion=a;assertion='b' ", "client_assertion=[removed];assertion='[removed]' ");
    }

    #[test]
    fn norwegian_text_is_left_whole() {
        assert_keeps("Åse Bråten – «blåbær» på Ærøya 🫐");
        assert_keeps("");
    }
}
