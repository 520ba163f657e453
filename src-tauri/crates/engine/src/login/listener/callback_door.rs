//! Who is at the door of a login: the browser with the answer, the same browser on its way on, or a stranger.

use std::sync::{Mutex, PoisonError};

use hyper::{Request, Response, StatusCode};
use tokio::sync::Notify;

use super::super::answer::{self, Body};
use super::super::callback::{Expected, Meaning};
use super::super::{LoginError, Redirect};
use super::reception::{Door, is_document};
use crate::secret::Secret;

/// Reads requests until one is the answer.
pub(super) struct CallbackDoor {
    authority: String,
    path: String,
    /// Where the browser is sent on to with the answer, so that its address keeps nothing of it.
    onward: String,
    expected: Expected,
    heard: Mutex<Heard>,
    news: Notify,
    parted: Notify,
}

/// What has been heard so far.
#[derive(Default)]
pub(super) struct Heard {
    /// The code, or why there is none. Only the first counts.
    pub(super) answer: Option<Result<Secret<String>, LoginError>>,
    /// Whether that was a code, as soon as it is known.
    well: Option<bool>,
    /// What was wrong with the first that was all but the answer.
    pub(super) flaw: Option<LoginError>,
    /// How many requests were none of ours.
    pub(super) strangers: u32,
}

impl Door for CallbackDoor {
    fn authority(&self) -> &str {
        &self.authority
    }

    fn answer<T>(&self, request: &Request<T>) -> Response<Body> {
        let path = request.uri().path();
        if path == self.path {
            return self.callback(request);
        }
        if path == self.onward
            && let Some(well) = self.heard(|heard| heard.well)
        {
            if is_document(request) {
                self.parted.notify_one();
            }
            return self.page(well);
        }
        // A browser asks for an icon by itself.
        if path != "/favicon.ico" {
            self.turned_away();
        }
        answer::bare(StatusCode::NOT_FOUND)
    }

    fn turned_away(&self) {
        self.heard(Heard::stranger);
    }
}

impl CallbackDoor {
    /// `early`: how many came before anybody could have the answer.
    pub(super) fn new(authority: String, redirect: &Redirect, expected: Expected, early: u32) -> Self {
        Self {
            authority,
            path: redirect.path().to_owned(),
            onward: redirect.onward(),
            expected,
            heard: Mutex::new(Heard { strangers: early, ..Heard::default() }),
            news: Notify::new(),
            parted: Notify::new(),
        }
    }

    /// Looks at what was heard.
    pub(super) fn heard<R>(&self, look: impl FnOnce(&mut Heard) -> R) -> R {
        look(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// When the answer has come, or one that is all but it.
    pub(super) async fn news(&self) {
        self.news.notified().await;
    }

    /// When the browser has fetched its last page.
    pub(super) async fn parted(&self) {
        self.parted.notified().await;
    }

    fn callback<T>(&self, request: &Request<T>) -> Response<Body> {
        let meaning = match is_document(request) {
            true => self.expected.read(request.uri().query().unwrap_or_default()),
            false => Meaning::Stranger,
        };
        self.heard(|heard| match meaning {
            Meaning::Answer(answer) if heard.well.is_none() => {
                (heard.well, heard.answer) = (Some(answer.is_ok()), Some(answer));
                self.news.notify_one();
                answer::onward(&self.onward)
            }
            meaning => {
                heard.stranger();
                if let (Meaning::Nearly(flaw), None) = (meaning, &heard.flaw) {
                    heard.flaw = Some(flaw);
                    self.news.notify_one();
                }
                self.page(false)
            }
        })
    }

    fn page(&self, well: bool) -> Response<Body> {
        let Expected { pages, language, .. } = &self.expected;
        let (status, page) = if well { (StatusCode::OK, &pages.done) } else { (StatusCode::BAD_REQUEST, &pages.failed) };
        answer::page(status, page, language)
    }
}

impl Heard {
    fn stranger(&mut self) {
        self.strangers = self.strangers.saturating_add(1);
    }
}
