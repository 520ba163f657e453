//! What is wrong with one field of a system, whoever says so: we before anything is sent, or the register afterwards.

use crate::altinn::FieldRefusal;
use crate::problem::{Explain as _, Problem};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `id`.
    Id,
    /// `vendor.ID`: whose system it is, which is the profile's.
    Vendor,
    /// `name`.
    Name,
    /// `description`.
    Description,
    /// `clientId`.
    Clients,
    /// `allowedRedirectUrls`.
    RedirectUrls,
    /// `rights`.
    Resources,
    /// `accessPackages`.
    Packages,
    /// `isVisible`.
    Visible,
    /// Whatever the form does not have.
    Other,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub field: Field,
    /// What, and what to do. What the register said stands in it.
    pub problem: Problem,
    /// Whether it stands in the way; otherwise it is good to know.
    pub blocks: bool,
}

impl Finding {
    /// Stands in the way.
    pub(super) const fn wrong(field: Field, problem: Problem) -> Self {
        Self { field, problem, blocks: true }
    }

    /// Good to know.
    pub(super) const fn note(field: Field, problem: Problem) -> Self {
        Self { field, problem, blocks: false }
    }

    /// The register's own.
    pub(super) fn of(refusal: &FieldRefusal) -> Self {
        Self::wrong(Field::at(&refusal.path), refusal.explain())
    }
}

impl Field {
    /// By the path of the register's refusal (altinn.md 4.4), or by the member that the framework could not read.
    fn at(path: &str) -> Self {
        const PATHS: [(&str, Field); 9] = [
            ("systemid", Field::Id),
            ("vendor", Field::Vendor),
            ("clientid", Field::Clients),
            ("allowedredirecturls", Field::RedirectUrls),
            ("rights", Field::Resources),
            ("accesspackages", Field::Packages),
            ("isvisible", Field::Visible),
            ("description", Field::Description),
            ("name", Field::Name),
        ];
        let path = path.to_ascii_lowercase();
        let parts: Vec<&str> =
            path.split(['/', '.', '$', '[', ']']).filter(|part| !part.is_empty() && *part != "registersystemrequest").collect();
        let named = |(name, field): &(&str, Field)| parts.contains(name).then_some(*field);
        PATHS.iter().find_map(named).unwrap_or(if parts == ["id"] { Field::Id } else { Field::Other })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_registers_leads_to_its_field() {
        let check = |path: &str, expected: Field| assert_eq!(Field::at(path), expected, "{path}");
        check("/registersystemrequest/vendor/id", Field::Vendor);
        check("/registersystemrequest/systemid", Field::Id);
        check("/registersystemrequest/rights/resource", Field::Resources);
        check("/registersystemrequest/clientid", Field::Clients);
        check("/registersystemrequest/allowedredirecturls", Field::RedirectUrls);
        check("/registersystemrequest/accesspackages", Field::Packages);
        check("Id", Field::Id);
        check("$.name.nb", Field::Name);
        check("Description", Field::Description);
        check("", Field::Other);
        check("/registersystemrequest/", Field::Other);
    }
}
