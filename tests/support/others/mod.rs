//! Certificate files that programs of others write when a test runs: which files, how, and what must be in them.

pub mod cell;
mod cells_gnutls;
mod cells_java;
mod cells_nss;
mod cells_openssl;
pub mod judge;
pub mod material;
pub mod program;

pub use cell::{Cell, Contents, Expect, Password, Tool};
pub use judge::{Held, Judge};
pub use material::Material;

/// Every file that the matrix has, in its order.
#[must_use]
pub fn cells() -> Vec<Cell> {
    [cells_openssl::cells(), cells_java::cells(), cells_nss::cells(), cells_gnutls::cells()].concat()
}
