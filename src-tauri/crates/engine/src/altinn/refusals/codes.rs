//! What Altinn refuses with, as it is called here (altinn.md 4.4, 6.5, 9).

codes! { "altinn":
    TOO_MANY_REQUESTS = "too_many_requests", turn: You, facts: [seconds];
    // The system register (altinn.md 4.4).
    VENDOR_ID_FORM = "vendor_id_form", turn: You;
    SYSTEM_ID_PREFIX = "system_id_prefix", turn: You;
    SYSTEM_ID_TAKEN = "system_id_taken", turn: You;
    SYSTEM_ID_DIFFERS = "system_id_differs", turn: You;
    SYSTEM_ID_SPACES = "system_id_spaces", turn: You;
    RESOURCES_UNKNOWN = "resources_unknown", turn: You, facts: [named];
    RESOURCE_TYPES_NOT_DELEGABLE = "resource_types_not_delegable", turn: You, facts: [named];
    NOT_A_RESOURCE = "not_a_resource", turn: You, facts: [named];
    RIGHTS_TWICE = "rights_twice", turn: You;
    PACKAGES_TWICE = "packages_twice", turn: You;
    PACKAGES_UNKNOWN = "packages_unknown", turn: You, facts: [named];
    CLIENT_PACKAGE_VISIBLE = "client_package_visible", turn: You;
    CLIENT_ON_OTHER_SYSTEM = "client_on_other_system", turn: You;
    CLIENTS_TWICE = "clients_twice", turn: You;
    REDIRECT_NOT_HTTPS = "redirect_not_https", turn: You;
    UNKNOWN_SYSTEM = "unknown_system", turn: You;
    // Requests and system users (altinn.md 5, 9.2).
    ORGANISATION_UNKNOWN = "organisation_unknown", turn: You;
    NO_CONSUMER = "vendor_not_in_token", turn: You;
    RIGHT_NOT_ON_SYSTEM = "right_not_on_system", turn: You;
    NOTHING_ASKED = "nothing_asked", turn: You;
    PACKAGE_NOT_ON_SYSTEM = "package_not_on_system", turn: You, facts: [named];
    PACKAGE_FOR_CLIENTS = "package_for_clients", turn: You, facts: [named];
    PACKAGE_NOT_FOR_CLIENTS = "package_not_for_clients", turn: You, facts: [named];
    AGENT_NEEDS_PACKAGE = "agent_needs_package", turn: You;
    REDIRECT_NOT_REGISTERED = "redirect_not_registered", turn: You;
    NO_REDIRECT_REGISTERED = "no_redirect_registered", turn: You;
    SYSTEM_USER_EXISTS = "system_user_exists", turn: You;
    REQUEST_ACCEPTED = "request_accepted", turn: You;
    REQUEST_PENDING = "request_pending", turn: You;
    REQUEST_DENIED = "request_denied", turn: You;
    REQUEST_REJECTED = "request_rejected", turn: You;
    REQUEST_UNKNOWN = "request_unknown", turn: You;
    REQUEST_NOT_STORED = "request_not_stored", turn: Service;
    REQUEST_HANDLED = "request_handled", turn: You;
    CHANGE_HANDLED = "change_handled", turn: You;
    AGENT_REQUEST_EXPECTED = "agent_request_expected", turn: You;
    WRONG_KIND = "wrong_kind", turn: You;
    SYSTEM_USER_UNKNOWN = "system_user_unknown", turn: You;
    // Approval, which the customer does.
    SYSTEM_NAME_MISSING = "system_name_missing", turn: You;
    LEVEL_TOO_LOW = "level_too_low", turn: You;
    OTHER_PARTY = "other_party", turn: You;
    APPROVER_LACKS_RIGHT = "approver_lacks_right", turn: YourOrganisation;
    APPROVER_LACKS_PACKAGES = "approver_lacks_packages", turn: YourOrganisation;
    ACCESS_MANAGER_NEEDED = "access_manager_needed", turn: YourOrganisation;
    MAY_NOT_DELETE = "may_not_delete", turn: YourOrganisation;
    SERVICE_OWNER_MUST_OPEN = "service_owner_must_open", turn: Service;
    ACCESS_LIST = "access_list", turn: Service;
    RESOURCE_NOT_DELEGABLE = "resource_not_delegable", turn: You;
    MASKINPORTEN_SCHEMA = "maskinporten_schema", turn: You;
    // The clients of an agent (altinn.md 6.5).
    AGENT_UNKNOWN = "agent_unknown", turn: You;
    NOT_AN_AGENT = "not_an_agent", turn: You;
    CLIENT_MISSING = "client_missing", turn: You;
    CLIENTS_NEED_PERSON = "clients_need_person", turn: You;
    CLIENTS_FORBIDDEN = "clients_forbidden", turn: YourOrganisation;
    CLIENT_NOT_AVAILABLE = "client_not_available", turn: YourOrganisation;
    CLIENT_LACKS_PACKAGES = "client_lacks_packages", turn: YourOrganisation;
    AGENT_HAS_CLIENTS = "agent_has_clients", turn: You;
    OTHER_FACILITATOR = "other_facilitator", turn: You;
    DELEGATION_GONE = "delegation_gone", turn: You;
    PACKAGES_INVALID = "packages_invalid", turn: You;
    // Altinn itself.
    FAILED = "failed", turn: Service;
    NEEDS_SUPPORT = "needs_support", turn: Service;
    SEVERAL_PROBLEMS = "several_problems", turn: Service, facts: [named];
    // Accounts without a national id.
    SELF_IDENTIFIED_CREDENTIALS = "self_identified_credentials", turn: You;
    LOCKED = "locked", turn: You;
    NOT_SELF_IDENTIFIED = "not_self_identified", turn: You;
    LINK_REFUSED = "link_refused", turn: You;
    // Access management and the resource registry (altinn.md 9.3).
    CONSENT_REFUSED = "consent_refused", turn: You, facts: [words];
    PERSON_UNKNOWN = "person_unknown", turn: You;
    PERSON_NEEDS_NAME = "person_needs_name", turn: You;
    PARTY_KIND = "party_kind", turn: You;
    PARTY_UNKNOWN = "party_unknown", turn: You;
    NOT_CONNECTED = "not_connected", turn: YourOrganisation;
    TOO_MANY_LOOKUPS = "too_many_lookups", turn: You, facts: [seconds];
    RESOURCE_INVALID = "resource_invalid", turn: You;
    RIGHT_INVALID = "right_invalid", turn: You;
    PACKAGE_NOT_FOR_PARTY = "package_not_for_party", turn: You;
    ROLE_REFUSED = "role_refused", turn: You;
    IDPORTEN_AUTHORISATIONS = "idporten_authorisations", turn: Service;
    OTHER_OWNER = "other_owner", turn: You;
    /// Two tables give these numbers different meanings, so the words count (altinn.md 9.3).
    ACCESS_INPUT = "access_input", turn: You, facts: [words];
    REGISTRY_INPUT = "registry_input", turn: You, facts: [words];
    // What all of Altinn validates alike (altinn.md 9.1).
    VALUE_MISSING = "value_missing", turn: You, facts: [words];
    VALUE_LENGTH = "value_length", turn: You, facts: [words];
    VALUE_FORMAT = "value_format", turn: You, facts: [words];
    VALUE_REFUSED = "value_refused", turn: You, facts: [words];
    INPUT_REFUSED = "input_refused", turn: You, facts: [named];
    /// The framework's, before Altinn has looked.
    MALFORMED_REQUEST = "malformed_request", turn: Us, facts: [named];
}
