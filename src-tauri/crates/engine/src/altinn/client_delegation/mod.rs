//! Client delegation: which clients an agent system user acts for, as a client administrator decides it (altinn.md 6.5).

mod apply;
mod calls;
mod error;
mod pasted;
mod plan;

pub use apply::{Applied, Pace, RowEnd, RowOutcome, apply};
pub use calls::{Agent, Client, READ, WRITE, add_client, agents, available_clients, clients, remove_client};
pub use error::{CODES, ClientDelegationError};
pub use pasted::{NotRead, Pasted, Rejected, pasted};
pub use plan::{Plan, PlanRow, Step, Wish, plan};
