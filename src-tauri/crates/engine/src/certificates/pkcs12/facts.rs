//! What is told of how a file was written.

/// How a file was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EncodingFacts {
    /// Whether it needed a BER reader: indefinite lengths or constructed strings.
    pub ber: bool,
    /// Name of the MAC; none when the file has none, so that nobody can tell whether it was changed.
    pub mac: Option<String>,
    /// Names of the encryption schemes, in the order in which they were met.
    pub algorithms: Vec<String>,
    /// The largest iteration count.
    pub iterations: u64,
    /// How the password's letters became bytes.
    pub password: PasswordForm,
    /// Bags that hold neither a key nor an X.509 certificate.
    pub ignored_bags: usize,
}

/// How the letters of a password became the bytes that fit (certificates.md 8.4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PasswordForm {
    /// None was needed.
    #[default]
    None,
    /// As typed, encoded as the standard says.
    AsTyped,
    /// In Unicode's composed form.
    Nfc,
    /// In Unicode's decomposed form, as macOS writes it.
    Nfd,
    /// One byte a letter, ISO-8859-1.
    Latin1,
    /// Each byte of UTF-8 taken for a letter of its own: OpenSSL before 1.1 in a terminal.
    Utf8AsLatin1,
    /// A Windows console's letters.
    CodePage850,
    /// UTF-16 where UTF-8 belongs: an old NSS.
    Utf16,
    /// No bytes at all, where an empty text has two.
    Null,
}
