//! A system as a vendor sends it (altinn.md 4.2).

use serde_json::Value;

use crate::altinn::binding::Members;
use crate::altinn::refusal::Refusal;
use crate::systems::{Right, System, SystemName};

/// What the framework has bound.
pub(super) struct Form {
    pub(super) id: String,
    /// `0192:` with nine digits, if it is right.
    pub(super) vendor: String,
    pub(super) name: SystemName,
    pub(super) description: SystemName,
    pub(super) rights: Vec<Right>,
    pub(super) packages: Vec<String>,
    pub(super) client_ids: Vec<String>,
    pub(super) redirect_urls: Vec<String>,
    pub(super) is_visible: bool,
}

impl Form {
    pub(super) fn bind(body: &Value) -> Result<Self, Refusal> {
        let members = Members::of(body)?;
        members.require(&["id", "vendor", "name", "description"])?;
        let vendor = members.object("vendor")?.map(|vendor| {
            vendor.require(&["ID"])?;
            vendor.text("ID")
        });
        let names = |name| members.object(name)?.map_or_else(|| Ok(SystemName::default()), |texts| in_languages(&texts));
        Ok(Self {
            id: members.text("id")?.unwrap_or_default(),
            vendor: vendor.transpose()?.flatten().unwrap_or_default(),
            name: names("name")?,
            description: names("description")?,
            rights: members.rights("rights")?.unwrap_or_default(),
            packages: members.packages("accessPackages")?.unwrap_or_default(),
            client_ids: members.texts("clientId")?,
            redirect_urls: members.texts("allowedRedirectUrls")?,
            is_visible: members.flag("isVisible")?.unwrap_or(true),
        })
    }

    /// The nine digits of the vendor.
    pub(super) fn vendor_number(&self) -> Option<&str> {
        let number = self.vendor.strip_prefix("0192:")?;
        (number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
    }

    /// Puts all that was sent in the place of what the system had.
    pub(super) fn write_to(self, system: &mut System) {
        system.name = self.name;
        system.description = self.description;
        system.rights = self.rights;
        system.packages = self.packages;
        system.client_ids = self.client_ids;
        system.redirect_urls = self.redirect_urls;
        system.is_visible = self.is_visible;
    }
}

/// Altinn does not demand them: a system without a bokmål name is found out when somebody approves (AUTH-00017).
fn in_languages(texts: &Members<'_>) -> Result<SystemName, Refusal> {
    let text = |language| texts.text(language).map(Option::unwrap_or_default);
    Ok(SystemName { nb: text("nb")?, nn: text("nn")?, en: text("en")? })
}
