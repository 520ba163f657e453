//! `inngang altinn requests`: customers are asked for system users, and followed until they have answered.

pub(crate) mod arguments;
mod told;

use std::collections::BTreeSet;

use inngang_engine::altinn::{AltinnId, RequestKind, Right, SystemUserRequest};
use inngang_engine::names::{ExternalRef, OrgNumber};
use inngang_engine::vendor::requests::{self, Change, Checked, Made, OwnRequest, RequestError, Standing, Wanted};
use inngang_engine::vendor::{Vendor, system_users, systems};

use super::caller::Caller;
use crate::failure::Failed;
use crate::place::Place;
use crate::words::Words;
use crate::{Ending, Stop, print};

/// Who asks, and what.
#[derive(Debug)]
pub(crate) struct Order {
    caller: Caller,
    deed: Deed,
}

/// What can be done with requests.
#[derive(Debug)]
pub(crate) enum Deed {
    /// Lists our own, or those that Altinn has for a system.
    List(Option<String>),
    /// Asks a customer; when one stands in the way, after that is deleted if so said.
    Create { wanted: Typed, anew: bool },
    /// Looks at one, of this kind where it is not ours.
    Show(String, RequestKind),
    /// Waits until one is answered.
    Wait(String),
    /// Deletes one of our own.
    Delete(String),
    /// Asks for other rights of a system user.
    Change { of: Typed, change: Wish },
}

/// What was typed of a system user, not yet read.
#[derive(Debug)]
pub(crate) struct Typed {
    system: String,
    party: String,
    external_ref: String,
    title: Option<String>,
    kind: RequestKind,
    rights: Vec<String>,
    packages: Vec<String>,
}

/// What was typed of a change.
#[derive(Debug)]
pub(crate) struct Wish {
    unwanted_rights: Vec<String>,
    unwanted_packages: Vec<String>,
}

/// Does it.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let json = order.caller.choice.json;
    order.caller.as_vendor(words, async |vendor, place| Work { vendor, place, json, words }.carry_out(&order.deed).await)
}

struct Work<'a> {
    vendor: &'a Vendor,
    place: &'a Place<'a>,
    json: bool,
    words: &'a Words,
}

impl Work<'_> {
    async fn carry_out(&self, deed: &Deed) -> Result<Ending, Failed> {
        match deed {
            Deed::List(None) => self.list_own().await,
            Deed::List(Some(system)) => self.list(system).await,
            Deed::Create { wanted, anew } => self.create(wanted.read(self.words)?, *anew).await,
            Deed::Show(id, kind) => self.show(id, *kind).await,
            Deed::Wait(id) => self.wait(id).await,
            Deed::Delete(id) => self.delete(id).await,
            Deed::Change { of, change } => self.change(of, change).await,
        }
    }

    async fn list_own(&self) -> Result<Ending, Failed> {
        // What the register does not tell is listed as it stood.
        if let Ok(gone) = requests::without_system(&self.own()?, self.vendor).await {
            gone.iter().try_for_each(|own| self.note(own))?;
        }
        self.print(&told::own(&self.own()?, self.json, self.words))
    }

    async fn list(&self, system: &str) -> Result<Ending, Failed> {
        let (own, mut all) = (self.own()?, Vec::new());
        for kind in RequestKind::ALL {
            let listed = requests::list(kind, system, &own, self.vendor).await?;
            all.extend(listed.requests.into_iter().map(|request| (kind, request)));
        }
        self.print(&told::listed(&all, &own, self.json, self.words))
    }

    async fn create(&self, wanted: Wanted, anew: bool) -> Result<Ending, Failed> {
        let wanted = match systems::read(&wanted.system, self.vendor).await {
            Ok(system) => wanted.of(&system)?,
            // Whoever may not read the register asks as it was typed, and Altinn judges.
            Err(_) => wanted,
        };
        let made = requests::create(&wanted, self.vendor).await?;
        if made.is_new {
            return self.made(made).await;
        }
        // One that was there may have been answered, and its system user deleted since.
        let checked = requests::check(&made.own, self.vendor).await?;
        let made = Made { own: checked.own, ..made };
        if !anew || !made.own.standing.is_in_the_way() {
            return self.made(made).await;
        }
        let mut again = requests::create_anew(&made.own, std::slice::from_ref(&made.own), self.vendor).await?;
        self.forget(made.own.id)?;
        again.own.party_name = made.own.party_name;
        self.made(again).await
    }

    /// Keeps it and tells of it; one that was there and asks for something else, or was turned down, is something found.
    async fn made(&self, mut made: Made) -> Result<Ending, Failed> {
        // Before anything else: what is not written down is neither watched on nor may it be deleted.
        if let Some(here) = self.place.here {
            here.database().keep_request(here.id(), &made.own)?;
        }
        if made.own.party_name.is_none() {
            made.own.party_name = requests::party_name(&made.own.party, self.vendor.platform()).await;
        }
        if let (Some(here), Some(name)) = (self.place.here, &made.own.party_name) {
            here.database().name_party(here.id(), made.own.party.as_str(), name)?;
        }
        self.print(&told::made(&made, &self.place.environment, self.json, self.words))?;
        let fine = made.difference.is_empty() && !made.own.standing.is_in_the_way();
        Ok(if fine { Ending::Good } else { Ending::Finding })
    }

    async fn show(&self, id: &str, kind: RequestKind) -> Result<Ending, Failed> {
        let id = read_id(id)?;
        if let Some(own) = self.own()?.iter().find(|own| own.id == id) {
            let checked = requests::check(own, self.vendor).await?;
            return self.checked(&checked);
        }
        let found: Option<SystemUserRequest> = requests::read(kind, id, self.vendor).await?;
        let standing = found.as_ref().map_or(Standing::Gone, Standing::of);
        self.print(&told::found(id, kind, found.as_ref(), self.json, self.words))?;
        Ok(ending(standing))
    }

    async fn wait(&self, id: &str) -> Result<Ending, Failed> {
        let own = self.ours(id)?;
        let mut told = None;
        let last = requests::watch(&own, self.vendor, |checked| {
            // What stands as it stood is not told again.
            if !self.json && told != Some(checked.own.standing) {
                told = Some(checked.own.standing);
                eprint_standing(checked, self.words);
            }
        });
        match last.await? {
            Some(checked) => self.checked(&checked),
            None => Ok(Ending::Finding),
        }
    }

    async fn delete(&self, id: &str) -> Result<Ending, Failed> {
        let id = read_id(id)?;
        requests::delete(id, &self.own()?, self.vendor).await?;
        self.forget(id)?;
        self.print(&told::deleted(id, self.json, self.words))
    }

    async fn change(&self, of: &Typed, wish: &Wish) -> Result<Ending, Failed> {
        let mut change = of.change(wish)?;
        if let Ok(system) = systems::read(&of.system, self.vendor).await {
            change = change.of(&system)?;
        }
        let (owner, reference) = (of.party(self.words)?, of.reference()?);
        let user = system_users::find(&of.system, &owner, reference.as_ref(), self.vendor).await?;
        let user = user.ok_or(RequestError::NoSystemUser)?;
        let made = requests::change(&user, &change, self.vendor).await?;
        if made.own.standing == Standing::NoChangeNeeded {
            return self.print(&told::made(&made, &self.place.environment, self.json, self.words));
        }
        self.made(made).await
    }

    /// Writes down where it stands, and tells it.
    fn checked(&self, checked: &Checked) -> Result<Ending, Failed> {
        self.note(&checked.own)?;
        self.print(&told::checked(checked, self.place, self.json, self.words))?;
        Ok(ending(checked.own.standing))
    }

    fn note(&self, own: &OwnRequest) -> Result<(), Failed> {
        if let Some(here) = self.place.here {
            here.database().note_request(here.id(), own)?;
        }
        Ok(())
    }

    /// The profile's own; none without a profile.
    fn own(&self) -> Result<Vec<OwnRequest>, Failed> {
        Ok(self.place.here.map(|here| here.database().requests(here.id())).transpose()?.unwrap_or_default())
    }

    fn ours(&self, id: &str) -> Result<OwnRequest, Failed> {
        let id = read_id(id)?;
        Ok(self.own()?.into_iter().find(|own| own.id == id).ok_or(RequestError::NotOwn)?)
    }

    fn forget(&self, id: AltinnId) -> Result<(), Failed> {
        if let Some(here) = self.place.here {
            here.database().forget_request(here.id(), id)?;
        }
        Ok(())
    }

    fn print(&self, text: &str) -> Result<Ending, Failed> {
        Ok(print(text)?)
    }
}

fn eprint_standing(checked: &Checked, words: &Words) {
    use std::io::Write as _;
    // Whoever does not listen has what comes at the end.
    let _unheard = writeln!(std::io::stderr(), "{}", told::standing(checked.own.standing, words));
}

/// Whether somebody must do something.
const fn ending(standing: Standing) -> Ending {
    if matches!(standing, Standing::Approved | Standing::NoChangeNeeded) { Ending::Good } else { Ending::Finding }
}

impl Typed {
    fn read(&self, words: &Words) -> Result<Wanted, Failed> {
        use inngang_engine::vendor::requests::Asked;
        let packages = self.packages();
        let asked = match self.kind {
            RequestKind::Agent => Asked::Agent { packages },
            RequestKind::Standard | RequestKind::Change => Asked::Standard { rights: self.rights(&self.rights)?, packages },
        };
        let (party, external_ref) = (self.party(words)?, self.reference()?);
        Ok(Wanted { system: self.system.clone(), party, external_ref, title: self.title.clone(), asked })
    }

    fn change(&self, wish: &Wish) -> Result<Change, Failed> {
        Ok(Change {
            rights: self.rights(&self.rights)?,
            unwanted_rights: self.rights(&wish.unwanted_rights)?,
            packages: self.packages(),
            unwanted_packages: wish.unwanted_packages.iter().map(|name| urn(name)).collect(),
        })
    }

    fn rights(&self, typed: &[String]) -> Result<BTreeSet<Right>, Failed> {
        let no_right = |text: &str| RequestError::NotOfSystem { system: self.system.clone(), rights: vec![text.to_owned()] };
        typed.iter().map(|text| text.parse().map_err(|_| Failed::refused(&no_right(text)))).collect()
    }

    fn packages(&self) -> BTreeSet<String> {
        self.packages.iter().map(|name| urn(name)).collect()
    }

    fn party(&self, words: &Words) -> Result<OrgNumber, Failed> {
        Ok(self.party.parse().map_err(|_| Stop::because(&words.get("cli:profile.bad_name", &[])))?)
    }

    fn reference(&self) -> Result<Option<ExternalRef>, Failed> {
        let typed = Some(self.external_ref.trim()).filter(|text| !text.is_empty());
        typed.map(str::parse).transpose().map_err(|_| Failed::refused(&RequestError::BadReference))
    }
}

fn read_id(typed: &str) -> Result<AltinnId, Failed> {
    typed.trim().parse().map_err(|_| Failed::refused(&RequestError::NotAnId))
}

/// A package by its name alone is one of Altinn's own.
fn urn(name: &str) -> String {
    if name.contains(':') { name.to_owned() } else { format!("urn:altinn:accesspackage:{name}") }
}
