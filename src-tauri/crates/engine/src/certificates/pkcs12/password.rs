//! A password as key derivations take it: the few forms worth trying, and which of them fitted (certificates.md 8.4).

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::facts::PasswordForm;

/// What a key derivation takes a password as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// A BMPString with its terminator (RFC 7292 appendix B.1): the old PKCS#12 derivation.
    Bmp,
    /// Octets, UTF-8 by the standards: PBES2 and PBMAC1.
    Octets,
}

struct Candidate {
    form: PasswordForm,
    bytes: Zeroizing<Vec<u8>>,
}

/// The password of one file. What fitted once is tried first the next time.
pub(super) struct Passwords {
    given: bool,
    spaces: bool,
    proved: bool,
    form: PasswordForm,
    bmp: Vec<Candidate>,
    octets: Vec<Candidate>,
}

impl Passwords {
    /// Without a password the empty one is tried. A plain ASCII password has one form only.
    pub(super) fn new(given: Option<&str>) -> Self {
        let text = given.unwrap_or("");
        let (mut bmp, mut octets) = (Vec::new(), Vec::new());
        add(&mut bmp, PasswordForm::AsTyped, utf16(text));
        add(&mut octets, PasswordForm::AsTyped, utf8(text));
        if text.is_empty() {
            add(&mut bmp, PasswordForm::Null, Zeroizing::default());
        }
        if !text.is_ascii() {
            let (nfc, nfd) = (composed(text), decomposed(text));
            for (form, text) in [(PasswordForm::Nfc, &nfc), (PasswordForm::Nfd, &nfd)] {
                add(&mut bmp, form, utf16(text));
                add(&mut octets, form, utf8(text));
            }
            add(&mut bmp, PasswordForm::Utf8AsLatin1, widened(nfc.as_bytes()));
            for (form, bytes) in [(PasswordForm::Latin1, latin1(&nfc)), (PasswordForm::CodePage850, code_page_850(&nfc))] {
                let Some(bytes) = bytes else { continue };
                add(&mut bmp, form, widened(&bytes));
                add(&mut octets, form, bytes);
            }
        }
        let spaces = text.trim() != text;
        Self { given: given.is_some(), spaces, proved: false, form: PasswordForm::None, bmp, octets }
    }

    /// Tries each form until one fits; pays for each before it is tried.
    pub(super) fn try_each<T>(
        &mut self,
        takes: Takes,
        rounds: u64,
        effort: &Effort,
        mut fits: impl FnMut(&[u8]) -> Option<T>,
    ) -> Result<Option<T>, CertificateError> {
        let candidates = match takes {
            Takes::Bmp => &mut self.bmp,
            Takes::Octets => &mut self.octets,
        };
        for place in 0..candidates.len() {
            match effort.spend(rounds) {
                Ok(()) => {}
                // What was typed has been tried; forms of our own making are not worth more than the file's budget.
                Err(CertificateError::TooCostly) if place > 0 => break,
                Err(stopped) => return Err(stopped),
            }
            if let Some(found) = fits(&candidates[place].bytes) {
                candidates[..=place].rotate_right(1);
                let form = candidates[0].form;
                if matches!(self.form, PasswordForm::None | PasswordForm::AsTyped) {
                    self.form = form;
                }
                return Ok(Some(found));
            }
            // What was stopped midway fits nothing.
            if effort.is_cancelled() {
                return Err(CertificateError::Cancelled);
            }
        }
        Ok(None)
    }

    /// The MAC has proved the password: its form is likely elsewhere too, and forms too odd to guess with become worth a try.
    pub(super) fn prove(&mut self, takes: Takes) {
        self.proved = true;
        if takes == Takes::Octets {
            return;
        }
        if let Some(place) = self.octets.iter().position(|candidate| candidate.form == self.form) {
            self.octets[..=place].rotate_right(1);
        }
        let Some(fitted) = self.bmp.first().map(|candidate| candidate.bytes.clone()) else { return };
        let bare = fitted.strip_suffix(&[0, 0]).unwrap_or(&fitted).to_vec();
        add(&mut self.octets, PasswordForm::Utf16, Zeroizing::new(bare));
        add(&mut self.octets, PasswordForm::Utf16, fitted);
    }

    pub(super) const fn form(&self) -> PasswordForm {
        self.form
    }

    /// What to say when no form fitted.
    pub(super) const fn refusal(&self) -> CertificateError {
        match self {
            Self { proved: true, .. } => CertificateError::PasswordEncoding,
            Self { given: false, .. } => CertificateError::PasswordNeeded,
            Self { spaces: true, .. } => CertificateError::WrongPasswordSpaces,
            _ => CertificateError::WrongPassword,
        }
    }
}

/// Never the same bytes twice: each costs a key derivation.
fn add(candidates: &mut Vec<Candidate>, form: PasswordForm, bytes: Zeroizing<Vec<u8>>) {
    if candidates.iter().all(|other| other.bytes != bytes) {
        candidates.push(Candidate { form, bytes });
    }
}

/// Room enough from the start, so that growing leaves no copy behind.
fn wiped(room: usize, bytes: impl Iterator<Item = u8>) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(room));
    out.extend(bytes);
    out
}

fn utf8(text: &str) -> Zeroizing<Vec<u8>> {
    wiped(text.len(), text.bytes())
}

/// Letters beyond the BMP become surrogate pairs, as OpenSSL and Java write them.
fn utf16(text: &str) -> Zeroizing<Vec<u8>> {
    wiped(text.len() * 2 + 2, text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes))
}

/// Each byte as a letter of a BMPString.
fn widened(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    wiped(bytes.len() * 2 + 2, bytes.iter().chain(&[0]).flat_map(|byte| [0, *byte]))
}

fn composed(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 3));
    out.extend(text.nfc());
    out
}

fn decomposed(text: &str) -> Zeroizing<String> {
    // No letter grows more than threefold in UTF-8 (Unicode annex 15, section 9).
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 3));
    out.extend(text.nfd());
    out
}

fn latin1(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::with_capacity(text.len()));
    for letter in text.chars() {
        out.push(u8::try_from(u32::from(letter)).ok()?);
    }
    Some(out)
}

fn code_page_850(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    /// Its upper half, from 0x80.
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
    let mut out = Zeroizing::new(Vec::with_capacity(text.len()));
    for letter in text.chars() {
        let byte =
            if letter.is_ascii() { u32::from(letter) } else { 0x80 + u32::try_from(UPPER.chars().position(|c| c == letter)?).ok()? };
        out.push(u8::try_from(byte).ok()?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(candidates: &[Candidate]) -> Vec<PasswordForm> {
        candidates.iter().map(|candidate| candidate.form).collect()
    }

    /// certificates.md 16 no 9, 12, 17
    #[test]
    fn only_forms_that_differ_are_tried() {
        use PasswordForm::{AsTyped, CodePage850, Latin1, Nfc, Nfd, Null, Utf8AsLatin1};
        fn check(text: &str, bmp: &[PasswordForm], octets: &[PasswordForm]) {
            let passwords = Passwords::new(Some(text));
            assert_eq!(forms(&passwords.bmp), bmp, "{text}");
            assert_eq!(forms(&passwords.octets), octets, "{text}");
        }
        check("hemmelig 1", &[AsTyped], &[AsTyped]);
        check("", &[AsTyped, Null], &[AsTyped]);
        // ø has no decomposed form.
        check("øl", &[AsTyped, Utf8AsLatin1, CodePage850], &[AsTyped, Latin1, CodePage850]);
        check("blå", &[AsTyped, Nfd, Utf8AsLatin1, CodePage850], &[AsTyped, Nfd, Latin1, CodePage850]);
        check("bla\u{30a}", &[AsTyped, Nfc, Utf8AsLatin1, CodePage850], &[AsTyped, Nfc, Latin1, CodePage850]);
        check("漢", &[AsTyped, Utf8AsLatin1], &[AsTyped]);
    }

    /// certificates.md 8.4
    #[test]
    fn the_bytes_are_those_of_the_dossier() {
        assert_eq!(*utf16("æøå"), [0x00, 0xe6, 0x00, 0xf8, 0x00, 0xe5, 0, 0]);
        assert_eq!(*utf16(""), [0, 0]);
        assert_eq!(*utf16("🫐"), [0xd8, 0x3e, 0xde, 0xd0, 0, 0]);
        assert_eq!(latin1("æøå").as_deref(), Some(&vec![0xe6, 0xf8, 0xe5]));
        assert_eq!(code_page_850("æøåÆØÅ").as_deref(), Some(&vec![0x91, 0x9b, 0x86, 0x92, 0x9d, 0x8f]));
        assert_eq!(code_page_850("\u{a0}").as_deref(), Some(&vec![0xff]));
        assert_eq!(*widened("å".as_bytes()), [0x00, 0xc3, 0x00, 0xa5, 0, 0]);
    }

    #[test]
    fn what_fitted_comes_first_and_refusals_are_precise() {
        let (effort, mut passwords) = (Effort::default(), Passwords::new(Some("blå")));
        let found = passwords.try_each(Takes::Bmp, 1, &effort, |bytes| (bytes.len() > 8).then_some(()));
        assert!(matches!(found, Ok(Some(()))));
        passwords.prove(Takes::Bmp);
        assert_eq!((passwords.form(), effort.spent().tries), (PasswordForm::Nfd, 2));
        assert_eq!(passwords.octets.first().map(|candidate| candidate.form), Some(PasswordForm::Nfd));
        assert!(matches!(passwords.refusal(), CertificateError::PasswordEncoding));
        assert!(matches!(Passwords::new(None).refusal(), CertificateError::PasswordNeeded));
        assert!(matches!(Passwords::new(Some("a b")).refusal(), CertificateError::WrongPassword));
        assert!(matches!(Passwords::new(Some("a b\u{a0}")).refusal(), CertificateError::WrongPasswordSpaces));
    }
}
