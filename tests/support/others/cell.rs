//! One file of the matrix: who writes it, how, under which password, with what inside.

use std::fs;
use std::path::Path;

use super::material::{Material, SOURCE_PASSWORD};
use super::program::{Said, run, words};
use crate::Outcome;

/// A program that writes PKCS#12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    OpenSsl,
    Java,
    Nss,
    GnuTls,
}

impl Tool {
    /// As its users call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenSsl => "`openssl pkcs12`",
            Self::Java => "Java `keytool`",
            Self::Nss => "NSS `pk12util`",
            Self::GnuTls => "GnuTLS `certtool`",
        }
    }
}

/// A password, with the word that the table has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Password {
    pub name: &'static str,
    pub text: &'static str,
}

pub const EMPTY: Password = Password { name: "empty", text: "" };
pub const ASCII: Password = Password { name: "ASCII", text: "hemmelig1" };
pub const NORWEGIAN: Password = Password { name: "`blåbærsyltetøy 1`", text: "blåbærsyltetøy 1" };
pub const EMOJI: Password = Password { name: "emoji", text: "🫐🔑 nøkkel" };
pub const LONG: Password = Password {
    name: "200 characters",
    text: "0123456789abcdefghijklmnopqrstuvwxyzABCD0123456789abcdefghijklmnopqrstuvwxyzABCD0123456789abcdefghijklmnopqrstuvwxyzABCD\
           0123456789abcdefghijklmnopqrstuvwxyzABCD0123456789abcdefghijklmnopqrstuvwxyzABCD",
};
pub const PASSWORDS: [Password; 5] = [EMPTY, ASCII, NORWEGIAN, EMOJI, LONG];

/// What is put into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// A key, its certificate, the two above it.
    Chain,
    /// The same with a stranger among them, the leaf last.
    Reversed,
    /// Two keys and their certificates.
    TwoKeys,
    /// A key that the tool makes itself.
    Made,
    /// A key with its chain, and a secret key that is none of ours.
    SecretBeside,
}

/// What must happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// It opens.
    Opens,
    /// Somebody must ask for this scheme by name, and nobody's default has it: it opens, or is refused by the scheme's name.
    OpensOrIsNamed,
    /// The tool breaks the standard, and no other opens it: so may we, without blaming the password, which the MAC proves.
    OpensWhereOthersDo,
    /// The tool refuses to write it, with these words among its own.
    ToolRefuses(&'static str),
    /// It opens where the tool's version can write it; these are its words where it cannot.
    OpensWhereKnown(&'static str),
}

/// One file.
#[derive(Debug, Clone)]
pub struct Cell {
    pub tool: Tool,
    /// What its row of the table is about.
    pub group: &'static str,
    /// As the row lists it.
    pub scheme: String,
    pub password: Password,
    pub contents: Contents,
    pub expect: Expect,
    /// What the tool is told beside the rest.
    pub arguments: Vec<String>,
}

impl Cell {
    /// An ordinary one.
    #[must_use]
    pub fn new(tool: Tool, group: &'static str, scheme: &str, arguments: &str) -> Self {
        let (contents, expect) = (Contents::Chain, Expect::Opens);
        Self { tool, group, scheme: scheme.to_owned(), password: ASCII, contents, expect, arguments: words(arguments) }
    }

    /// With another password.
    #[must_use]
    pub fn under(self, password: Password) -> Self {
        Self { password, ..self }
    }

    /// With something else inside.
    #[must_use]
    pub fn holding(self, contents: Contents) -> Self {
        Self { contents, ..self }
    }

    /// With another end.
    #[must_use]
    pub fn expecting(self, expect: Expect) -> Self {
        Self { expect, ..self }
    }

    /// Lets the tool write the file; its own words when it refuses.
    pub fn write(&self, material: &Material, to: &Path) -> Outcome<Result<(), String>> {
        let said = match self.tool {
            Tool::OpenSsl => self.openssl(material, to)?,
            Tool::Java => self.java(material, to)?,
            Tool::Nss => self.nss(material, to)?,
            Tool::GnuTls => self.gnutls(material, to)?,
        };
        // Java's tool tells of a refusal in words alone.
        let written = fs::metadata(to).is_ok_and(|file| file.len() > 0);
        Ok(if said.good && written { Ok(()) } else { Err(said.words) })
    }

    fn openssl(&self, material: &Material, to: &Path) -> Outcome<Said> {
        let certificates = if self.contents == Contents::Reversed { "reversed.pem" } else { "one-chain.pem" };
        let mut line = words("pkcs12 -export -inkey");
        line.extend([material.text("one.key"), "-in".to_owned(), material.text(certificates)]);
        line.extend(["-passout".to_owned(), format!("pass:{}", self.password.text), "-out".to_owned(), to.display().to_string()]);
        line.extend_from_slice(&self.arguments);
        run("openssl", &line, &[])
    }

    fn java(&self, material: &Material, to: &Path) -> Outcome<Said> {
        let into = |verb: &str, store: &str| {
            let mut line = self.arguments.clone();
            line.extend(words(verb));
            line.extend([format!("-{store}keystore"), to.display().to_string()]);
            line.extend([format!("-{store}storetype"), "PKCS12".to_owned()]);
            line.extend([format!("-{store}storepass"), self.password.text.to_owned()]);
            line
        };
        let import = |source: &str| {
            let mut line = into("-importkeystore -noprompt", "dest");
            line.extend(words(&format!("-srcstoretype PKCS12 -srcstorepass {SOURCE_PASSWORD} -srckeystore")));
            line.push(material.text(source));
            run("keytool", &line, &[])
        };
        match self.contents {
            Contents::Chain => import("source-one.p12"),
            Contents::Reversed => import("source-reversed.p12"),
            Contents::TwoKeys => import("source-one.p12").and_then(|_| import("source-two.p12")),
            Contents::Made => {
                let mut line = into("-genkeypair -keyalg RSA -keysize 2048 -alias made", "");
                line.extend(["-dname".to_owned(), "CN=Laget her,O=PRØVEFORETAK AS,C=NO".to_owned()]);
                run("keytool", &line, &[])
            }
            Contents::SecretBeside => {
                import("source-one.p12")?;
                run("keytool", &into("-genseckey -keyalg AES -keysize 256 -alias secret", ""), &[])
            }
        }
    }

    fn nss(&self, material: &Material, to: &Path) -> Outcome<Said> {
        let mut line = words("-n one -K");
        line.extend([String::new(), "-d".to_owned(), format!("sql:{}", material.text("nss"))]);
        line.extend(["-W".to_owned(), self.password.text.to_owned(), "-o".to_owned(), to.display().to_string()]);
        line.extend_from_slice(&self.arguments);
        run("pk12util", &line, &[])
    }

    fn gnutls(&self, material: &Material, to: &Path) -> Outcome<Said> {
        let (keys, certificates) = match self.contents {
            Contents::TwoKeys => ("two.keys", "two-chain.pem"),
            Contents::Reversed => ("one.key", "reversed.pem"),
            _ => ("one.key", "one-chain.pem"),
        };
        let mut line = words("--to-p12 --p12-name one --outder --load-privkey");
        line.extend([material.text(keys), "--load-certificate".to_owned(), material.text(certificates)]);
        line.extend(["--outfile".to_owned(), to.display().to_string()]);
        if !self.arguments.iter().any(|argument| argument.ends_with("-password")) {
            line.extend(["--password".to_owned(), self.password.text.to_owned()]);
        }
        line.extend_from_slice(&self.arguments);
        run("certtool", &line, &[])
    }
}
