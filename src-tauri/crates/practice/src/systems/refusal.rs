//! Why the system register or a system user is not changed.

/// What Altinn would answer 400, 404 or 409 to (altinn.md 4.4, 9.2).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SystemRefusal {
    /// The organisation is not in the town, or cannot act.
    #[error("organisation {0} cannot be vendor or owner")]
    Organisation(String),
    /// The name, or the id made of it, has other characters than ASCII letters, digits, `-`, `_`, or is too long.
    #[error("{0:?} cannot be a system's name")]
    Name(String),
    /// The id was given before, perhaps to a system that is deleted (AUTH.VLD-00002).
    #[error("there is or was a system {0}")]
    Taken(String),
    /// No live system has this id (AUTH-00011).
    #[error("there is no system {0}")]
    System(String),
    /// A client id is empty, or stands there twice (AUTH.VLD-00011).
    #[error("{0:?} cannot be on the system")]
    Client(String),
    /// The client id is on another live system (AUTH.VLD-00004).
    #[error("client {0} is on another system")]
    ClientElsewhere(String),
    /// The same system, owner and reference are there already (AUTH-00004).
    #[error("system user {0} is there already")]
    Same(String),
    /// No live system user has this id (AUTH-00015).
    #[error("there is no system user {0}")]
    SystemUser(String),
    /// No request has this id (AUTH-00010, AUTH-00030).
    #[error("there is no request {0}")]
    Request(String),
    /// The request is decided already, or too old (AUTH-00013).
    #[error("request {0} is no longer new")]
    Decided(String),
    /// The system has no name to give the system user (AUTH-00017).
    #[error("request {0} has no title")]
    Untitled(String),
}
