//! A message of Altinn 2's that was opened, for people and for programs.

use inngang_engine::legacy::{Attachment, AttachmentKind, Message};
use serde_json::{Value, json};
use time::PrimitiveDateTime;
use time::format_description::well_known::Iso8601;

use crate::shown::shown;
use crate::words::Words;

/// What the host writes; each has its words.
const STATUSES: [&str; 6] = ["Ulest", "Lest", "Arkivert", "Utfylling", "Signering", "Sendt og arkivert"];

const fn name(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::File => "file",
        AttachmentKind::Form => "form",
        AttachmentKind::Printout => "printout",
    }
}

pub(super) fn in_json(message: &Message) -> Value {
    let attachment = |one: &Attachment| json!({ "kind": name(one.kind), "name": one.name, "size": one.size });
    json!({
        "id": message.id,
        "subject": message.subject,
        "sender": message.sender,
        "is_form": message.is_form,
        "status": message.status,
        "changed_at": message.changed_at,
        "text": message.text,
        "attachments": message.attachments.iter().map(attachment).collect::<Value>(),
    })
}

pub(super) fn in_words(message: &Message, words: &Words) -> Vec<String> {
    let said = |key: &str| words.get(&format!("legacy:message.{key}"), &[]);
    let subject = if message.subject.is_empty() { said("untitled") } else { shown(&message.subject) };
    let status =
        if STATUSES.contains(&message.status.as_str()) { said(&format!("status.{}", message.status)) } else { shown(&message.status) };
    let sender = if message.is_form { "owner" } else { "from" };
    let facts = [(sender, shown(&message.sender)), ("changed", moment(&message.changed_at, words)), ("state", status)];
    let mut told = vec![subject, String::new()];
    told.extend(facts.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| format!("  {}: {value}", said(key))));
    told.push(String::new());
    told.extend(message.text.iter().map(|line| shown(line)));
    told.extend(message.text.is_empty().then(|| said(if message.is_form { "form_text" } else { "no_text" })));
    told.push(String::new());
    if message.attachments.is_empty() {
        told.push(said("no_attachments"));
    } else {
        told.push(said("attachments"));
        told.extend(message.attachments.iter().map(|one| attachment(one, words)));
        told.push(said("not_fetched"));
    }
    told.push(said("unread"));
    told
}

fn attachment(one: &Attachment, words: &Words) -> String {
    let kind = words.get(&format!("legacy:attachment.{}", name(one.kind)), &[]);
    let size = one.size.map(|size| format!(" ({} kB)", size.div_ceil(1000))).unwrap_or_default();
    format!("  {kind}: {}{size}", shown(&one.name))
}

/// By Norwegian clocks already.
fn moment(written: &str, words: &Words) -> String {
    let Ok(moment) = PrimitiveDateTime::parse(written, &Iso8601::DATE_TIME) else { return shown(written) };
    let date = words.day(moment.date().midnight().assume_utc());
    words.get("cli:date.moment", &[("date", &date), ("time", &format!("{:02}:{:02}", moment.hour(), moment.minute()))])
}
