//! Names that mean something, parsed once at the door: organisation number, national id, scope, client id, key id.

use std::fmt;
use std::str::FromStr;

/// Text that is not the name it should be. Carries the kind of name, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct NotAName(pub &'static str);

/// Whether the sign turns the reading of those around it to another direction (Unicode UAX #9 §2): it can make a name read as another.
#[must_use]
pub const fn turns_reading(sign: char) -> bool {
    matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A Norwegian organisation number: nine digits with a valid mod-11 check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgNumber(String);

impl OrgNumber {
    /// Nine digits, unspaced.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// ISO 6523 form as tokens carry it: `0192:` and nine digits.
    #[must_use]
    pub fn iso6523(&self) -> String {
        format!("0192:{}", self.0)
    }

    /// The nine digits of what may be one, whether or not the last of them fits; nothing where there are more or fewer.
    #[must_use]
    pub fn digits(text: &str) -> Option<String> {
        let folded: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '.' && *sign != '-').collect();
        let folded = folded.to_ascii_uppercase();
        let bare = folded.strip_prefix("0192:").unwrap_or(&folded);
        let bare = bare.strip_prefix("NO").unwrap_or(bare);
        let bare = bare.strip_suffix("MVA").unwrap_or(bare);
        (bare.len() == 9 && bare.bytes().all(|byte| byte.is_ascii_digit())).then(|| bare.to_owned())
    }

    /// Whether nine digits pass the mod-11 check (weights 3 2 7 6 5 4 3 2). Nothing but zeros passes the arithmetic, and is nobody's.
    #[must_use]
    pub fn check_digit_fits(digits: &str) -> bool {
        let bytes = digits.as_bytes();
        if bytes.len() != 9 || !bytes.iter().all(u8::is_ascii_digit) || bytes.iter().all(|byte| *byte == b'0') {
            return false;
        }
        let sum: u32 = [3, 2, 7, 6, 5, 4, 3, 2].iter().zip(bytes).map(|(weight, byte)| weight * u32::from(byte - b'0')).sum();
        let check = (11 - sum % 11) % 11;
        check != 10 && u32::from(bytes[8] - b'0') == check
    }
}

impl FromStr for OrgNumber {
    type Err = NotAName;

    /// Accepts what people paste: spaces, no-break spaces, dots, hyphens, `NO … MVA`, `0192:` (altinn.md 7.9).
    fn from_str(text: &str) -> Result<Self, NotAName> {
        let digits = Self::digits(text).filter(|digits| Self::check_digit_fits(digits));
        digits.map(Self).ok_or(NotAName("organisation number"))
    }
}

impl fmt::Display for OrgNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A national identity number (fødselsnummer, D-number or synthetic). Prints as stars everywhere.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NationalId(String);

impl NationalId {
    /// The first six digits and stars: the only form a screen may show.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}*****", &self.0[..6])
    }

    /// All eleven digits; for a claim in a request, or for the person who asks to see their own.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for NationalId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        if text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAName("national id"))
        }
    }
}

impl fmt::Debug for NationalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalId(***)")
    }
}

impl Drop for NationalId {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $accepts:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The name as it goes on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAName;

            fn from_str(text: &str) -> Result<Self, NotAName> {
                let accepts: fn(&str) -> bool = $accepts;
                let text = text.trim();
                if accepts(text) { Ok(Self(text.to_owned())) } else { Err(NotAName($kind)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A scope (RFC 6749 §3.3 `scope-token`), without white space.
    Scope,
    "scope",
    |text| !text.is_empty() && text.bytes().all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
);
name!(
    /// A client id. Not empty, no white space, and not nine digits: that is an organisation number typed in the wrong field.
    ClientId,
    "client id",
    |text| {
        !text.is_empty()
            && text.len() <= 255
            && text.bytes().all(|b| b.is_ascii_graphic())
            && !(text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit()))
    }
);
name!(
    /// A key id (`kid`) with the characters that Digdir's self-service accepts: letters, digits, `.`, `_`, `-`.
    KeyId,
    "key id",
    |text| !text.is_empty() && text.len() <= 255 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
);
name!(
    /// The API that a token is for: an absolute URI without fragment (RFC 8707 §2), kept byte for byte.
    Resource,
    "resource",
    |text| {
        let odd = |sign: char| sign.is_whitespace() || sign.is_control() || turns_reading(sign);
        url::Url::parse(text).is_ok_and(|url| url.fragment().is_none()) && !text.contains(odd)
    }
);
name!(
    /// What a system vendor named a customer's system user by (`externalRef`), where it did. Case matters.
    ExternalRef,
    "external reference",
    |text| !text.is_empty() && text.chars().count() <= 255 && !text.contains(|sign: char| sign.is_control() || turns_reading(sign))
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_an_absolute_uri() {
        let check = |text: &str, expected: bool| assert_eq!(text.parse::<Resource>().is_ok(), expected, "{text}");
        check("https://api.example.no/v1", true);
        check("urn:altinn:resource", true);
        check("api.example.no", false);
        check("https://api.example.no/#part", false);
        check("https://a b.no/", false);
        check("https://a.no/\u{202e}b", false);
        check("https://a.no/\u{1b}[31m", false);
        check("", false);
    }

    #[test]
    fn an_external_reference_is_kept_as_it_is() -> Result<(), NotAName> {
        assert_eq!("Kunde-42 æøå".parse::<ExternalRef>()?.as_str(), "Kunde-42 æøå");
        assert!("kunde\n42".parse::<ExternalRef>().is_err() && " ".parse::<ExternalRef>().is_err());
        Ok(())
    }

    #[test]
    fn organisation_numbers() {
        fn check(input: &str, expected: Option<&str>) {
            assert_eq!(input.parse::<OrgNumber>().ok().map(|n| n.0), expected.map(str::to_owned), "{input}");
        }
        check("123456785", Some("123456785"));
        check("983 163 327", Some("983163327"));
        check("NO 988\u{a0}312\u{a0}495 MVA", Some("988312495"));
        check("0192:991825827", Some("991825827"));
        check("123456789", None);
        check("123456700", None);
        check("12345678", None);
        check("", None);
        check("ÆØÅ", None);
        // The dossier's vectors (altinn.md 7.9).
        for valid in ["923609016", "974760673", "991825827", "310000000", "315000106", "311223305", "312345609", "210987606"] {
            check(valid, Some(valid));
        }
        check("833286602", None);
        check("923609017", None);
        check("000000000", None);
        check("923.609-016", Some("923609016"));
        check("0192:NO923609016MVA", Some("923609016"));
    }

    /// In whatever form; an eight-digit start with remainder 1 has no check digit at all, any other has exactly one.
    #[test]
    fn every_form_of_a_number_is_the_same_number() {
        proptest::proptest!(|(
            start in 0_u32..100_000_000,
            (before, after) in proptest::sample::select(vec![("", ""), ("NO ", " MVA"), ("no", "mva"), ("0192:", ""), (" 0192:NO", "MVA ")]),
            separators in proptest::collection::vec(proptest::sample::select(vec!["", " ", "\u{a0}", ".", "-", "\u{202f}", "\t"]), 9),
        )| {
            let start = format!("{start:08}");
            let sum: u32 = start.bytes().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
            let fits: Vec<String> = (0..10).map(|last| format!("{start}{last}")).filter(|number| number.parse::<OrgNumber>().is_ok()).collect();
            proptest::prop_assert_eq!(fits.len(), usize::from(sum % 11 != 1 && start != "00000000"));
            for number in fits {
                let spread: String = number.chars().zip(separators.iter().copied()).map(|(digit, separator)| format!("{digit}{separator}")).collect();
                let read = format!("{before}{spread}{after}").parse::<OrgNumber>();
                proptest::prop_assert_eq!(read.ok().map(|number| number.0), Some(number));
            }
        });
    }

    #[test]
    fn client_ids() {
        assert!("983163327".parse::<ClientId>().is_err());
        assert!("".parse::<ClientId>().is_err());
        assert!(" 1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44 ".parse::<ClientId>().is_ok());
        assert!("oidc_my client".parse::<ClientId>().is_err());
    }

    #[test]
    fn national_ids_print_as_stars() -> Result<(), NotAName> {
        let id: NationalId = "13888012345".parse()?;
        assert_eq!(format!("{id:?}"), "NationalId(***)");
        assert_eq!(id.masked(), "138880*****");
        Ok(())
    }
}
