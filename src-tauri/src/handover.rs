//! The last step: what was proved, what expires when, and the settings for the system that shall use the access. No secrets.

use inngang_contract::{CalendarView, HandoverView, Language, Problem, RungOutcome, SetupView, StepName};
use inngang_platform::database::Database;
use inngang_platform::texts::Texts;
use minijinja::{Environment as Templates, context};
use time::format_description::well_known::Rfc3339;

use crate::active::Active;
use crate::{calendar, environments, setup};

/// The last step's page.
pub(crate) fn view(database: &Database, active: &Active) -> Result<HandoverView, Problem> {
    let setup = setup::read(database, active)?;
    let CalendarView { entries: calendar, .. } = calendar::view(database, active)?;
    let proved = [
        (setup.road.is_some(), StepName::Start),
        (setup.certificate.is_some(), StepName::Certificate),
        (setup.key.is_some(), StepName::Key),
        (setup.maskinporten.is_some(), StepName::Maskinporten),
        (setup.login.is_some(), StepName::Login),
        (setup.access.as_ref().is_some_and(|access| access.passed), StepName::Access),
    ];
    let proved = proved.into_iter().filter_map(|(done, step)| done.then_some(step)).collect();
    Ok(HandoverView { proved, calendar, settings: settings(&setup, active), setup })
}

/// `NAME=value` a line: what any library of the field asks for, whatever it calls it.
fn settings(setup: &SetupView, active: &Active) -> String {
    let hosts = &active.environment.hosts;
    let host = |origin: &Option<inngang_engine::environment::Origin>| origin.as_ref().map(|origin| origin.as_str().to_owned());
    let token = setup.maskinporten.as_ref();
    let key = setup.key.as_ref();
    let lines = [
        ("MASKINPORTEN_ISSUER", host(&hosts.maskinporten)),
        ("MASKINPORTEN_CLIENT_ID", key.and_then(|key| key.client_id.clone()).or_else(|| token.map(|token| token.client_id.clone()))),
        ("MASKINPORTEN_KID", key.map(|key| key.kid.clone())),
        ("MASKINPORTEN_SCOPES", token.map(|token| token.scopes.join(" "))),
        ("IDPORTEN_ISSUER", setup.login.as_ref().and_then(|_| host(&hosts.idporten))),
        ("IDPORTEN_CLIENT_ID", setup.login.as_ref().map(|login| login.client_id.clone())),
        ("ALTINN_PLATFORM", host(&hosts.altinn_platform)),
    ];
    lines.into_iter().filter_map(|(name, value)| Some(format!("{name}={}\n", value?))).collect()
}

/// The same for programs: what was proved, not who sat at the screen.
pub(crate) fn json(mut view: HandoverView) -> Result<Vec<u8>, Problem> {
    if let Some(login) = &mut view.setup.login {
        login.name = None;
        login.national_id = None;
    }
    serde_json::to_vec_pretty(&view).map_err(|_| Problem::bug())
}

/// The sheet to print, in the person's language; complete in itself, without script.
pub(crate) fn sheet(view: &HandoverView, active: &Active, language: Language) -> Result<String, Problem> {
    let texts = Texts::new(language.as_str());
    let rungs = view.setup.access.iter().flat_map(|access| &access.rungs).filter(|rung| rung.outcome == RungOutcome::Passed);
    let mut templates = Templates::new();
    templates.add_function("t", move |key: &str| texts.get(&format!("native:sheet.{key}"), &[]));
    templates.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    let made_at = active.ports.clock.now().format(&Rfc3339).unwrap_or_default();
    let values = context! {
        language => language.as_str(),
        environment => environments::name(&active.row),
        organisation => active.row.organisation.as_str(),
        organisation_name => active.row.organisation_name,
        setup => view.setup,
        calendar => view.calendar,
        settings => view.settings,
        rungs => rungs.map(|rung| rung.name.as_str()).collect::<Vec<_>>(),
        made_at,
    };
    templates.render_str(include_str!("handover.html"), values).map_err(|failure| {
        tracing::error!(%failure, "the sheet's template is broken");
        Problem::bug()
    })
}
