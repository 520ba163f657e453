//! What Altinn refuses with, as it is called here (altinn.md 4.4, 6.5, 9).

codes! { "altinn":
    /// Altinn's own words say more than its number (altinn.md 9.3).
    INPUT_REFUSED = "input_refused", turn: You, facts: [named];
    MALFORMED_REQUEST = "malformed_request", turn: Us, facts: [named];
    TOO_MANY_REQUESTS = "too_many_requests", turn: You, facts: [seconds];
    LOCKED = "locked", turn: You;
    UNKNOWN_SYSTEM = "unknown_system", turn: You;
}
