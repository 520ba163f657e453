//! Which environment the files are examined for, and the issuers being asked.

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::certificates::{self, Against, Examination, OpenedFile};
use inngang_engine::ports::Clock as _;
use inngang_platform::clock::SystemClock;
use inngang_platform::folders;
use tokio::runtime::Builder;

use super::Order;
use super::given::Given;
use crate::Stop;
use crate::ground::{self, Ground};
use crate::words::Words;

/// Examines the files together.
pub(super) fn examine(order: &Order, files: &[Given], words: &Words) -> Result<Examination, Stop> {
    let opened: Vec<Arc<OpenedFile>> = files.iter().filter_map(|file| file.opened.as_ref().ok().cloned()).collect();
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(|_| ground::no_practice(words))?;
    let examination = runtime.block_on(examine_here(order, &opened, words));
    // The town may be busy making keys, which nobody waits for here.
    runtime.shutdown_background();
    examination
}

async fn examine_here(order: &Order, opened: &[Arc<OpenedFile>], words: &Words) -> Result<Examination, Stop> {
    let given = order.environment.as_ref().map(|file| Ground::described(file, words)).transpose()?;
    let town = if given.is_some() { None } else { local_town(words).await };
    let against = match (&given, &town) {
        (Some(ground), _) => Against::Environment(&ground.environment),
        (None, town) => Against::ItsOwn { practice_roots: town.as_ref().map_or(&[], |town| &town.environment.certificate_roots) },
    };
    let now = SystemClock.now();
    Ok(certificates::examine(opened, against, now))
}

/// The practice town of this computer, when there is one that can be entered. A certificate of its town hall is known by it alone.
async fn local_town(words: &Words) -> Option<Ground> {
    Ground::practice(&folders::practice()?, words).await.ok()
}
