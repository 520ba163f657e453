//! The arguments of `inngang login`.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command as Parser, value_parser};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::login::{About, AuthorizationDetails, Prompt, Provider};

use super::Order;
use super::asked::Typed;
use super::proof::Proof;
use crate::arguments::{Frame, descriptor, flag, given, option, text, texts};
use crate::profile::arguments::{choice, with_choice};
use crate::signer::{SIGNERS, Signer, with_signer};

const USAGE: &str = "login --client-id ID [--scope SCOPE…] [--provider idporten|ansattporten] [--acr LEVEL…] \
                     [--redirect ADDRESS] [--browser COMMAND | --test-user PID] [--userinfo] [--logout]";

const PROMPTS: [Prompt; 3] = [Prompt::Login, Prompt::Consent, Prompt::None];

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:login.{key}"), &[]);
    let several = |argument: Arg| argument.action(ArgAction::Append);
    let parser = frame
        .command("login", said("about"), USAGE)
        .arg(option("client-id", "ID", said("client_id")).required(true))
        .arg(several(option("scope", "SCOPE", said("scope"))))
        .arg(option("provider", "NAME", said("provider")).value_parser(Provider::ALL.map(Provider::as_str)))
        .arg(several(option("acr", "LEVEL", said("acr"))))
        .arg(option("redirect", "ADDRESS", said("redirect")).conflicts_with("ipv6"))
        .arg(flag("ipv6", said("ipv6")))
        .arg(option("browser", "COMMAND", said("browser")).value_parser(value_parser!(OsString)).conflicts_with("test-user"))
        .arg(option("wait", "SECONDS", said("wait")).value_parser(value_parser!(u64)))
        .arg(option("prompt", "WHAT", said("prompt")).value_parser(PROMPTS.map(Prompt::as_str)))
        .arg(option("resource", "ID", said("resource")))
        .arg(option("service", "CODE:EDITION", said("service")))
        .arg(flag("several", said("several")).requires("rights"))
        .arg(flag("represent", said("represent")).requires("rights"))
        .group(ArgGroup::new("rights").args(["resource", "service"]))
        .arg(option("test-user", "PID", said("test_user")))
        .arg(descriptor("client-secret-fd", said("client_secret_fd")).conflicts_with_all(SIGNERS))
        .arg(flag("secret-in-form", said("secret_in_form")).requires("client-secret-fd"));
    let parser = with_signer(parser, frame)
        .arg(flag("no-par", said("no_par")))
        .arg(flag("dpop", said("dpop")))
        .arg(flag("userinfo", said("userinfo")))
        .arg(flag("logout", said("logout")))
        .arg(option("logout-redirect", "ADDRESS", said("logout_redirect")).requires("logout"))
        .arg(flag("show-pid", said("show_pid")));
    with_choice(parser, frame).after_help(format!("{}\n\n{}", said("practice"), said("exit")))
}

/// The arguments of whatever is done as a person: who logs in, where. The client and what it proves itself with are there already.
pub(crate) fn with_person(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:login.{key}"), &[]);
    parser
        .arg(option("acr", "LEVEL", said("acr")).action(ArgAction::Append))
        .arg(option("redirect", "ADDRESS", said("redirect")))
        .arg(option("browser", "COMMAND", said("browser")).value_parser(value_parser!(OsString)).conflicts_with("test-user"))
        .arg(option("wait", "SECONDS", said("wait")).value_parser(value_parser!(u64)))
        .arg(option("test-user", "PID", said("test_user")))
}

/// A login at ID-porten with just these scopes. None without a client: then there is nobody to ask as.
pub(crate) fn person(matches: &ArgMatches, scopes: &[&str]) -> Option<Order> {
    let client: String = given(matches, "client-id")?;
    let wanted = ["openid"].iter().chain(scopes).map(|scope| (*scope).to_owned()).collect();
    Some(Order {
        choice: choice(matches),
        typed: Typed {
            client,
            provider: Provider::Idporten,
            scopes: wanted,
            acr: texts(matches, "acr"),
            redirect: given(matches, "redirect"),
            ipv6: false,
            prompt: None,
            pushed: true,
            dpop: false,
            details: None,
            test_user: given(matches, "test-user"),
            logout_redirect: None,
        },
        proof: Signer::of(matches, SigningAlgorithm::Rs256).map(|signer| Proof::Signature(Box::new(signer))),
        browser: given(matches, "browser"),
        wait: given(matches, "wait"),
        user_info: false,
        log_out: false,
        show_pid: false,
    })
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let named = |name: &str| given::<String>(matches, name);
    let provider = named("provider").and_then(|name| Provider::ALL.into_iter().find(|known| known.as_str() == name));
    let about = named("resource").map(About::Resource).or_else(|| named("service").map(About::Service));
    let [multiple, required] = ["several", "represent"].map(|name| matches.get_flag(name));
    let signer = Signer::of(matches, SigningAlgorithm::Rs256).map(|signer| Proof::Signature(Box::new(signer)));
    let secret = given(matches, "client-secret-fd").map(|number| Proof::Secret { number, in_form: matches.get_flag("secret-in-form") });
    Order {
        choice: choice(matches),
        typed: Typed {
            client: text(matches, "client-id"),
            provider: provider.unwrap_or(Provider::Idporten),
            scopes: texts(matches, "scope"),
            acr: texts(matches, "acr"),
            redirect: named("redirect"),
            ipv6: matches.get_flag("ipv6"),
            prompt: named("prompt").and_then(|name| PROMPTS.into_iter().find(|known| known.as_str() == name)),
            pushed: !matches.get_flag("no-par"),
            dpop: matches.get_flag("dpop"),
            details: about.map(|about| AuthorizationDetails { multiple, required, ..AuthorizationDetails::about(about) }),
            test_user: named("test-user"),
            logout_redirect: named("logout-redirect"),
        },
        proof: signer.or(secret),
        browser: given(matches, "browser"),
        wait: given(matches, "wait"),
        user_info: matches.get_flag("userinfo"),
        log_out: matches.get_flag("logout"),
        show_pid: matches.get_flag("show-pid"),
    }
}
