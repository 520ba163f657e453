//! Everything that can go wrong on demand.

/// Whose behaviour a fault changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concern {
    /// Maskinporten's token endpoint.
    Maskinporten,
    /// ID-porten's login page, with the answer that the browser brings back.
    IdPorten,
    /// ID-porten's ID token, with the keys that sign it.
    IdToken,
    /// What ID-porten gives a client that has come back: tokens, new ones, userinfo.
    LoginTokens,
    /// Altinn's token exchange.
    Altinn,
    /// The old Altinn.
    Legacy,
    /// Enhetsregisteret.
    Register,
    /// Digdir's self-service: the portal, the API.
    SelfService,
    /// The authorities' revocation lists with their OCSP.
    CertificateStatus,
    /// Every service.
    All,
}

/// Declares each fault once: variant, kebab-case name, whom it concerns.
macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $concern:ident;)+) => {
        /// Something that can go wrong on demand.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fault { $($(#[$doc])* $variant,)+ }

        impl Fault {
            /// Every fault, in the order of the road.
            pub const ALL: &'static [Fault] = &[$(Fault::$variant,)+];

            /// The name on the command line, in the window's texts, in tests.
            pub const fn name(self) -> &'static str {
                match self { $(Fault::$variant => $name,)+ }
            }

            /// Whose behaviour it changes.
            pub const fn concern(self) -> Concern {
                match self { $(Fault::$variant => Concern::$concern,)+ }
            }
        }
    };
}

faults! {
    /// The services' clock is five minutes ahead; their `Date` header says so.
    Clock5Minutes = "clock-5-minutes", All;
    /// The services' clock is a minute behind; their `Date` header says so.
    Clock1MinuteBehind = "clock-1-minute-behind", All;
    /// `invalid_request` without a word about why.
    InvalidRequest = "invalid-request", Maskinporten;
    /// `unsupported_grant_type` without a word about why.
    UnsupportedGrantType = "unsupported-grant-type", Maskinporten;
    /// The grant cannot be read (MP-011).
    AssertionMalformed = "assertion-malformed", Maskinporten;
    /// There is no such client (MP-100).
    ClientUnknown = "client-unknown", Maskinporten;
    /// The client has keys, so that a certificate does not do. Strikes grants with `x5c`.
    KeyRequired = "key-required", Maskinporten;
    /// Maskinporten knows no key of the client.
    UnknownKid = "unknown-kid", Maskinporten;
    /// The first two token requests after switching on do not know the key yet.
    KeyJustUploaded = "key-just-uploaded", Maskinporten;
    /// The chain in `x5c` cannot be read (MP-123). Strikes grants that have one.
    X5cUnreadable = "x5c-unreadable", Maskinporten;
    /// Every enterprise certificate is refused (MP-120).
    CertificateRefused = "certificate-refused", Maskinporten;
    /// The certificate's organisation is not the client's (MP-122).
    CertificateOfAnotherOrganisation = "certificate-of-another-organisation", Maskinporten;
    /// The registered key is treated as older than a year (MP-121).
    ExpiredKey = "expired-key", Maskinporten;
    /// The signature is not the key's (MP-124).
    BrokenSignature = "broken-signature", Maskinporten;
    /// Maskinporten expects another audience than its own issuer (MP-110).
    WrongAud = "wrong-aud", Maskinporten;
    /// The grant was issued later than now.
    IssuedLater = "issued-later", Maskinporten;
    /// The grant has expired (MP-130).
    GrantExpired = "grant-expired", Maskinporten;
    /// Every grant counts as used before (MP-012).
    ReplayedJti = "replayed-jti", Maskinporten;
    /// The scope is for login only (MP-201).
    ScopeForPeople = "scope-for-people", Maskinporten;
    /// The scope is not on the client (MP-200).
    ScopeNotRegistered = "scope-not-registered", Maskinporten;
    /// The client acts for its own organisation. Strikes grants with `consumer_org`.
    OwnConsumer = "own-consumer", Maskinporten;
    /// The API's owner has not granted the organisation the scope (MP-250).
    ScopeNotGranted = "scope-not-granted", Maskinporten;
    /// The customer has delegated nothing (MP-251). Strikes grants with `consumer_org`.
    NotDelegated = "not-delegated", Maskinporten;
    /// The type of the details is unknown (MP-301). Strikes grants with `authorization_details`.
    DetailsType = "details-type", Maskinporten;
    /// The details have members too many (MP-302). Strikes grants with `authorization_details`.
    DetailsFields = "details-fields", Maskinporten;
    /// Altinn has no system user that fits (MP-303). Strikes grants with `authorization_details`.
    NoSystemUser = "no-system-user", Maskinporten;
    /// A refusal that nobody has seen before.
    RefusalUnknown = "refusal-unknown", Maskinporten;
    /// Every refusal has its code in the text, none in `error_uri`; what would be given is refused (MP-200).
    RefusalWithoutCode = "refusal-without-code", Maskinporten;
    /// Every refusal is in the older form, without a code; what would be given is refused (MP-200).
    OlderRefusal = "older-refusal", Maskinporten;
    /// The person cancels the login.
    LoginCancelled = "login-cancelled", IdPorten;
    /// The login page never sends the browser back.
    NeverReturns = "never-returns", IdPorten;
    /// The provider shows an error page of its own; the browser is not sent back.
    LoginErrorPage = "login-error-page", IdPorten;
    /// The provider is closed for now (`temporarily_unavailable`).
    LoginUnavailable = "login-unavailable", IdPorten;
    /// A scope is not on the client (`invalid_scope`).
    ScopeRefused = "scope-refused", IdPorten;
    /// Nobody can log in at the level that was asked for (`unmet_authentication_requirements`).
    LevelRefused = "level-refused", IdPorten;
    /// The authorization response carries another state.
    BrokenState = "broken-state", IdPorten;
    /// The authorization response carries no state.
    MissingState = "missing-state", IdPorten;
    /// The authorization response names another issuer.
    WrongIss = "wrong-iss", IdPorten;
    /// The authorization response names no issuer, though metadata says that it does.
    MissingIss = "missing-iss", IdPorten;
    /// The authorization response carries two codes.
    DoubleCode = "double-code", IdPorten;
    /// The login happens at a lower level than was asked for.
    LowAcr = "low-acr", IdToken;
    /// The ID token carries another nonce.
    BrokenNonce = "broken-nonce", IdToken;
    /// The ID token carries no nonce.
    MissingNonce = "missing-nonce", IdToken;
    /// The ID token names another issuer.
    IdTokenWrongIss = "id-token-wrong-iss", IdToken;
    /// The ID token is for another client.
    WrongAudience = "wrong-audience", IdToken;
    /// The ID token is for the client with another one beside it.
    TwoAudiences = "two-audiences", IdToken;
    /// The ID token has no `sub`.
    MissingSub = "missing-sub", IdToken;
    /// The ID token has no `iat`.
    MissingIat = "missing-iat", IdToken;
    /// The ID token ended an hour ago.
    IdTokenExpired = "id-token-expired", IdToken;
    /// The ID token was issued in an hour.
    IdTokenFromTheFuture = "id-token-from-the-future", IdToken;
    /// The ID token has neither `pid` nor has userinfo: a pseudonymous login.
    NoPid = "no-pid", IdToken;
    /// The ID token is signed with a key that is not published, under the published name.
    IdTokenOtherKey = "id-token-other-key", IdToken;
    /// The ID token is signed with a key that is not published, under that key's own name.
    UnpublishedKid = "unpublished-kid", IdToken;
    /// The ID token is signed with a new key, which is published from now on beside the old one.
    KeyRotation = "key-rotation", IdToken;
    /// The ID token is not signed (`alg` is `none`).
    AlgNone = "alg-none", IdToken;
    /// The ID token is authenticated with the public key as a secret (`alg` is `HS256`).
    AlgHs256 = "alg-hs256", IdToken;
    /// No ID token comes, though `openid` was granted.
    NoIdToken = "no-id-token", IdToken;
    /// The client does not get through with the proof of who it is (`invalid_client`).
    ClientRefused = "client-refused", LoginTokens;
    /// The code is no longer worth anything (`invalid_grant`).
    CodeExpired = "code-expired", LoginTokens;
    /// Every DPoP proof must carry a nonce of the server's. Strikes requests with a proof.
    DpopNonce = "dpop-nonce", LoginTokens;
    /// The access token lacks the last scope that was consented to.
    MissingScope = "missing-scope", LoginTokens;
    /// Nothing says how long the access token lives.
    NoExpiresIn = "no-expires-in", LoginTokens;
    /// The refresh token is no longer worth anything (`invalid_grant`).
    RefreshRefused = "refresh-refused", LoginTokens;
    /// Userinfo tells of another person than the ID token (`sub`).
    UserinfoOtherSub = "userinfo-other-sub", LoginTokens;
    /// Userinfo does not accept the access token.
    Userinfo401 = "userinfo-401", LoginTokens;
    /// Altinn does not accept the token.
    Exchange401 = "exchange-401", Altinn;
    /// Altinn finds no scope of its own in the token.
    Exchange403 = "exchange-403", Altinn;
    /// A list of requests leaves out the first one of each page but the first.
    RequestsSkipOne = "requests-skip-one", Altinn;
    /// A request is deleted with 200 instead of 202.
    Delete200 = "delete-200", Altinn;
    /// The first change of a system user after switching on has an id that was used before (AUTH-00061).
    ChangeIdUsed = "change-id-used", Altinn;
    /// Whoever approves a right has it only by way of others, and cannot pass it on (AUTH-00018).
    ApproverNotDelegated = "approver-not-delegated", Altinn;
    /// The service's owner has not opened it for the organisation (AUTH-00019).
    ServiceNotOpened = "service-not-opened", Altinn;
    /// The first exchange after switching on is refused though the token is good (401).
    Exchange401Once = "exchange-401-once", Altinn;
    /// Altinn cannot look anybody up: good tokens are refused by the exchange (401), parties are not told (500).
    PartyRegisterDown = "party-register-down", Altinn;
    /// Altinn alone wants to be left alone for two seconds (429 with `Retry-After`).
    Altinn429 = "altinn-429", Altinn;
    /// Altinn's metadata names another issuer.
    AltinnWrongIssuer = "altinn-wrong-issuer", Altinn;
    /// Altinn signs with a new key, which is published from now on beside the old one.
    AltinnKeyRotation = "altinn-key-rotation", Altinn;
    /// Altinn's keys are in base64url, as RFC 7518 says and as Altinn does not.
    AltinnKeysBase64url = "altinn-keys-base64url", Altinn;
    /// The numbers of Altinn's keys are in base64url with padding, a zero byte in front.
    AltinnKeysPadded = "altinn-keys-padded", Altinn;
    /// Numbers in Altinn's tokens are texts, texts of digits are numbers.
    AltinnClaimForms = "altinn-claim-forms", Altinn;
    /// Nobody listens where the old Altinn was.
    LegacyRefused = "legacy-refused", Legacy;
    /// The old Altinn is gone (410).
    LegacyGone = "legacy-gone", Legacy;
    /// A web page stands where the old Altinn was.
    LegacyHtml = "legacy-html", Legacy;
    /// The old Altinn answers whoever is not signed in with its login page, instead of a redirect to it.
    LegacyLoginPage = "legacy-login-page", Legacy;
    /// The old Altinn refuses a login with 403 instead of 401.
    LegacyLogin403 = "legacy-login-403", Legacy;
    /// Enhetsregisteret is closed (503).
    RegisterDown = "register-down", Register;
    /// The organisation has not signed the terms of use (428 `PRECONDITION_REQUIRED`).
    TermsUnsigned = "terms-unsigned", SelfService;
    /// The person in the portal lacks the right in Altinn.
    NoPortalRight = "no-portal-right", SelfService;
    /// The API is at `/external/api/v1`; a web page is where it was.
    ApiOtherPrefix = "api-other-prefix", SelfService;
    /// Each reading of a key set is followed at once by another program's renewing its own key on the client.
    SecondWriter = "second-writer", SelfService;
    /// A key set that is written through the API is kept without its new keys.
    KeyVanishes = "key-vanishes", SelfService;
    /// The API answers 500.
    Api500 = "api-500", SelfService;
    /// Nobody answers where certificates' status is told.
    StatusSilent = "status-silent", CertificateStatus;
    /// 503 wherever certificates' status is told.
    StatusDown = "status-down", CertificateStatus;
    /// 503 from OCSP; the lists are there.
    OcspDown = "ocsp-down", CertificateStatus;
    /// What is told of certificates' status ought to have been replaced yesterday.
    StaleStatus = "stale-status", CertificateStatus;
    /// What is told of certificates' status is signed with another key than the authority's.
    ForgedStatus = "forged-status", CertificateStatus;
    /// OCSP knows no certificate; the lists are as they should be.
    OcspUnknown = "ocsp-unknown", CertificateStatus;
    /// Every certificate counts as revoked, at Maskinporten too (MP-120).
    CertificateRevokedNow = "certificate-revoked-now", CertificateStatus;
    /// Token endpoints, exchange, self-service API answer 500.
    ServerError500 = "server-error-500", All;
    /// Token endpoints, exchange, self-service API are not reached: a web page with 502.
    BadGateway502 = "bad-gateway-502", All;
    /// Token endpoints, exchange, self-service API are closed: a web page with 503.
    Unavailable503 = "unavailable-503", All;
    /// Token endpoints, exchange, self-service API do not answer in time: a web page with 504.
    GatewayTimeout504 = "gateway-timeout-504", All;
    /// Token endpoints, exchange, self-service API want to be left alone for two seconds (429 with `Retry-After`).
    TooManyRequests429 = "too-many-requests-429", All;
    /// Token endpoints, exchange, self-service API take longer than anybody waits.
    SlowAnswer = "slow-answer", All;
    /// Token endpoints, exchange, self-service API answer a little at a time, longer than anybody waits.
    SlowDrip = "slow-drip", All;
    /// Token endpoints, exchange, self-service API do their work, then hang up.
    DroppedConnection = "dropped-connection", All;
    /// Token endpoints, exchange, self-service API do their work, then answer nothing.
    EmptyAnswer = "empty-answer", All;
    /// Token endpoints, exchange, self-service API answer with a web page, as a proxy in between does.
    HtmlInsteadOfJson = "html-instead-of-json", All;
    /// Token endpoints, exchange, self-service API answer with the first half of what they ought to.
    TruncatedJson = "truncated-json", All;
    /// Token endpoints, exchange, self-service API answer in bytes that are no UTF-8.
    NotUtf8 = "not-utf-8", All;
    /// Token endpoints, exchange, self-service API answer with ten million bytes.
    HugeAnswer = "huge-answer", All;
}
