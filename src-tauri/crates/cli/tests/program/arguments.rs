//! How the built program starts: its help, its refusals, the window beside it, what it needs of a computer.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::rig::{Outcome, Run, inngang, run};

#[test]
fn help_in_three_languages() -> Outcome {
    fn check(language: &str, arguments: &[&str], expected: &[&str]) -> Outcome {
        let Run { code, out, err } = run(inngang().args(arguments).args(["--lang", language]))?;
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
        for text in expected {
            assert!(out.contains(text), "{language} {arguments:?} lacks {text}: {out}");
        }
        assert!(!out.contains("{{") && !out.contains("cli:") && !out.contains("[possible"), "{out}");
        Ok(())
    }
    check("nb", &["--help"], &["Bruk: inngang", "Kommandoer:", "rehearse", "Valg:", "Vis denne hjelpen"])?;
    check("nn", &["-h"], &["Bruk: inngang", "Kommandoar:", "Val:", "Vis denne hjelpa"])?;
    check("en", &["--help"], &["Usage: inngang", "Commands:", "Options:", "Show this help"])?;
    check(
        "nb",
        &["rehearse", "--help"],
        &["Feil som kan slås på:", "  wrong-aud\n", "  html-instead-of-json\n", "--password-fd", "Avslutter med 0"],
    )?;
    check(
        "nb",
        &["certificate", "--help"],
        &["Bruk: inngang certificate FILE…", "<FILE>...  Filer som undersøkes sammen", "Avslutter med 0"],
    )?;
    check("nn", &["certificate", "-h"], &["Val:", "--offline", "Avsluttar med 0"])?;
    check("en", &["certificate", "-h"], &["Nothing is stored.", "--password-fd <N>", "Exits with 0"])?;
    check("nb", &["key", "--help"], &["Bruk: inngang key KOMMANDO", "  create ", "  backup ", "  forget "])?;
    check("nn", &["key", "create", "-h"], &["Bruk: inngang key create [--bits N]", "--vault-password-fd <N>", "Avsluttar med 0"])?;
    check("en", &["key", "backup", "-h"], &["<KEY>", "--out <FILE>", "Exits with 0"])?;
    check("nb", &["portal", "-h"], &["Bruk: inngang portal KOMMANDO", "  road ", "  keys "])?;
    check("en", &["portal", "keys", "renew", "-h"], &["portal keys renew ID", "--retire", "--admin-client <ID>"])?;
    check("nn", &["calendar", "-h"], &["--ics", "dei neste 30 dagane"])?;
    check("en", &["rehearse", "-h"], &["Faults that can be switched on:", "  slow-answer\n", "Exits with 0"])?;
    Ok(())
}

#[test]
fn the_version() -> Outcome {
    for argument in ["--version", "-V"] {
        let Run { code, out, err } = run(inngang().arg(argument))?;
        assert_eq!((code, out.as_str(), err.as_str()), (Some(0), concat!("inngang ", env!("CARGO_PKG_VERSION"), "\n"), ""));
    }
    Ok(())
}

#[test]
fn the_language_is_asked_for_or_the_systems() -> Outcome {
    fn check(command: &mut Command, usage: &str) -> Outcome {
        let out = run(command.arg("--help"))?.out;
        assert!(out.contains(usage), "{usage}: {out}");
        Ok(())
    }
    check(inngang().env("LC_ALL", "nn_NO.UTF-8"), "Kommandoar:")?;
    check(inngang().env("LC_ALL", "en_GB.UTF-8"), "Commands:")?;
    check(inngang().env("LC_ALL", "en_GB.UTF-8").env("INNGANG_LANG", "nb"), "Kommandoer:")?;
    check(inngang().env("INNGANG_LANG", "nn").arg("--lang=en"), "Commands:")?;
    check(inngang().env("INNGANG_LANG", "xx"), "Kommandoer:")?;
    Ok(())
}

#[test]
fn what_cannot_be_done_ends_with_two() -> Outcome {
    fn check(arguments: &[&str], said: &str) -> Outcome {
        let Run { code, out, err } = run(inngang().args(["--lang", "en"]).args(arguments))?;
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert!(!err.contains("{{") && !err.contains("hunter2") && !err.contains("error:"), "{err}");
        Ok(())
    }
    check(&["fly"], "does not know this command")?;
    check(&["rehearse", "--fault", "no-such-fault"], "Possible values: clock-5-minutes")?;
    check(&["rehearse", "--password", "hunter2"], "does not know --password")?;
    check(&["rehearse", "--password-fd", "0"], "--p12 is missing")?;
    check(&["rehearse", "--p12", "x", "--password-fd", "77"], "file descriptor 77")?;
    check(&["rehearse", "--fault", "wrong-aud", "--environment", "x"], "cannot be used together")?;
    check(&["certificate"], "FILE is missing")?;
    check(&["certificate", "x", "--ask", "--password-fd", "3"], "cannot be used together")?;
    check(&["certificate", "x", "--password", "hunter2"], "does not know --password")?;
    check(&["certificate", "x", "--password-fd", "77"], "file descriptor 77")?;
    check(&["certificate", "x", "--environment", "/no/such/file.toml"], "")?;
    check(&["rehearse", "--environment", "/no/such/file.toml"], "")?;
    check(&["key"], "Say what to do: create, list, show")?;
    check(&["key", "fly"], "does not know this command")?;
    check(&["key", "create", "--bits", "1024"], "Possible values: 2048, 3072, 4096")?;
    check(&["key", "create", "--password", "hunter2"], "does not know --password")?;
    check(&["key", "create", "--vault-password", "hunter2"], "does not know --vault-password")?;
    check(&["key", "show"], "KEY is missing")?;
    check(&["key", "backup", "x"], "--out is missing")?;
    check(&["portal", "keys"], "Say what to do: list, add, repost, remove, renew")?;
    check(&["portal", "keys", "renew", "x", "--retire", "--undo"], "cannot be used together")?;
    check(&["calendar", "--organisation", "315000106"], "--environment is missing")?;
    Ok(())
}

#[test]
fn without_arguments_the_window_beside_it_or_the_help() -> Outcome {
    // A link, for a program that was just written may still be held open by a test that starts another at this moment.
    let built = Path::new(env!("CARGO_BIN_EXE_inngang"));
    let place = tempfile::tempdir_in(built.parent().ok_or("no folder")?)?;
    let alone = place.path().join("inngang");
    fs::hard_link(built, &alone)?;
    let Run { code, out, err } = run(Command::new(&alone).env("INNGANG_LANG", "en"))?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("Usage: inngang"), "{out}");
    beside(place.path(), &alone)
}

#[cfg(unix)]
fn beside(place: &Path, alone: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt as _;
    let (window, opened) = (place.join("inngang-desktop"), place.join("opened"));
    let made = r#"printf '#!/bin/sh\necho window > "%s"\n' "$1" > "$0" && chmod 755 "$0""#;
    assert!(Command::new("sh").args(["-c", made]).arg(&window).arg(&opened).status()?.success());
    let Run { code, out, .. } = run(&mut Command::new(alone))?;
    assert_eq!((code, out.as_str()), (Some(0), ""));
    let mut waits = 0..200;
    while !opened.exists() && waits.next().is_some() {
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    assert!(opened.exists(), "the window's program was started");
    fs::set_permissions(&window, fs::Permissions::from_mode(0o644))?;
    let Run { code, err, .. } = run(Command::new(alone).env("INNGANG_LANG", "en"))?;
    assert_eq!((code, err.as_str()), (Some(2), "The window could not be opened: inngang-desktop did not start.\n"));
    Ok(())
}

#[cfg(not(unix))]
fn beside(_: &Path, _: &Path) -> Outcome {
    Ok(())
}

/// It runs where there is no web view: on a server, over SSH.
#[cfg(target_os = "linux")]
#[test]
fn it_needs_no_gui_library() -> Outcome {
    let libraries = run(Command::new("ldd").arg(env!("CARGO_BIN_EXE_inngang")))?.out;
    assert!(libraries.contains("libc.so"), "{libraries}");
    let gui: Vec<&str> = libraries
        .lines()
        .filter(|line| ["webkit", "gtk", "gdk", "javascriptcore", "libX"].iter().any(|name| line.contains(name)))
        .collect();
    assert!(gui.is_empty(), "{gui:?}");
    Ok(())
}
