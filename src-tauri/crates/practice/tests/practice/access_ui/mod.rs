//! Access management in the browser, as a scripted client meets it; the numbers in the names are those of altinn.md 13.

use inngang_practice::{NewSystem, NewSystemUser, Right, SystemUser, SystemUserKind};

use crate::maskinporten::new_system;
use crate::rig::{Answer, BAKERY, Rig};

mod approval;
mod overview;
mod refusals;
mod road;

type Failure = Box<dyn std::error::Error>;

const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const SYSTEM: &str = "312345609_kassa";
const UI: &str = "/accessmanagement/ui/systemuser";

/// Who comes, by the number of the user, at the high level.
const ÅSE: &str = "20100001.4";
const KLARA: &str = "20100002.4";
const BO: &str = "20100003.4";
const STRANGER: &str = "20100004.4";
const TUVA: &str = "20100006.4";
const LEIF: &str = "20100007.4";

fn package(name: &str) -> String {
    format!("urn:altinn:accesspackage:{name}")
}

/// A town with the vendor's system, which may have this.
async fn town(rights: &[&str], packages: &[&str]) -> Result<Rig, Failure> {
    let rig = Rig::start().await?;
    rig.practice.register_system(NewSystem { client_ids: Vec::new(), ..new_system(VENDOR, &[]) })?;
    set_access(&rig, rights, packages)?;
    Ok(rig)
}

fn set_access(rig: &Rig, rights: &[&str], packages: &[&str]) -> Result<(), Failure> {
    let rights = rights.iter().map(|id| Right::to(id)).collect();
    Ok(rig.practice.set_system_access(SYSTEM, rights, packages.iter().map(|name| package(name)).collect())?)
}

/// What the vendor has asked for, and nobody decided.
fn ask(rig: &Rig, owner: &str, kind: SystemUserKind) -> Result<SystemUser, Failure> {
    let external_ref = Some(format!("ref-{}", rig.practice.requests().len()));
    Ok(rig.practice.add_system_user(NewSystemUser {
        system: SYSTEM.to_owned(),
        owner: owner.to_owned(),
        external_ref,
        kind,
        approved: false,
    })?)
}

fn ask_bakery(rig: &Rig) -> Result<SystemUser, Failure> {
    ask(rig, BAKERY, SystemUserKind::Standard)
}

async fn see(rig: &Rig, path: &str, who: Option<&str>) -> Result<Answer, Failure> {
    let address = format!("{}{UI}/{path}", rig.practice.addresses().altinn_access_ui);
    let request = rig.http.get(address);
    rig.send(match who {
        Some(who) => request.header("cookie", format!("practice-altinn={who}")),
        None => request,
    })
    .await
}

async fn send(rig: &Rig, path: &str, who: &str, fields: &[(&str, &str)]) -> Result<Answer, Failure> {
    let address = format!("{}{UI}/{path}", rig.practice.addresses().altinn_access_ui);
    rig.send(rig.http.post(address).header("cookie", format!("practice-altinn={who}")).form(fields)).await
}

/// The status with the code that the page shows, if any.
fn outcome(answer: &Answer) -> (u16, &str) {
    let code = answer.body.split_once(r#"<code id="code">"#).and_then(|(_, rest)| rest.split('<').next());
    (answer.status, code.unwrap_or_default())
}
