//! A message of Altinn 2's on the page.

use inngang_engine::legacy::{AttachmentKind, Message};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What lies beside a message. Text key `legacy:attachment.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are the engine's")]
pub enum LegacyAttachmentKind {
    File,
    Form,
    Printout,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyAttachmentView {
    /// What sort.
    pub kind: LegacyAttachmentKind,
    /// Name; of a printout the type.
    pub name: String,
    /// In bytes.
    pub size: Option<u32>,
}

/// A message that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyMessageView {
    /// What it is about.
    pub subject: String,
    /// Who sent it; of a form, whose it is.
    pub sender: String,
    /// A form, and no letter.
    pub is_form: bool,
    /// As the API writes it. Text key `legacy:message.status.<status>`.
    pub status: String,
    /// A moment in Norway, without a zone.
    pub changed_at: String,
    /// Line by line; text, whatever it was written as.
    pub text: Vec<String>,
    /// In the order sent.
    pub attachments: Vec<LegacyAttachmentView>,
}

impl From<Message> for LegacyMessageView {
    fn from(message: Message) -> Self {
        let attachments = message.attachments.into_iter().map(|attachment| LegacyAttachmentView {
            kind: match attachment.kind {
                AttachmentKind::File => LegacyAttachmentKind::File,
                AttachmentKind::Form => LegacyAttachmentKind::Form,
                AttachmentKind::Printout => LegacyAttachmentKind::Printout,
            },
            name: attachment.name,
            size: attachment.size.and_then(|size| u32::try_from(size).ok()),
        });
        Self {
            subject: message.subject,
            sender: message.sender,
            is_form: message.is_form,
            status: message.status,
            changed_at: message.changed_at,
            text: message.text,
            attachments: attachments.collect(),
        }
    }
}
