//! Signing grants and obtaining many tokens, beside what the service's own time allows: issue 5's measure.

use std::io::{self, Write as _};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::keys::{KeySize, PrivateKey, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, SystemUser, Tokens, Variant, sign_grant};
use inngang_engine::names::OrgNumber;
use inngang_engine::trail::Trail;

use crate::keys::{SIGNING, done, ports};
use crate::maskinporten::Maskinporten;
use crate::{Outcome, in_turns, ms, ratio};

/// What a question takes at the service, about as over a line.
const LATENCY: Duration = Duration::from_millis(50);
const OWNERS: usize = 1_000;
const KEY: SigningAlgorithm = SigningAlgorithm::Rs256;

pub(crate) fn bench() -> Outcome {
    let mut out = io::stdout().lock();
    writeln!(out, "\n| Grant, from claims to signed bytes | engine | the signature alone | ratio | grants a second | budget |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for (name, size) in [("RSA 2048", KeySize::Rsa2048), ("RSA 3072", KeySize::Rsa3072), ("RSA 4096", KeySize::Rsa4096)] {
        let [ours, bare] = granting(size)?;
        let (ratio, rate) = (ratio(ours, bare), ours.as_secs_f64().recip());
        writeln!(out, "| {name} | {} | {} | **{ratio:.2}** | {rate:.0} | 1.1 |", ms(ours), ms(bare))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let [one, hundred] = runtime.block_on(single_flight())?;
    writeln!(out, "\n| One question for many | one asks | a hundred ask at once | ratio |\n|---|---|---|---|")?;
    writeln!(out, "| A token, {} at the service | {} | {} | **{:.2}** |", ms(LATENCY), ms(one), ms(hundred), ratio(hundred, one))?;

    let signature = granting(KeySize::Rsa3072)?[0];
    writeln!(out, "\n| {OWNERS} tokens for {OWNERS} owners | took | ideal | ratio | connections |\n|---|---|---|---|---|")?;
    for (at_once, width) in [(4, 4), (16, 16), (64, 64), (16, OWNERS)] {
        let (took, connections) = runtime.block_on(many(at_once, width))?;
        let ideal = LATENCY * u32::try_from(OWNERS / at_once)? + signature * u32::try_from(OWNERS)?;
        let asked = if width == OWNERS { "all".to_owned() } else { width.to_string() };
        let what = format!("{asked} asked for at a time, {at_once} served");
        writeln!(out, "| {what} | {} | {} | **{:.2}** | {connections} |", ms(took), ms(ideal), ratio(took, ideal))?;
    }
    Ok(())
}

/// A grant, and the signature in it.
fn granting(size: KeySize) -> Outcome<[Duration; 2]> {
    let key = PrivateKey::make(size)?;
    let ports = ports(PrivateKey::from_pkcs8(&key.to_pkcs8()?)?);
    let (order, message) = (order(None)?, vec![b'x'; 400]);
    let granted = || done(sign_grant(&order, "https://maskinporten.no/", None, &ports)?);
    in_turns(SIGNING, granted, || done(key.sign(KEY, &message)?))
}

fn order(owner: Option<OrgNumber>) -> Outcome<Order> {
    let credential = Credential::RegisteredKey { key: "k".to_owned(), kid: "k".parse()?, algorithm: KEY };
    let order = Order::new("1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44".parse()?, vec!["altinn:instances.read".parse()?], credential);
    let system_user = owner.map(|owner| SystemUser { owner, external_ref: None });
    Ok(Order { variant: Variant { system_user, ..Variant::default() }, ..order })
}

fn tokens(service: &Maskinporten) -> Outcome<Tokens> {
    let hosts = Hosts::named(Kind::Custom, [("maskinporten", service.issuer.as_str())])?;
    let environment = Environment { kind: Kind::Custom, ..Environment::practice(hosts, Vec::new()) };
    let http = Http::new(&environment, Trail::default())?;
    Ok(Tokens::new(environment, http, ports(PrivateKey::make(KeySize::Rsa3072)?)))
}

/// Each asks for a token that is not there yet; the medians of both.
async fn single_flight() -> Outcome<[Duration; 2]> {
    let service = Maskinporten::start(LATENCY, 100)?;
    let tokens = tokens(&service)?;
    let mut owners = owners();
    // Metadata and a connection are there from the second question on.
    tokens.obtain(&order(None)?).await?;
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..41 {
        for (people, times) in [1, 100].into_iter().zip(&mut times) {
            let (order, before, begun) = (order(owners.next())?, service.asked.load(Ordering::Relaxed), Instant::now());
            join_all((0..people).map(|_| tokens.obtain(&order))).await.into_iter().collect::<Result<Vec<_>, _>>()?;
            times.push(begun.elapsed());
            if service.asked.load(Ordering::Relaxed) != before + 1 {
                return Err("more than one question".into());
            }
        }
    }
    Ok(times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    }))
}

/// A token for each owner, so many asked for at a time, of a service that serves so many at a time; how many connections it took.
async fn many(at_once: usize, width: usize) -> Outcome<(Duration, usize)> {
    let service = Maskinporten::start(LATENCY, at_once)?;
    let tokens = tokens(&service)?;
    tokens.obtain(&order(None)?).await?;
    let orders = owners().take(OWNERS).map(|owner| order(Some(owner))).collect::<Outcome<Vec<_>>>()?;
    let begun = Instant::now();
    let asked = stream::iter(&orders).map(|order| tokens.obtain(order)).buffer_unordered(width);
    let answers: Vec<_> = asked.collect().await;
    let took = begun.elapsed();
    answers.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok((took, service.connections.load(Ordering::Relaxed)))
}

/// Numbers with a check digit that fits.
fn owners() -> impl Iterator<Item = OrgNumber> {
    (31_000_000..).flat_map(|eight| (0..10).filter_map(move |last| format!("{eight}{last}").parse().ok()))
}
