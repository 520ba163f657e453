//! The key that the window's wizard works with, which follows what is done with keys here.

use crate::failure::Failed;
use crate::profile::Here;
use inngang_platform::database::StepRow;

/// The wizard's step, whose document is the key's id.
const STEP: &str = "key";

fn is_chosen(here: &Here<'_>, id: &str) -> Result<bool, Failed> {
    let document = document(id);
    Ok(here.database().steps(here.id())?.iter().any(|row| row.step == STEP && row.document == document))
}

/// A key that is gone is worked with no more.
pub(super) fn forget(here: &Here<'_>, id: &str) -> Result<(), Failed> {
    if is_chosen(here, id)? {
        here.database().forget_step(here.id(), STEP)?;
    }
    Ok(())
}

/// Works with the key that took another's place.
pub(crate) fn follow(here: &Here<'_>, from: &str, to: &str) -> Result<(), Failed> {
    if is_chosen(here, from)? {
        let row = StepRow { step: STEP.to_owned(), document: document(to), done_at: here.now() };
        here.database().keep_step(here.id(), &row)?;
    }
    Ok(())
}

fn document(id: &str) -> String {
    serde_json::Value::from(id).to_string()
}
