//! Lists in pages (altinn.md 5.6).

use std::collections::BTreeSet;

use inngang_practice::Fault;
use reqwest::Method;
use serde_json::json;

use super::{Failure, REQUEST, SYSTEM, Vendor, agent_request, request, with};
use crate::rig::Outcome;

/// What each page held, by its ids.
async fn pages(vendor: &Vendor, first: String) -> Result<Vec<Vec<String>>, Failure> {
    let (mut next, mut pages) = (Some(first), Vec::new());
    while let Some(path) = next {
        let page = vendor.get(&path).await?;
        pages.push(page["data"].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str().map(str::to_owned)).collect());
        let link = page["links"]["next"].as_str().map(str::to_owned);
        assert!(link.as_ref().is_none_or(|link| link.starts_with("http://internal.")), "an internal host name: {link:?}");
        next = link.and_then(|link| link.split_once("/authentication/api/v1/").map(|(_, path)| path.to_owned()));
        assert!(pages.len() < 10, "no end");
    }
    Ok(pages)
}

#[tokio::test]
async fn a8_a_list_has_pages_of_fifty_or_of_as_few_as_wanted() -> Outcome {
    let vendor = Vendor::with_system().await?;
    for number in 0..5 {
        vendor.ok(Method::POST, REQUEST, &with(&request(), "externalRef", json!(number.to_string()))).await?;
    }
    vendor.ok(Method::POST, &format!("{REQUEST}/agent"), &agent_request()).await?;
    let (standard, agents) = (format!("{REQUEST}/bysystem/{SYSTEM}"), format!("{REQUEST}/agent/bysystem/{SYSTEM}"));
    let sizes = |pages: &[Vec<String>]| pages.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes(&pages(&vendor, standard.clone()).await?), [5], "the agent is not among them");
    assert_eq!(sizes(&pages(&vendor, agents.clone()).await?), [1]);
    vendor.practice().set_page_size(2)?;
    let there = pages(&vendor, standard.clone()).await?;
    assert_eq!((sizes(&there), there.concat().iter().collect::<BTreeSet<_>>().len()), (vec![2, 2, 1], 5));
    let faults = vendor.practice().faults();
    faults.set(Fault::RequestsSkipOne, true);
    let skipped = pages(&vendor, standard.clone()).await?;
    assert_eq!(skipped.concat(), [&there[0][..], &there[1][1..], &there[2][..]].concat(), "one is missing at the border");
    faults.clear();
    let unreadable = vendor.call(Method::GET, &format!("{standard}?token=!"), None).await?;
    assert_eq!(unreadable.status, 400);
    vendor.refuses(Method::GET, &format!("{REQUEST}/bysystem/312345609_annet"), &json!(null), 404, "AUTH-00011").await?;
    vendor.call(Method::DELETE, &format!("{REQUEST}/{}", there[0][0]), None).await?;
    assert_eq!(pages(&vendor, standard).await?.concat().len(), 4, "a deleted one is not listed");
    Ok(())
}
