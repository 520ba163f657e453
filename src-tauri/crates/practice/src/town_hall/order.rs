//! What a practice certificate can be ordered as.

use serde::Serialize;

/// Declares a choice whose variants have a name in forms: `Variant = "name"`.
macro_rules! choice {
    ($(#[$doc:meta])* $kind:ident { $($(#[$about:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $kind { $($(#[$about])* #[serde(rename = $name)] $variant,)+ }

        impl $kind {
            /// Every choice, the ordinary one first.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in the town hall's form, also in file names.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Every name, the ordinary one first.
            pub fn names() -> impl Iterator<Item = &'static str> {
                Self::ALL.iter().map(|choice| choice.name())
            }

            /// The choice with this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    };
}

choice! {
    /// How the file is written (certificates.md 8.2).
    Flavour {
        /// PBES2 with AES-256, PBKDF2 with HMAC-SHA256, SHA-256 MAC: OpenSSL 3, Java of today.
        Modern = "modern",
        /// 3DES for key as for certificates, SHA-1 MAC, 2,000 iterations: the export wizard of Windows.
        Windows = "windows",
        /// RC2-40 for certificates, 3DES for the key: OpenSSL 1, old Java, macOS.
        Legacy = "legacy",
        /// 3DES in indefinite lengths with OCTET STRINGs in pieces: older Bouncy Castle.
        Ber = "ber",
        /// AES-256 with SHA-256, 2,000 iterations: the newer choice of Windows' export wizard.
        WindowsAes = "windows-aes",
        /// 3DES, RC2-40, 100,000 iterations: Java 8 before update 301.
        JavaOld = "java-old",
        /// AES-256 with SHA-256, 10,000 iterations: keytool of today.
        Java = "java",
        /// 3DES, RC2-40, a MAC of one iteration: Keychain of macOS.
        Macos = "macos",
        /// AES-256 with SHA-256 in indefinite lengths, 100,000 iterations: Firefox of today.
        Nss = "nss",
        /// AES-256 without a PRF in the parameters, which means HMAC-SHA1: older tools told to use AES.
        AesSha1 = "aes-sha1",
        /// BER, AES-256, 600,000 iterations with 1,200,000 for the MAC: Bouncy Castle since May 2026.
        BouncyCastle = "bouncy-castle",
        /// The MAC by PBMAC1 (RFC 9579): OpenSSL 3.4 and newer when asked for it.
        Pbmac1 = "pbmac1",
        /// Nothing guards the contents.
        NoMac = "no-mac",
        /// Keyed from a password of zero bytes: .NET without a password.
        NullPassword = "null-password",
        /// PBES2 keyed from the password's ISO-8859-1 bytes: RSA JSAFE.
        Latin1 = "latin1",
        /// RC2 with 128 bits for key as for certificates.
        Rc2With128Bits = "rc2-128",
        /// RC4 with 128 bits for key as for certificates.
        Rc4 = "rc4",
        /// Nothing is encrypted; the MAC alone needs the password.
        Unencrypted = "unencrypted",
    }
}

choice! {
    /// Whose certificates it resembles.
    Issuer {
        /// Subject and usages as Buypass writes them.
        BuypassLike = "buypass-like",
        /// Subject and usages as Commfides writes them.
        CommfidesLike = "commfides-like",
    }
}

choice! {
    /// What the certificate is for.
    CertificateRole {
        /// digitalSignature: the one for Maskinporten.
        Authentication = "authentication",
        /// contentCommitment.
        Signing = "signing",
        /// keyEncipherment: made for receiving. Maskinporten does not look at the usages (certificates.md 11).
        Encryption = "encryption",
    }
}

choice! {
    /// When the certificate holds.
    Validity {
        /// From yesterday for three years.
        Valid = "valid",
        /// Ended thirty days ago.
        Expired = "expired",
        /// Begins in thirty days.
        NotYetValid = "not-yet-valid",
        /// Ends in fourteen days.
        EndsSoon = "ends-soon",
        /// In its period, but revoked a week ago: superseded, as after a reissue.
        Revoked = "revoked",
    }
}

choice! {
    /// After which profile the certificate is made (certificates.md 2.2–2.7).
    Profile {
        /// SEID 2.0: what is issued today.
        Seid2 = "seid2",
        /// SEID 1.0: the number in serialNumber, old policies.
        Seid1 = "seid1",
        /// The old policies with the number in three places, as Commfides issued on the way to SEID 2.0.
        Transition = "transition",
        /// A seal for payment services: `PSDNO-FSA-` before the number.
        Psd2 = "psd2",
        /// A person's, by a person authority under the same root: no enterprise certificate.
        Personal = "personal",
    }
}

choice! {
    /// Under which roots it is issued.
    Tree {
        /// The roots that the program is told of.
        Practice = "practice",
        /// A test twin that nobody trusts here, to see a test certificate where another is wanted.
        TestTwin = "test-twin",
    }
}

choice! {
    /// What kind of key it is for.
    KeyKind {
        /// What the profile's issuers use (certificates.md 2.8): RSA 3072, for the older profiles RSA 2048.
        Usual = "usual",
        /// The size of SEID 2.0.
        Rsa3072 = "rsa3072",
        /// The size of SEID 1.0.
        Rsa2048 = "rsa2048",
        /// Seen for signing.
        Rsa4096 = "rsa4096",
        /// NIST P-256: sold by issuers, of no use to Maskinporten.
        EcP256 = "ec-p256",
    }
}

choice! {
    /// What the file holds.
    Contents {
        /// Key, certificate, issuing authority, root.
        WholeChain = "whole-chain",
        /// Key with its certificate.
        LeafAlone = "leaf-alone",
        /// The chain backwards, with another issuer's certificates among it.
        ReversedWithStrangers = "reversed-with-strangers",
        /// Three keys: for authentication, signing, encryption.
        AllRoles = "all-roles",
    }
}

/// What the town hall shall issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateOrder {
    /// The number of an active organisation of the town.
    pub organisation: String,
    pub flavour: Flavour,
    pub issuer: Issuer,
    pub role: CertificateRole,
    pub validity: Validity,
    pub profile: Profile,
    pub tree: Tree,
    pub key: KeyKind,
    pub contents: Contents,
}

impl CertificateOrder {
    /// The ordinary one: modern, Buypass-like, for authentication, valid, SEID 2.0, with its whole chain.
    pub fn ordinary(organisation: impl Into<String>) -> Self {
        Self {
            organisation: organisation.into(),
            flavour: Flavour::Modern,
            issuer: Issuer::BuypassLike,
            role: CertificateRole::Authentication,
            validity: Validity::Valid,
            profile: Profile::Seid2,
            tree: Tree::Practice,
            key: KeyKind::Usual,
            contents: Contents::WholeChain,
        }
    }
}
