//! Looking for secrets in files and texts, however they may be written there.

use std::io;
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD, Engine as _};

/// How much of a private key is enough to know it by.
const PIECE: usize = 24;

/// Secrets by name, each in every form that it is looked for in.
#[derive(Default)]
pub struct Planted(Vec<(String, Vec<String>)>);

impl Planted {
    /// A password, a token, a number.
    pub fn text(&mut self, name: &str, text: &str) {
        let wide = |unit: fn(u16) -> [u8; 2]| latin(&text.encode_utf16().flat_map(unit).collect::<Vec<u8>>());
        let mut forms = forms(text.as_bytes());
        forms.extend([wide(u16::to_le_bytes), wide(u16::to_be_bytes)]);
        self.0.push((name.to_owned(), forms));
    }

    /// A JWT, and its signature alone.
    pub fn token(&mut self, name: &str, jwt: &str) {
        self.text(name, jwt);
        let signature = jwt.rsplit('.').next().unwrap_or_default();
        self.text(&format!("signature of {name}"), signature);
        self.0.push((format!("bytes of the signature of {name}"), forms(&BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap_or_default())));
    }

    /// A private key in PKCS#8: pieces of its latter half, where every byte is secret.
    pub fn key(&mut self, name: &str, pkcs8: &[u8]) {
        for piece in pkcs8[pkcs8.len() / 2..].chunks_exact(PIECE).step_by(5) {
            self.0.push((name.to_owned(), forms(piece)));
        }
    }

    /// The names of those that stand in the bytes.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let text = latin(bytes);
        self.0.iter().filter(|(_, forms)| forms.iter().any(|form| text.contains(form))).map(|(name, _)| name.as_str()).collect()
    }

    /// The files in which one stands, with its name.
    pub fn found_under(&self, folder: &Path) -> io::Result<Vec<(PathBuf, String)>> {
        let mut found = Vec::new();
        for file in files(folder)? {
            let bytes = std::fs::read(&file)?;
            found.extend(self.found_in(&bytes).into_iter().map(|name| (file.clone(), name.to_owned())));
        }
        Ok(found)
    }

    /// Every form of every secret, as bytes; so that a test can see the search find them.
    pub fn forms(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        let bytes = |form: &String| form.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
        self.0.iter().flat_map(move |(name, forms)| forms.iter().map(move |form| (name.as_str(), bytes(form))))
    }
}

/// Every file under the folder.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    Ok(files)
}

/// As it is, in hexadecimal, in base64 of either alphabet at each of the three places where it may begin.
fn forms(secret: &[u8]) -> Vec<String> {
    assert!(secret.len() >= 8, "too short to be found without doubt");
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![latin(secret), hex.to_uppercase(), hex];
    for before in 0..3 {
        let bytes = [&vec![0; before][..], secret].concat();
        // The characters at the ends also hold bits of what stands beside the secret.
        let inner = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
        forms.push(BASE64_STANDARD_NO_PAD.encode(&bytes)[inner.clone()].to_owned());
        forms.push(BASE64_URL_SAFE_NO_PAD.encode(&bytes)[inner].to_owned());
    }
    forms
}

/// One character a byte, since searching in text is quick.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
