//! The API's own words for kinds of client and for states; a word that is newer than this program is kept as it stands.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// Newer than this program.
            Other(String),
        }

        impl $name {
            /// The word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

words! {
    /// What a client is for; cannot be changed once it exists (idporten.md 2.1).
    IntegrationType {
        /// Login, and nothing more.
        IdPorten = "idporten",
        /// Login, with APIs on behalf of who logged in.
        ApiClient = "api_klient",
        /// Login on behalf of an organisation.
        Ansattporten = "ansattporten",
        /// Machine to machine.
        Maskinporten = "maskinporten",
        /// The Contact and Reservation Register.
        Krr = "krr",
        /// Managed by Digdir.
        EFormidling = "eformidling",
        /// Being phased out.
        IdPortenSaml2 = "idporten_saml2",
    }
}

words! {
    /// Where the client runs.
    ApplicationType {
        /// On a server.
        Web = "web",
        /// In a browser.
        Browser = "browser",
        /// On a person's device.
        Native = "native",
    }
}

words! {
    /// How the client proves itself (idporten.md 2.3).
    TokenEndpointAuthMethod {
        /// It cannot keep a secret.
        None = "none",
        /// By a secret in a header.
        ClientSecretBasic = "client_secret_basic",
        /// By a secret in the form.
        ClientSecretPost = "client_secret_post",
        /// By a signature.
        PrivateKeyJwt = "private_key_jwt",
    }
}

words! {
    /// How far an organisation has come with a scope.
    AccessState {
        /// Asked for.
        Requested = "REQUESTED",
        /// Given.
        Approved = "APPROVED",
        /// Refused.
        Denied = "DENIED",
    }
}
