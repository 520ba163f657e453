//! System-user requests of a vendor's: made, followed until they are answered, deleted (altinn.md 5).

mod confirm_url;
mod create;
mod delete;
mod difference;
mod error;
mod follow;
mod list;
mod no_system;
mod of_system;
mod own;
mod party;
mod poll;
mod wanted;

pub use confirm_url::ConfirmUrl;
pub use create::{Made, change, create, create_anew};
pub use delete::delete;
pub use difference::Difference;
pub use error::{CODES, RequestError};
pub use follow::{Checked, check, check_by_plan, read, watch};
pub use list::{Listed, list};
pub use no_system::without_system;
pub use own::{OwnRequest, Standing};
pub use party::party_name;
pub use poll::wait;
pub use wanted::{Asked, Change, Wanted};
