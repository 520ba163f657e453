//! The codes of the dry run's lines, in the order of the lines.

codes! { "maskinporten":
    /// 3.1, 3.2, 3.3
    GRANT = "check_grant", turn: You, facts: [seconds];
    GRANT_MALFORMED = "check_grant_malformed", turn: Us, facts: [parts];
    /// 3.2: `iss`
    CLIENT = "check_client", turn: You, facts: [client];
    CLIENT_UNUSUAL = "check_client_unusual", turn: You, facts: [client];
    CLIENT_IS_NUMBER = "check_client_is_number", turn: You, facts: [client];
    CLIENT_ELSEWHERE = "check_client_elsewhere", turn: You, facts: [client, theirs, ours];
    /// 3.5, 8
    KEY = "check_key", turn: You, facts: [kid, expires];
    KEY_RETIRED = "check_key_retired", turn: You, facts: [kid, retired];
    KEY_NOT_ON_CLIENT = "check_key_not_on_client", turn: You, facts: [kid, client];
    KEY_NEW = "check_key_new", turn: You, facts: [kid];
    KEY_AGE_UNKNOWN = "check_key_age_unknown", turn: You, facts: [kid];
    KEY_REQUIRED = "check_key_required", turn: You, facts: [client];
    KEY_ENDS_SOON = "check_key_ends_soon", turn: You, facts: [kid, expires];
    KEY_EXPIRED = "check_key_expired", turn: You, facts: [kid, expires];
    KEY_OTHER = "check_key_other", turn: You, facts: [kid];
    KEY_ALGORITHM = "check_key_algorithm", turn: You, facts: [kid, registered, ours];
    KEY_WEAK = "check_key_weak", turn: You, facts: [bits];
    KEY_UNSEEN = "check_key_unseen", turn: You;
    /// 9
    CERTIFICATE = "check_certificate", turn: YourOrganisation, facts: [not_after, organisation];
    CERTIFICATE_UNREADABLE = "check_certificate_unreadable", turn: You;
    CERTIFICATE_OTHER_KEY = "check_certificate_other_key", turn: You;
    /// 3.2: `aud`
    ISSUER = "check_issuer", turn: You, facts: [issuer];
    /// 3.3
    CLOCK = "check_clock", turn: You, facts: [seconds, uncertainty];
    CLOCK_OFF = "check_clock_off", turn: You, facts: [seconds, uncertainty];
    CLOCK_UNKNOWN = "check_clock_unknown", turn: You;
    /// 13
    SCOPES = "check_scopes", turn: You, facts: [scopes];
    SCOPES_TWICE = "check_scopes_twice", turn: You, facts: [scopes];
    SCOPES_ODD = "check_scopes_odd", turn: You, facts: [scopes];
    SCOPES_FOR_PEOPLE = "check_scopes_for_people", turn: You, facts: [scopes];
    SCOPES_UNLISTED = "check_scopes_unlisted", turn: You, facts: [scopes, as_of];
    SCOPES_MISSPELT = "check_scopes_misspelt", turn: You, facts: [scopes, nearest];
    /// 10.2: MP-200
    SCOPES_NOT_ON_CLIENT = "check_scopes_not_on_client", turn: You, facts: [scopes, client];
    /// 10.2: MP-250
    SCOPES_GIVEN = "check_scopes_given", turn: You, facts: [scopes];
    SCOPES_NOT_GIVEN = "check_scopes_not_given", turn: YourOrganisation, facts: [scopes];
    SCOPES_REQUESTED = "check_scopes_requested", turn: Service, facts: [scopes];
    SCOPES_NEED_ACCESS = "check_scopes_need_access", turn: YourOrganisation, facts: [scopes];
    /// 7.3
    OWN_CONSUMER = "check_own_consumer", turn: You, facts: [consumer];
    CONSUMER = "check_consumer", turn: YourOrganisation, facts: [consumer, scopes];
    NOT_DELEGABLE = "check_not_delegable", turn: You, facts: [scopes];
    /// 7.1
    RESOURCES = "check_resources", turn: You, facts: [resources];
    /// 7.2
    PERSON = "check_person", turn: You;
    PERSON_DIGITS = "check_person_digits", turn: You;
    /// 7.4
    SYSTEM_USER = "check_system_user", turn: You, facts: [owner];
    SYSTEM_USER_OWNER = "check_system_user_owner", turn: You, facts: [owner];
    EXTERNAL_REF = "check_external_ref", turn: You, facts: [reference];
}
