//! The loopback servers with what they all refuse.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{DATE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::idporten::Provider;
use crate::keys::KeyRing;
use crate::store::Store;
use crate::tls::{Peer, TlsAuthority, TlsListener};
use crate::town_hall::Authorities;
use crate::world::World;
use crate::{
    Addresses, Clock, Faults, Options, PracticeError, Town, access_ui, altinn, certificate_status, idporten, legacy, maskinporten, page,
    portal, register, selfservice_api, town_hall,
};

/// Binds every address, opens what is remembered, then serves.
pub(crate) async fn start(options: Options) -> Result<Arc<World>, PracticeError> {
    let [maskinporten, idporten, login, ansattporten, work_login] =
        [bind().await?, bind().await?, bind().await?, bind().await?, bind().await?];
    let [portal, api] = [bind().await?, bind().await?];
    let legacy = bind().await?;
    let [platform, access_ui, register, hall, status] = [bind().await?, bind().await?, bind().await?, bind().await?, bind().await?];
    let addresses = Addresses {
        maskinporten: format!("{}/", origin(maskinporten.1)),
        idporten: origin(idporten.1),
        idporten_login: origin(login.1),
        ansattporten: origin(ansattporten.1),
        ansattporten_login: origin(work_login.1),
        portal: format!("{}/", origin(portal.1)),
        altinn_platform: origin(platform.1),
        altinn_access_ui: origin(access_ui.1),
        altinn_legacy: format!("https://127.0.0.1:{}", legacy.1),
        dialogporten: format!("{}/dialogporten", origin(platform.1)),
        register: origin(register.1),
        self_service_api: format!("{}/api/v1", origin(api.1)),
        town_hall: format!("{}/", origin(hall.1)),
        certificate_status: origin(status.1),
    };
    let world = Arc::new(open(options, addresses).await?);
    tokio::spawn(world.stop.clone().run_until_cancelled_owned(world.keys.clone().warm_up()));
    serve(maskinporten, maskinporten::router(world.clone()), &world);
    for (provider, issuer, login) in [(Provider::IdPorten, idporten, login), (Provider::Ansattporten, ansattporten, work_login)] {
        let (issuer_host, login_host) = idporten::routers(world.clone(), provider);
        serve(issuer, issuer_host, &world);
        serve(login, login_host, &world);
    }
    serve(portal, portal::router(world.clone()), &world);
    serve(api, selfservice_api::router(world.clone()), &world);
    serve(platform, altinn::platform(world.clone()), &world);
    serve(access_ui, access_ui::router(world.clone()), &world);
    serve(register, register::router(world.clone()), &world);
    serve_tls(legacy, legacy::router(world.clone()), &world).await?;
    serve(hall, town_hall::router(world.clone()), &world);
    serve(status, certificate_status::router(world.clone()), &world);
    Ok(world)
}

async fn open(options: Options, addresses: Addresses) -> Result<World, PracticeError> {
    let store = Arc::new(Store::open(&options.folder)?);
    let keys = Arc::new(KeyRing::new(store.clone()));
    let faults = Arc::new(Faults::default());
    let tls = TlsAuthority::open(&store)?;
    let authorities = Authorities::open(&store, &keys, &addresses.certificate_status).await?;
    Ok(World {
        addresses,
        usually_strict: options.strict,
        usual_propagation: options.propagation,
        slow_answer: options.slow_answer,
        crowd: options.crowd,
        clock: Clock::new(faults.clone(), store.clone()),
        faults,
        town: Town,
        authorities,
        tls,
        store,
        keys,
        stop: CancellationToken::new(),
    })
}

async fn bind() -> std::io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// The only `Host` that a server answers to: a page elsewhere cannot reach it under another name (DNS rebinding).
#[derive(Clone)]
struct OwnHost(String);

fn serve((listener, port): (TcpListener, u16), router: Router, world: &Arc<World>) {
    let app = guarded(router, port, world);
    let stop = world.stop.clone();
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stop.cancelled_owned()).await {
            tracing::error!(%error, "a practice server stopped");
        }
    });
}

/// As [`serve`], behind TLS.
async fn serve_tls((listener, port): (TcpListener, u16), router: Router, world: &Arc<World>) -> Result<(), PracticeError> {
    let listener = TlsListener::new(listener, world).await?;
    let app = guarded(router, port, world).into_make_service_with_connect_info::<Peer>();
    let stop = world.stop.clone();
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stop.cancelled_owned()).await {
            tracing::error!(%error, "a practice server stopped");
        }
    });
    Ok(())
}

fn guarded(router: Router, port: u16, world: &Arc<World>) -> Router {
    router
        .route("/practice.css", get(async || page::style()))
        .layer(middleware::from_fn(refuse_strangers))
        .layer(Extension(OwnHost(format!("127.0.0.1:{port}"))))
        .layer(middleware::from_fn_with_state(world.clone(), tell_time))
}

/// Where a program's own page posts to (OpenID Connect RP-Initiated Logout 1.0 §2).
const OPEN_TO_CLIENTS: &str = "/logout";

/// Wrong `Host` is refused always; a request that changes something also when another origin sent it.
async fn refuse_strangers(Extension(OwnHost(own)): Extension<OwnHost>, request: Request, next: Next) -> Response {
    let is_harmless = matches!(*request.method(), Method::GET | Method::HEAD) || request.uri().path() == OPEN_TO_CLIENTS;
    match stranger(&own, is_harmless, request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    }
}

fn stranger(own: &str, is_harmless: bool, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if header(HOST.as_str()) != Some(own) {
        return Some((StatusCode::MISDIRECTED_REQUEST, "Practice answers under its own address only.\n"));
    }
    let foreign_origin = header(ORIGIN.as_str()).is_some_and(|origin| origin.strip_prefix("http://") != Some(own));
    let foreign_site = header("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    (!is_harmless && (foreign_origin || foreign_site)).then_some((StatusCode::FORBIDDEN, "This request comes from another site.\n"))
}

/// `Date` as the practice clock has it.
async fn tell_time(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Ok(date) = HeaderValue::from_str(&world.clock.http_date()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}
