//! What lies in the town's message boxes.

use time::{Date, Month};

/// A service of the old Altinn's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Service {
    pub(super) owner: &'static str,
    pub(super) owner_code: &'static str,
    /// nb, nn, en.
    pub(super) names: [&'static str; 3],
    pub(super) code: &'static str,
    /// The level that whoever opens it must have.
    pub(super) level: u32,
    pub(super) is_form: bool,
}

const NOTICE: Service = Service {
    owner: "Brønnøysundregistrene",
    owner_code: "BRG",
    names: ["Melding om registrering", "Melding om registrering", "Notice of registration"],
    code: "9201",
    level: 1,
    is_form: false,
};
const TAX: Service = Service {
    owner: "Skatteetaten",
    owner_code: "SKD",
    names: ["Skatteoppgjør", "Skatteoppgjer", "Tax settlement"],
    code: "9102",
    level: 3,
    is_form: false,
};
const SICK_NOTE: Service =
    Service { owner: "Nav", owner_code: "NAV", names: ["Sykmelding", "Sjukmelding", "Sick note"], code: "9303", level: 4, is_form: false };
const RETURN: Service = Service {
    owner: "Skatteetaten",
    owner_code: "SKD",
    names: ["Mva-melding", "Mva-melding", "VAT return"],
    code: "9104",
    level: 3,
    is_form: true,
};

pub(super) const SERVICES: [Service; 4] = [NOTICE, TAX, SICK_NOTE, RETURN];

/// A letter, or a form on its way.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) id: String,
    pub(super) service: &'static Service,
    pub(super) subject: String,
    pub(super) status: &'static str,
    /// Without a zone, as the old API wrote it.
    pub(super) changed: String,
}

/// More returns than a page holds.
const RETURNS: i32 = 57;

/// Newest first. Businesses have handed in a return each month; persons never did.
pub(super) fn letters(party: u32, is_business: bool) -> Vec<Letter> {
    let start = Date::from_calendar_date(2026, Month::May, 28).unwrap_or(Date::MIN);
    let mut letters = Vec::new();
    let mut put = |service: &'static Service, subject: String, status, date: Date| {
        let (number, changed) = (letters.len(), format!("{date}T07:30:00.123"));
        letters.push(Letter { id: format!("a{}", u64::from(party) * 100 + number as u64), service, subject, status, changed });
    };
    put(&SERVICES[0], NOTICE.names[0].to_owned(), "Ulest", start);
    put(&SERVICES[2], SICK_NOTE.names[0].to_owned(), "Ulest", start - time::Duration::days(1));
    put(&SERVICES[1], TAX.names[0].to_owned(), "Lest", start - time::Duration::days(9));
    if is_business {
        put(&SERVICES[3], "Mva-melding 3. termin 2026".to_owned(), "Utfylling", start - time::Duration::days(12));
        put(&SERVICES[3], "Mva-melding 2. termin 2026".to_owned(), "Signering", start - time::Duration::days(30));
        for month in 0..RETURNS {
            let date = start - time::Duration::days(i64::from(month) * 30 + 45);
            put(&SERVICES[3], format!("Mva-melding {date}"), "Sendt og arkivert", date);
        }
    }
    letters
}
