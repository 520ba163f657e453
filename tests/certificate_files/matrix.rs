//! Every way in which OpenSSL, Java, NSS and GnuTLS write a file: opened with what OpenSSL finds in it, refused with a wrong password.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use inngang_engine::certificates::Effort;
use inngang_tests::Outcome;
use inngang_tests::others::judge::ours;
use inngang_tests::others::{Cell, Contents, Expect, Held, Judge, Material, cells};

use crate::table::{self, Row};

/// The password of no file.
const WRONG: &str = "not this one";

#[test]
fn what_others_wrote_opens_with_what_they_put_in() -> Outcome {
    let (material, judge, cells) = (Material::make()?, Judge::default(), cells());
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let work = || {
        let mut done = Vec::new();
        while let Some((at, cell)) = take(&next, &cells) {
            let file = material.path(&format!("{at}.p12"));
            done.push((at, look(cell, &material, &judge, &file).map_err(|failure| failure.to_string())));
        }
        done
    };
    let mut rows = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect::<Vec<_>>()
    });
    rows.sort_by_key(|(at, _)| *at);
    assert_eq!(rows.len(), cells.len(), "each was looked at");
    let wrong: Vec<String> = rows.iter().filter_map(|(at, row)| wrong(&cells[*at], row)).collect();
    let table = table::check(&rows.into_iter().filter_map(|(_, row)| row.ok()).collect::<Vec<_>>());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cells.len(), wrong.join("\n"));
    table
}

fn take<'a>(next: &AtomicUsize, cells: &'a [Cell]) -> Option<(usize, &'a Cell)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((at, cells.get(at)?))
}

fn wrong(cell: &Cell, row: &Result<Row, String>) -> Option<String> {
    let why = match row {
        Ok(row) => row.wrong.clone()?,
        Err(failure) => failure.clone(),
    };
    let Cell { tool, group, scheme, password, .. } = cell;
    Some(format!("{} / {group} / {scheme} / {}: {why}", tool.name(), password.name))
}

/// Lets the tool write it, then asks everybody what is in it.
fn look(cell: &Cell, material: &Material, judge: &Judge, file: &Path) -> Outcome<Row> {
    let row = Row::of(cell);
    match (cell.write(material, file)?, cell.expect) {
        (Ok(()), Expect::ToolRefuses(_)) => return Err("the tool wrote it, and was known to refuse".into()),
        (Ok(()), _) => {}
        (Err(words), Expect::ToolRefuses(known)) if words.contains(known) => return Ok(row.not_written(&format!("refuses: “{known}”"))),
        (Err(words), Expect::OpensWhereKnown(known)) if words.contains(known) => return Ok(row.not_written("not in this version")),
        (Err(words), _) => return Err(format!("the tool refused: {words}").into()),
    }
    let (bytes, password) = (fs::read(file)?, cell.password.text);
    let openssl = judge.openssl(file, password)?;
    let inside = match (judge.put_in(cell, material)?, &openssl) {
        (Some(put_in), Ok(found)) if put_in != *found => return Err(format!("OpenSSL found {found:?} and not {put_in:?}").into()),
        (Some(inside), _) => inside,
        (None, Ok(found)) => found.clone(),
        (None, Err(words)) => return Err(words.clone().into()),
    };
    let (ours, wrong) = open(cell, &bytes, &inside, openssl.is_ok());
    let peer = judge.p12_keystore(&bytes, password)?.map_or_else(|_| "no", |found| opened(found == inside));
    Ok(Row { ours, openssl: openssl.map_or_else(|_| "no", |_| "yes").to_owned(), peer: peer.to_owned(), wrong, ..row })
}

fn opened(same: bool) -> &'static str {
    if same { "yes" } else { "in part" }
}

/// What we make of it, and what is wrong with that.
fn open(cell: &Cell, bytes: &[u8], inside: &Held, others_do: bool) -> (String, Option<String>) {
    let examination = match ours(bytes, Some(cell.password.text), &Effort::default()) {
        Ok((held, _)) if held != *inside => return ("in part".to_owned(), Some(format!("we found {held:?} and not {inside:?}"))),
        Ok((_, examination)) => examination,
        Err(problem) => {
            let (says, right) = match problem.code {
                "certificate.unsupported_algorithm" => ("no, and says which", cell.expect == Expect::OpensOrIsNamed),
                "certificate.wrong_password" => ("no", false),
                _ => ("no", cell.expect == Expect::OpensWhereOthersDo && !others_do),
            };
            return (says.to_owned(), (!right).then(|| format!("{} {:?}", problem.code, problem.facts)));
        }
    };
    let paired = examination.keys().filter(|key| key.certificate.is_some()).count();
    if paired != inside.keys.len() {
        return ("yes".to_owned(), Some(format!("{paired} keys have their certificate")));
    }
    ("yes".to_owned(), refuses_another_password(cell, bytes, inside))
}

/// A wrong password opens only what none is needed for.
fn refuses_another_password(cell: &Cell, bytes: &[u8], inside: &Held) -> Option<String> {
    let unprotected = cell.scheme == "nothing encrypted";
    match ours(bytes, Some(WRONG), &Effort::default()) {
        Ok((held, _)) if unprotected && held == *inside => None,
        Ok(_) => Some("it opened with a wrong password".to_owned()),
        Err(problem) if problem.code == "certificate.wrong_password" && !unprotected => None,
        Err(problem) => Some(format!("a wrong password gave {}", problem.code)),
    }
}

#[test]
fn every_kind_of_contents_is_asked_for_and_every_password() {
    let cells = cells();
    for contents in [Contents::Chain, Contents::Reversed, Contents::TwoKeys, Contents::Made, Contents::SecretBeside] {
        assert!(cells.iter().any(|cell| cell.contents == contents), "{contents:?}");
    }
    for password in inngang_tests::others::cell::PASSWORDS {
        assert!(cells.iter().filter(|cell| cell.password == password && cell.expect == Expect::Opens).count() >= 3, "{}", password.name);
        assert!(password.name != "200 characters" || password.text.chars().count() == 200);
    }
}
