//! Passwords that are asked for at a terminal: typed twice where a slip would lock their owner out, never shown.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::home::{FILE_PASSWORD, Home, PROFILE, VAULT_PASSWORD};
use crate::rig::Outcome;

/// Runs it at a terminal, typing each line after a prompt that ends so; gives what was to be seen.
fn at_a_terminal(home: &Home, arguments: &str, typed: &[(&str, &str)], code: i32) -> Outcome<String> {
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &format!("{} {arguments} --lang en", env!("CARGO_BIN_EXE_inngang")), "/dev/null"]);
    terminal.current_dir(home.path("")).env("INNGANG_HOME", home.path("home")).env_remove("DBUS_SESSION_BUS_ADDRESS");
    let mut child = terminal.env("XDG_RUNTIME_DIR", home.path("")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (mut keyboard, mut screen) = (child.stdin.take().ok_or("no input")?, child.stdout.take().ok_or("no output")?);
    let mut shown = Vec::new();
    for (prompt, line) in typed {
        let mut byte = [0];
        while !shown.ends_with(prompt.as_bytes()) && screen.read(&mut byte)? == 1 {
            shown.extend(byte);
        }
        // The prompt stands before what is typed is hidden.
        std::thread::sleep(Duration::from_millis(300));
        keyboard.write_all(format!("{line}\n").as_bytes())?;
        shown.push(b'\n');
    }
    screen.read_to_end(&mut shown)?;
    let shown = String::from_utf8(shown)?;
    assert_eq!(child.wait()?.code(), Some(code), "{shown}");
    assert!(typed.iter().all(|(prompt, line)| shown.contains(prompt) && !shown.contains(line)), "{shown}");
    Ok(shown)
}

#[test]
fn a_new_vault_has_its_password_typed_twice() -> Outcome {
    let home = Home::new()?;
    let create = format!("key create --bits 2048 --name Kasse --profile {PROFILE} --ask");
    let (first, again) = ("A new password for the vault (at least 8 characters): ", "The same password once more: ");
    let shown = at_a_terminal(&home, &create, &[(first, VAULT_PASSWORD), (again, "hvelv-med-slurv")], 2)?;
    assert!(shown.contains("The two passwords differ. Nothing is changed."), "{shown}");
    assert!(home.database()?.profiles()?.is_empty());
    at_a_terminal(&home, &create, &[(first, VAULT_PASSWORD), (again, VAULT_PASSWORD)], 0)?;
    let vault = "The vault’s password: ";
    let shown = at_a_terminal(&home, "key create --bits 2048 --ask", &[(vault, "hvelv-feil-passord")], 2)?;
    assert!(shown.to_lowercase().contains("password"), "{shown}");
    at_a_terminal(&home, "key create --bits 2048 --ask", &[(vault, VAULT_PASSWORD)], 0)?;
    let backup = "A password for the backup (at least 12 characters): ";
    let typed = [(backup, FILE_PASSWORD), (again, FILE_PASSWORD), (vault, VAULT_PASSWORD)];
    at_a_terminal(&home, "key backup Kasse --out kopi.pem --ask", &typed, 0)?;
    // The copy is taken in where it is asked for once more after a slip.
    let file = "Password for kopi.pem: ";
    let shown = at_a_terminal(
        &home,
        "key import kopi.pem --ask",
        &[(vault, VAULT_PASSWORD), (file, "fil-feil-passord"), (file, FILE_PASSWORD)],
        0,
    )?;
    assert!(shown.contains("The key was here already."), "{shown}");
    Ok(())
}
