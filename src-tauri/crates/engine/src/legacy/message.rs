//! One message of Altinn 2's, opened (altinn.md 3.6).

use serde_json::Value;

use super::markup::lines;
use crate::said::{readable, words};
use crate::scrub::masking_national_ids;

/// A letter or a form, with what lies beside it. What the host left out is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// `a100`.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// Who sent it; of a form, whose it is.
    pub sender: String,
    /// A form that somebody fills in, and no letter.
    pub is_form: bool,
    /// `Ulest`, `Lest`, `Arkivert`; of a form `Utfylling`, `Signering`, `Sendt og arkivert`.
    pub status: String,
    /// As it is written: a moment in Norway, without a zone.
    pub changed_at: String,
    /// What it says, line by line.
    pub text: Vec<String>,
    /// In the order sent.
    pub attachments: Vec<Attachment>,
}

/// What lies beside a message. It is told of, and not fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What sort.
    pub kind: AttachmentKind,
    /// Its file's name, or its own; of a printout the type.
    pub name: String,
    /// In bytes.
    pub size: Option<u64>,
}

/// What lies beside a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A file.
    File,
    /// A form within the form.
    Form,
    /// The form as it is printed.
    Printout,
}

impl Message {
    pub(super) fn of(body: &Value) -> Self {
        let text = |name: &str| shown(body.get(name));
        let own = ["Body", "Summary"].into_iter().map(|name| body.get(name).and_then(Value::as_str).map(lines).unwrap_or_default());
        let sender = ["MessageSender", "ServiceOwner"].into_iter().map(text).find(|sender| !sender.is_empty());
        Self {
            id: text("MessageId"),
            subject: text("Subject"),
            sender: sender.unwrap_or_default(),
            is_form: body.get("Type").and_then(Value::as_str) == Some("FormTask"),
            status: text("Status"),
            changed_at: text("LastChangedDateTime"),
            // The summary is the body's beginning, or all there is.
            text: own.into_iter().find(|lines| !lines.is_empty()).unwrap_or_default(),
            attachments: attachments(body),
        }
    }
}

fn attachments(body: &Value) -> Vec<Attachment> {
    let linked = |name: &str| match body.pointer(&format!("/_links/{name}")) {
        Some(Value::Array(links)) => links.iter().collect(),
        Some(link @ Value::Object(_)) => vec![link],
        _ => Vec::new(),
    };
    let read = |kind: AttachmentKind, link: &Value, names: &[&str]| {
        let name = names.iter().map(|name| shown(link.get(*name))).find(|name| !name.is_empty())?;
        Some(Attachment { kind, name, size: link.get("filesize").and_then(Value::as_u64) })
    };
    let files = linked("attachment").into_iter().filter_map(|link| read(AttachmentKind::File, link, &["fileName", "name"]));
    let forms = linked("form").into_iter().filter_map(|link| read(AttachmentKind::Form, link, &["name"]));
    let printouts = linked("print").into_iter().filter_map(|link| read(AttachmentKind::Printout, link, &["mime-type"]));
    forms.chain(files).chain(printouts).collect()
}

fn shown(value: Option<&Value>) -> String {
    value.map(|value| masking_national_ids(&readable(&words(value)))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_letter_is_read_with_its_text_and_its_files() {
        let letter = Message::of(&json!({
            "MessageId": "a200", "Subject": "Vedtak", "Status": "Ulest", "LastChangedDateTime": "2026-01-02T03:04:05.678",
            "ServiceOwner": "Etaten", "MessageSender": "Avdelingen", "Type": "Correspondence", "Summary": "Kort",
            "Body": "<p>Hei, 13888012345.</p><script>alert(1)</script><p>Se vedlegget.</p>",
            "_links": { "self": { "href": "https://host.example/a200" }, "attachment": [
                { "href": "https://host.example/1", "name": "Vedtak", "fileName": "vedtak.pdf", "filesize": 967_038, "encrypted": false },
                { "href": "https://host.example/2", "name": "Uten filnavn", "filesize": -1 }, { "href": "https://host.example/3" }, 7] },
        }));
        assert_eq!((letter.sender.as_str(), letter.is_form, letter.status.as_str()), ("Avdelingen", false, "Ulest"));
        assert_eq!((letter.id.as_str(), letter.subject.as_str()), ("a200", "Vedtak"));
        assert_eq!(
            (letter.text, letter.changed_at.as_str()),
            (vec!["Hei, 138880*****.".to_owned(), "Se vedlegget.".to_owned()], "2026-01-02T03:04:05.678")
        );
        let file = |name: &str, size| Attachment { kind: AttachmentKind::File, name: name.to_owned(), size };
        assert_eq!(letter.attachments, [file("vedtak.pdf", Some(967_038)), file("Uten filnavn", None)]);
    }

    #[test]
    fn a_form_has_its_owner_its_parts_and_its_printout() {
        let form = Message::of(&json!({
            "Type": "FormTask", "ServiceOwner": "Etaten", "Summary": "Kort",
            "_links": { "print": { "href": "https://host.example/print", "mime-type": "application/pdf" }, "form": [{ "name": "Hovedskjema" }] },
        }));
        assert_eq!((form.sender.as_str(), form.is_form, form.text), ("Etaten", true, vec!["Kort".to_owned()]));
        let kinds: Vec<_> = form.attachments.iter().map(|attachment| (attachment.kind, attachment.name.as_str())).collect();
        assert_eq!(kinds, [(AttachmentKind::Form, "Hovedskjema"), (AttachmentKind::Printout, "application/pdf")]);
        for nothing in [json!(null), json!([]), json!({ "_links": { "attachment": "x" }, "Body": 3 })] {
            assert_eq!(Message::of(&nothing), Message::default(), "{nothing}");
        }
    }
}
