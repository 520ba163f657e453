//! Keys cut off and bent in every place: answered with words, in bounded time, and never with another key.

use inngang_engine::certificates::Effort;
use inngang_engine::keys;

use crate::desk::{Desk, PASSWORD};
use crate::ports::ports;
use crate::rfc7515::jwk;
use crate::{Failure, ORGANISATION, source};

/// Xorshift: the same numbers each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }
}

/// One of the ways in which files get damaged.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = dice.throw(bytes.len());
    match dice.throw(5) {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << dice.throw(8),
        2 => drop(bytes.drain(at..(at + dice.throw(40)).min(bytes.len()))),
        3 => {
            let piece = bytes[at..(at + dice.throw(200)).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        _ => (0..dice.throw(20)).for_each(|_| {
            let at = dice.throw(bytes.len());
            bytes[at] = dice.throw(256).to_le_bytes()[0];
        }),
    }
    bytes
}

#[test]
fn no_damage_makes_another_key_of_it() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let organisation = ORGANISATION.parse()?;
    let pkcs8 = ["pkcs8", "-topk8", "-in", "a.key"];
    let inputs = [
        desk.read("a.key")?,
        desk.run(&[&pkcs8[..], &["-nocrypt", "-outform", "DER"]].concat())?,
        desk.run(&["rsa", "-in", "a.key", "-traditional", "-outform", "DER"])?,
        desk.run(&["rsa", "-in", "a.key", "-traditional", "-aes256", "-passout", PASSWORD])?,
        desk.run(&[&pkcs8[..], &["-passout", PASSWORD, "-outform", "DER"]].concat())?,
        desk.run(&[&pkcs8[..], &["-passout", PASSWORD, "-v1", "PBE-SHA1-3DES"]].concat())?,
        jwk().to_string().into_bytes(),
    ];
    let mut dice = Dice(0x1a9e_57a1_c0de);
    for input in &inputs {
        let ports = ports(0);
        let whole = keys::import(&source(input, Some("hemmelig")), &organisation, &Effort::default(), &ports)?;
        for _ in 0..300 {
            let bytes = damaged(input, &mut dice);
            let effort = Effort::default();
            // A key that comes out all the same is the very one: nothing that counts was hit.
            if let Ok(imported) = keys::import(&source(&bytes, Some("hemmelig")), &organisation, &effort, &ports) {
                assert_eq!(imported.facts, whole.facts);
            }
            assert!(effort.spent().rounds <= 10_000_000);
        }
        assert_eq!(ports.keys.list()?.len(), 1);
    }
    Ok(())
}
