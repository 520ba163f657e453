//! A value that is wiped when dropped and that nothing can print, compare, copy or send.

use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroize;

/// A secret: a password, a private key, a token.
///
/// It has no `Clone`, `PartialEq`, `Display`, `Deref` or `Serialize`, so an answer with a secret in it does not compile.
/// `Deserialize` exists alone: a password may come in from the page and nothing can go out.
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes charge of `value`; the caller must not keep a copy.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The bare value. Every use carries an `// EXPOSE:` line that says why it must, and why the callee keeps it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_stars() {
        assert_eq!(format!("{:?}", Secret::new("rosa".to_owned())), "Secret(***)");
    }
}
