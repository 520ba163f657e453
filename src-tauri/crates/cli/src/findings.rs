//! Findings in words: by whose move it is; what is in order comes last.

use inngang_engine::certificates::{Finding, Severity};
use inngang_engine::problem::Turn;

use crate::json;
use crate::words::Words;

const TURNS: [Turn; 5] = [Turn::You, Turn::YourOrganisation, Turn::Service, Turn::Network, Turn::Us];

/// Headings at depth 0, findings at depth 1.
pub(crate) fn lines(findings: &[Finding], words: &Words) -> Vec<(usize, String)> {
    let (good, open): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.severity == Severity::Good);
    let of = |turn: Turn| (json::turn(turn), open.iter().copied().filter(|finding| finding.turn == turn).collect::<Vec<_>>());
    let groups = TURNS.map(of).into_iter().chain([("good", good)]).filter(|(_, findings)| !findings.is_empty());
    groups
        .flat_map(|(name, findings)| {
            let heading = format!("{}:", words.get(&format!("common:move.{name}"), &[]));
            [(0, heading)].into_iter().chain(findings.into_iter().map(|finding| (1, in_words(finding, words)))).collect::<Vec<_>>()
        })
        .collect()
}

fn in_words(finding: &Finding, words: &Words) -> String {
    let part = |part: &str| words.with_facts(&format!("problems:{}.{part}", finding.code), &finding.facts);
    let mark = match finding.severity {
        Severity::Good => return format!("✓ {}.", part("title")),
        Severity::Note => "·",
        Severity::Warning => "!",
        Severity::Blocking => "✗",
    };
    format!("{mark} {}. {} {} ({})", part("title"), part("cause"), part("remedy"), finding.code)
}
