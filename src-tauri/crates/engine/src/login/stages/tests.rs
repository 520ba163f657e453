//! Roads from trails as logins leave them.

use time::Duration;

use super::State::{Done, Failed, NotReached, Waiting};
use super::*;

/// A trail, an entry every 100 ms: steps by name and code, exchanges by path and status.
struct Told(Vec<Entry>);

impl Told {
    fn new() -> Self {
        Self(Vec::new()).step("start", None)
    }

    fn add(mut self, event: Event) -> Self {
        let at = OffsetDateTime::UNIX_EPOCH + Duration::milliseconds(100) * i32::try_from(self.0.len()).unwrap_or(0);
        self.0.push(Entry { at, event });
        self
    }

    fn step(self, name: &str, code: Option<&'static str>) -> Self {
        let names = [
            "login.start",
            "login.metadata",
            "login.listen",
            "login.request",
            "login.pushed",
            "login.address",
            "login.browser",
            "login.callback",
            "login.token",
            "login.id_token",
            "login.userinfo",
            "login.refresh",
            "login.revoked",
            "login.cancelled",
        ];
        let name = names.into_iter().find(|whole| whole.ends_with(&format!(".{name}"))).unwrap_or("maskinporten.grant");
        self.add(Event::Step { name, code })
    }

    fn well(self, names: &[&str]) -> Self {
        names.iter().fold(self, |told, name| told.step(name, None))
    }

    fn exchange(self, path: &'static str, status: u16) -> Self {
        let host = "test.idporten.no".to_owned();
        self.add(Event::Exchange { method: "GET", host, path, status: Some(status), milliseconds: 42, clock_offset: None })
    }

    fn states(&self) -> Vec<(&'static str, State)> {
        stages(&self.0).into_iter().map(|stage| (stage.name, stage.state)).collect()
    }
}

fn opened() -> Told {
    let told = Told::new().exchange("/.well-known/openid-configuration", 200).well(&["metadata", "listen", "request"]);
    told.exchange("/par", 201).well(&["pushed", "address", "browser"])
}

fn returned() -> Told {
    opened().well(&["callback"]).exchange("/token", 200)
}

#[test]
fn no_login_has_no_road() {
    assert_eq!(stages(&[]), []);
    assert_eq!(stages(&Told(Vec::new()).step("metadata", None).0), []);
}

#[test]
fn a_login_that_goes_well_has_every_stage_with_its_exchange() {
    let told = returned().well(&["token"]).exchange("/{jwks}", 200).well(&["id_token"]);
    let road = stages(&told.0);
    let seen: Vec<_> = road.iter().map(|stage| (stage.name, stage.from, stage.to, stage.status, stage.milliseconds)).collect();
    let (program, provider) = (Actor::Program, Actor::Provider);
    assert_eq!(
        seen,
        [
            ("metadata", program, provider, Some(200), Some(42)),
            ("pushed", program, provider, Some(201), Some(42)),
            ("browser", program, Actor::Browser, None, Some(100)),
            ("person", Actor::Person, provider, None, Some(100)),
            ("callback", Actor::Browser, program, None, Some(100)),
            ("token", program, provider, Some(200), Some(42)),
            ("id_token", program, program, Some(200), Some(42)),
        ]
    );
    assert!(road.iter().all(|stage| stage.state == Done && stage.at.is_some()));
    assert!(road.windows(2).all(|pair| pair[0].at <= pair[1].at));
}

#[test]
fn what_comes_after_the_login_stands_last_and_does_not_change_it() {
    let told = returned().well(&["token", "id_token"]).exchange("/userinfo", 403).step("userinfo", Some("login.user_info_refused"));
    let told = told.exchange("/token", 200).well(&["refresh", "revoked"]).exchange("/.well-known/openid-configuration", 500);
    let told = told.step("metadata", Some("network.server_error"));
    let states = told.states();
    assert_eq!(states.first(), Some(&("metadata", Done)));
    assert_eq!(states[7..], [("userinfo", Failed { code: "login.user_info_refused" }), ("refresh", Done), ("logout", Done)]);
    assert_eq!(stages(&told.0)[7].status, Some(403));
}

/// The states after the first stage, with what was not reached left out.
fn stops(told: Told, expected: &[(&str, State)]) {
    let states = told.states();
    let reached: Vec<_> = states.iter().copied().filter(|(_, state)| *state != NotReached).collect();
    assert_eq!(reached, expected, "{states:?}");
    assert!(
        states.iter().position(|(_, state)| *state == NotReached).is_none_or(|at| states[at..].iter().all(|stage| stage.1 == NotReached))
    );
}

#[test]
fn a_login_stops_where_it_was_refused() {
    let failed = |code| Failed { code };
    let (metadata, pushed, browser) = (("metadata", Done), ("pushed", Done), ("browser", Done));
    stops(Told::new().step("metadata", Some("network.unreachable")), &[("metadata", failed("network.unreachable"))]);
    let taken = Told::new().well(&["metadata"]).step("listen", Some("login.port_taken"));
    stops(taken, &[metadata, ("browser", failed("login.port_taken"))]);
    let code = Some("login.redirect_refused");
    let refused = Told::new().well(&["metadata", "listen", "request"]).step("pushed", code).step("address", code);
    stops(refused, &[metadata, ("pushed", failed("login.redirect_refused"))]);
    for code in ["login.cancelled_by_person", "login.scope_refused", "login.refused", "login.timed_out"] {
        stops(opened().step("callback", Some(code)), &[metadata, pushed, browser, ("person", failed(code))]);
    }
    let road = [metadata, pushed, browser, ("person", Done)];
    let other = opened().step("callback", Some("login.issuer_mismatch"));
    stops(other, &[&road[..], &[("callback", failed("login.issuer_mismatch"))]].concat());
    let token = returned().step("token", Some("login.grant_refused"));
    stops(token, &[&road[..], &[("callback", Done), ("token", failed("login.grant_refused"))]].concat());
    let nonce = returned().well(&["token"]).step("id_token", Some("login.nonce_mismatch"));
    stops(nonce, &[&road[..], &[("callback", Done), ("token", Done), ("id_token", failed("login.nonce_mismatch"))]].concat());
}

#[test]
fn a_login_waits_or_is_cancelled_where_it_is() {
    stops(Told::new(), &[("metadata", Waiting)]);
    stops(Told::new().well(&["metadata", "listen"]), &[("metadata", Done), ("browser", Waiting)]);
    let road = [("metadata", Done), ("pushed", Done), ("browser", Done)];
    stops(opened(), &[&road[..], &[("person", Waiting)]].concat());
    stops(opened().well(&["callback"]), &[&road[..], &[("person", Done), ("callback", Done), ("token", Waiting)]].concat());
    let cancelled = opened().step("cancelled", Some("login.cancelled_here"));
    stops(cancelled, &[&road[..], &[("person", Failed { code: "login.cancelled_here" })]].concat());
}

#[test]
fn neither_a_browser_that_does_not_open_nor_a_push_that_is_not_needed_ends_it() {
    let told = Told::new().well(&["metadata"]).step("pushed", Some("network.unreachable")).well(&["address"]);
    let told = told.step("browser", Some("login.no_browser"));
    let pushed = ("pushed", Failed { code: "network.unreachable" });
    let browser = ("browser", Failed { code: "login.no_browser" });
    stops(told, &[("metadata", Done), pushed, browser, ("person", Waiting)]);
}

#[test]
fn a_test_user_needs_no_browser() {
    let told = Told::new().well(&["metadata", "request", "address"]).exchange("/authorize", 302).well(&["callback"]);
    let road = stages(&told.0);
    let names: Vec<_> = road.iter().map(|stage| (stage.name, stage.from)).collect();
    assert_eq!(names[..3], [("metadata", Actor::Program), ("person", Actor::Program), ("callback", Actor::Provider)]);
    assert_eq!((road[1].status, road[1].state), (Some(302), Done));
}

#[test]
fn only_the_last_login_counts_and_other_work_is_no_part_of_it() {
    let mut told = returned().step("token", Some("login.grant_refused")).step("grant", None).exchange("/token", 400);
    told.0.extend(Told::new().0);
    stops(told, &[("metadata", Waiting)]);
    let told = opened().step("grant", Some("maskinporten.scope_refused"));
    assert_eq!(told.states()[3], ("person", Waiting));
}
