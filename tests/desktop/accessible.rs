//! What axe-core has to say about the page that is shown.

use std::path::Path;

use inngang_tests::Outcome;
use serde_json::{Value, json};

use crate::window::Window;

/// Levels of the Web Content Accessibility Guidelines that we promise (design.md 4), and axe's own good habits.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// What lies under the buttons that stay at the bottom counts only if it does so once it was scrolled into sight.
const ASK: &str = "const [rules, tell] = arguments;
    const free = async ({ target }) => {
        document.querySelector(target[0]).scrollIntoView({ block: 'center' });
        const { violations } = await axe.run({ include: [target] }, { runOnly: { type: 'rule', values: ['target-size'] } });
        return violations.length === 0;
    };
    const ask = async () => {
        const found = [];
        for (const { id, nodes } of (await axe.run({ runOnly: rules })).violations) {
            for (const node of nodes) {
                if (id !== 'target-size' || !(await free(node))) found.push({ id, html: node.html, why: node.failureSummary });
            }
        }
        return found;
    };
    ask().then(tell, (failure) => tell(String(failure)));";

impl Window {
    /// Fails with what axe finds on the page.
    pub(crate) async fn is_accessible(&self, what: &str) -> Outcome {
        if self.run("return typeof window.axe", &[]).await? != "object" {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
            self.run(&std::fs::read_to_string(file)?, &[]).await?;
        }
        let found = self.run_async(ASK, &[json!(RULES)]).await?;
        if found == json!([]) { Ok(()) } else { Err(format!("{what}: {}", pretty(&found)).into()) }
    }
}

fn pretty(found: &Value) -> String {
    serde_json::to_string_pretty(found).unwrap_or_default()
}
