//! Lists in pages: each link leads on by its query alone, since its host can be one inside Altinn (altinn.md 1.3, 5.6).

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::http::{HttpFailure, Response};

/// Of 50 each: a vendor with more customers than this is not read whole while somebody waits.
const MOST_PAGES: usize = 100;

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Page<T> {
    data: Vec<T>,
    #[serde(default)]
    links: Links,
}

#[derive(Default, Deserialize)]
struct Links {
    next: Option<String>,
}

/// All pages from `url` on; how many were read, when there are more than are read at a time.
pub(crate) async fn read_pages<T: DeserializeOwned, E: From<HttpFailure>, Asking: Future<Output = Result<Response, E>>>(
    mut url: Url,
    ask: impl Fn(Url) -> Asking,
) -> Result<Result<Vec<T>, usize>, E> {
    let mut read = Vec::new();
    for _ in 0..MOST_PAGES {
        let response = ask(url.clone()).await?;
        let page: Page<T> = response.json()?;
        read.extend(page.data);
        let Some(next) = page.links.next else { return Ok(Ok(read)) };
        if !follow(&mut url, &next) {
            return Err(response.unexpected().into());
        }
    }
    Ok(Err(read.len()))
}

/// One page, whatever it leads on to.
pub(crate) fn page_of<T: DeserializeOwned>(response: &Response) -> Result<Vec<T>, HttpFailure> {
    Ok(response.json::<Page<T>>()?.data)
}

/// No more of the link than its query is taken. False when it leads to the page that it is on.
fn follow(url: &mut Url, next: &str) -> bool {
    let query = next.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default());
    let before = url.query().map(str::to_owned);
    url.set_query(query);
    query.is_some() && url.query() != before.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_no_other_host_and_no_other_path() -> Result<(), url::ParseError> {
        let check = |next: &str, expected: Option<&str>| -> Result<(), url::ParseError> {
            let mut url = Url::parse("https://platform.example.no/a/1?token=first")?;
            let moved = follow(&mut url, next);
            assert_eq!(moved.then_some(url.as_str()), expected, "{next}");
            Ok(())
        };
        check("http://internal.example.no/b/2?token=abc_-", Some("https://platform.example.no/a/1?token=abc_-"))?;
        check("/a/1?token=abc#x", Some("https://platform.example.no/a/1?token=abc"))?;
        check("?token=a%26b", Some("https://platform.example.no/a/1?token=a%26b"))?;
        check("/a/1?token=first", None)?;
        check("nowhere", None)
    }
}
