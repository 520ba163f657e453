//! Every code of the engine's nouns, for texts, dictionary, tests.

use crate::diagnostics::token_reader;
use crate::problem::Code;
use crate::{access, altinn, certificates, environment, http, keys, legacy, login, maskinporten, register, renewal, selfservice, vendor};

/// Every code that the engine can give, findings and checks among them.
pub fn all_codes() -> impl Iterator<Item = &'static Code> {
    let tables = [
        environment::CODES,
        http::CODES,
        certificates::CODES,
        certificates::FINDING_CODES,
        keys::CODES,
        keys::IMPORT_CODES,
        maskinporten::CODES,
        maskinporten::CHECK_CODES,
        maskinporten::VARIANT_CODES,
        maskinporten::SYSTEM_USER_CODES,
        login::CODES,
        login::REFUSAL_CODES,
        login::ID_TOKEN_CODES,
        login::REDIRECT_CODES,
        altinn::CODES,
        altinn::REFUSAL_CODES,
        altinn::client_delegation::CODES,
        access::CODES,
        legacy::CODES,
        selfservice::CODES,
        selfservice::PORTAL_CODES,
        vendor::CODES,
        vendor::systems::CODES,
        vendor::requests::CODES,
        register::CODES,
        renewal::CODES,
        token_reader::CODES,
        token_reader::FINDING_CODES,
    ];
    tables.into_iter().flatten()
}
