//! `GET /api/{who}/messages`, `/api/{who}/messages/{id}`, `/api/{who}/messagebox`: altinn.md 3.6.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::ask::Ask;
use super::caller::{Area, User};
use super::letters::{Letter, letters};
use super::refusal::Refusal;
use super::reportees::Reportee;
use super::{Legacy, hal, locked, query};

/// Newest first; what needs a higher level is not there.
pub(super) async fn list(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Messages).await?;
    let reportee = app.reportee(&user, &who)?;
    let messages = seen(&user, &reportee).map(|letter| app.message(&letter, &who)).collect();
    Ok(app.list(&ask, "messages", "MessageId", query::page(messages, &ask.fields)?))
}

/// Reading makes it read, unless `markAsRead=false`.
pub(super) async fn read(State(app): State<Arc<Legacy>>, Path((who, id)): Path<(String, String)>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Messages).await?;
    let reportee = app.reportee(&user, &who)?;
    let letter = letters(reportee.party_id, reportee.person.is_none()).into_iter().find(|letter| letter.id == id);
    let letter = letter.ok_or(Refusal::NotFound)?;
    if letter.service.level > user.level {
        return Err(Refusal::Forbidden);
    }
    if ask.fields.first("markAsRead") != Some("false") {
        locked(&app.read).insert(letter.id.clone());
    }
    Ok(hal::answer(&ask, &app.opened(&letter, &who)))
}

/// Where the folders are.
pub(super) async fn messagebox(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Messages).await?;
    let reportee = app.reportee(&user, &who)?;
    let count = |is_in: fn(&Letter) -> bool| seen(&user, &reportee).filter(is_in).count();
    let folder = |name: &str, status: &str, count: usize| {
        let filter: String = url::form_urlencoded::byte_serialize(format!("Status eq '{status}'").as_bytes()).collect();
        json!({ "Name": name, "Count": count, "_links": { "self": app.link(&format!("/api/{who}/messages?$filter={filter}")) } })
    };
    let folders = [
        folder("Innboks", "Ulest", count(|letter| letter.status == "Ulest")),
        folder("Til utfylling", "Utfylling", count(|letter| letter.status == "Utfylling")),
        folder("Sendt og arkivert", "Sendt og arkivert", count(|letter| letter.status == "Sendt og arkivert")),
    ];
    let links = json!({ "self": app.link(&ask.path), "messages": app.link(&format!("/api/{who}/messages")) });
    Ok(hal::answer(&ask, &json!({ "_links": links, "_embedded": { "folders": folders } })))
}

fn seen(user: &User, reportee: &Reportee) -> impl Iterator<Item = Letter> {
    let level = user.level;
    letters(reportee.party_id, reportee.person.is_none()).into_iter().filter(move |letter| letter.service.level <= level)
}

impl Legacy {
    fn message(&self, letter: &Letter, who: &str) -> Value {
        let (service, own) = (letter.service, format!("/api/{who}/messages/{}", letter.id));
        let is_read = letter.status == "Ulest" && locked(&self.read).contains(&letter.id);
        let mut message = json!({
            "MessageId": letter.id,
            "Subject": letter.subject,
            "Status": if is_read { "Lest" } else { letter.status },
            "LastChangedDateTime": letter.changed,
            "LastChangedBy": service.owner,
            "ServiceOwner": service.owner,
            "Type": if service.is_form { "FormTask" } else { "Correspondence" },
            "MessageSender": service.owner,
            "ServiceCode": service.code,
            "ServiceEdition": 1,
            "_links": {
                "self": self.link(&own),
                "metadata": self.link(&format!("/api/metadata?serviceCode={}", service.code)),
                "portalview": self.link(&format!("/ui/MessageBox?id={}", letter.id)),
            },
        });
        if service.is_form {
            message["_links"]["print"] = json!({ "href": self.href(&format!("{own}/print")), "mime-type": "application/pdf" });
        } else {
            message["ReplyOptions"] = json!([{
                "Type": "Service", "URL": self.href(&format!("/Pages/ServiceEngine/Start?S={}", service.code)),
                "Text": "Svar", "ServiceCode": service.code, "ServiceEditionCode": 1,
            }]);
        }
        message
    }

    /// The same with what the list leaves out: what it says, in HTML, and what lies beside it.
    fn opened(&self, letter: &Letter, who: &str) -> Value {
        let (mut message, own) = (self.message(letter, who), format!("/api/{who}/messages/{}", letter.id));
        if letter.service.is_form {
            message["_links"]["form"] = json!([{ "href": self.href(&format!("{own}/forms/1")), "name": letter.subject }]);
        } else {
            message["Summary"] = letter.subject.clone().into();
            message["Body"] = "<p>Kjære mottaker.</p>\n<p>Dette er en &oslash;velse. Les <b>vedlegget</b>.</p>\n".into();
            message["_links"]["attachment"] = json!([{
                "href": self.href(&format!("{own}/attachments/1")), "name": letter.subject, "fileName": format!("{}.pdf", letter.subject),
                "encrypted": false, "signinglocked": false, "signedbydefault": true, "filesize": 16_027,
            }]);
        }
        message
    }
}
