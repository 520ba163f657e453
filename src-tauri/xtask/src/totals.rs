//! Adds up what the test runners say they ran.

/// How many tests passed, how many did not.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Totals {
    /// Reads one line: cargo's `test result: ok. 3 passed; 0 failed; …` or Vitest's `Tests  1 failed | 11 passed (12)`.
    pub(crate) fn hear(&mut self, line: &str) {
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ").or_else(|| line.strip_prefix("Tests  ")) {
            self.passed += before(counts, "passed");
            self.failed += before(counts, "failed");
        }
    }

    /// With those of another step.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The number in front of a word.
fn before(text: &str, word: &str) -> u32 {
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], passed: u32, failed: u32) {
        let mut totals = Totals::default();
        lines.iter().for_each(|line| totals.hear(line));
        assert_eq!(totals, Totals { passed, failed }, "{lines:?}");
    }

    #[test]
    fn both_runners_are_understood() {
        check(&["test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.01s"], 12, 0);
        check(&["test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s"], 1, 2);
        check(&["      Tests  7 passed (7)"], 7, 0);
        check(&["      Tests  1 failed | 6 passed (7)", "test result: ok. 5 passed; 0 failed;"], 11, 1);
    }

    #[test]
    fn other_lines_count_nothing() {
        check(&["running 3 tests", " Test Files  2 passed (2)", "test access::one ... ok", "3 passed"], 0, 0);
    }
}
