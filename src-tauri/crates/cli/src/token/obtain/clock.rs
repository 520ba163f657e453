//! The clock, when it is off: how far, and how it is set on this system.

use inngang_engine::clock_offset::ClockOffset;
use inngang_platform::machine::SYSTEM;

use crate::token::report::length;
use crate::words::Words;

/// Sets the clock by itself from then on.
const COMMAND: &str = "timedatectl set-ntp true";

/// Lines for a person; none when it goes as it should, or was not measured.
pub(super) fn in_words(clock: Option<ClockOffset>, words: &Words) -> Vec<String> {
    let Some(clock) = clock.filter(|clock| clock.is_off()) else { return Vec::new() };
    let said = |key: &str| words.get(&format!("common:clock.{key}"), &[]);
    let system = if ["windows", "macos"].contains(&SYSTEM) { SYSTEM } else { "linux" };
    let state = if clock.seconds() > 0 { "behind" } else { "ahead" };
    let amount = length(clock.seconds().unsigned_abs(), words);
    let mut lines = vec![format!("▲ {}.", words.get(&format!("common:clock.{state}"), &[("amount", &amount)])), said("why")];
    lines.extend(["open", "switch", "now"].map(|step| said(&format!("mend.{system}.{step}"))));
    if system == "linux" {
        lines.push(format!("{}: {COMMAND}", said("command")));
    }
    lines.push(said("managed"));
    lines
}
