//! Systems in Altinn's register with their system users (altinn.md 4, 5, 6; maskinporten.md 7.4).

mod change_request;
mod panel;
mod refusal;
mod request;
mod right;
mod system;
mod system_user;

pub use change_request::{ChangeRequest, Difference};
pub use panel::{NewSystem, NewSystemUser};
pub use refusal::SystemRefusal;
pub use request::{Request, RequestStatus};
pub use right::{Attribute, Right};
pub use system::{ChangeKind, LoggedChange, System, SystemName};
pub use system_user::{SystemUser, SystemUserKind};

pub(crate) use request::Triple;
pub(crate) use right::RESOURCE;
pub(crate) use system_user::Wanted;

fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
