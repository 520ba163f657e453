//! What the operating system must have installed, and how it gets there.

use std::collections::BTreeSet;
use std::process::Command;

use crate::Outcome;
use crate::run;

/// Debian's names of what the window is built with.
pub(crate) const WINDOW: &[&str] =
    &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev", "libayatana-appindicator3-dev", "libxdo-dev"];

/// Debian's names of what the tests talk to.
pub(crate) const TESTS: &[&str] = &[
    // a real window, driven
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "webkit2gtk-driver",
    "imagemagick",
    // a real place for notifications
    "dunst",
    // a real keychain
    "dbus",
    "gnome-keyring",
    // a real browser
    "chromium",
    "chromium-driver",
    // a gate that wants to see a client's certificate
    "nginx-light",
    // other people's readers of our certificate files
    "openssl",
    "libnss3-tools",
    "gnutls-bin",
    "default-jre-headless",
];

/// Debian's names of what the benchmark links.
pub(crate) const BENCH: &[&str] = &["build-essential", "pkg-config", "libssl-dev"];

/// Debian's name of what draws the icons.
pub(crate) const ICONS: &[&str] = &["librsvg2-bin"];

/// Installs what is missing where we know how; says what to install where we do not.
pub(crate) fn install(names: &[&str]) -> Outcome {
    if cfg!(target_os = "macos") {
        return tool("xcrun", "Xcode's command line tools: run `xcode-select --install`");
    }
    if cfg!(windows) {
        run::say("Windows: needs the C++ build tools of Visual Studio and WebView2 (part of Windows 11).");
        return Ok(());
    }
    if !run::on_path("apt-get") {
        run::say(&format!("This is not Debian or Ubuntu. Needed, by Debian's names: {}", names.join(" ")));
        return Ok(());
    }
    let missing = missing(names)?;
    if missing.is_empty() {
        return Ok(());
    }
    run::quiet_step("packages: update the list", &mut as_root(&["apt-get", "update"])?)?;
    let mut install = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    run::quiet_step(&format!("packages: install {}", missing.join(" ")), &mut as_root(&install)?)
}

/// Node and npm, which only the person can choose how to install.
pub(crate) fn node() -> Outcome {
    tool("npm", "Node 20 or newer, with npm: https://nodejs.org")
}

/// The bridge between WebDriver and the window; a cargo program, so apt does not know it.
pub(crate) fn tauri_driver() -> Outcome {
    if run::on_path("tauri-driver") {
        return Ok(());
    }
    run::step("tauri-driver: install", &mut run::cargo(&["install", "tauri-driver", "--version", "^2", "--locked"]))
}

/// Pinned: another version may find other options with the compiler that it must persuade.
pub(crate) fn cargo_fuzz() -> Outcome {
    if run::on_path("cargo-fuzz") {
        return Ok(());
    }
    run::step("cargo-fuzz: install", &mut run::cargo(&["install", "cargo-fuzz", "--version", "=0.13.2", "--locked"]))
}

fn tool(program: &str, advice: &str) -> Outcome {
    if run::on_path(program) { Ok(()) } else { Err(format!("Missing: {advice}")) }
}

fn missing<'a>(names: &[&'a str]) -> Outcome<Vec<&'a str>> {
    // It fails when it does not know a name, which is an answer too.
    let answer = run::command("dpkg-query", &["--show", "--showformat", "${Package} ${db:Status-Status}\\n"])
        .args(names)
        .output()
        .map_err(|failure| format!("dpkg-query: {failure}"))?;
    let answer = String::from_utf8_lossy(&answer.stdout);
    let installed: BTreeSet<&str> = answer.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    Ok(names.iter().copied().filter(|name| !installed.contains(name)).collect())
}

fn as_root(words: &[&str]) -> Outcome<Command> {
    let id = run::command("id", &["-u"]).output().map_err(|failure| format!("id: {failure}"))?;
    let root = id.stdout.trim_ascii() == b"0";
    if !root && !run::on_path("sudo") {
        return Err(format!("Missing packages, and neither root nor sudo. Run as root: {}", words.join(" ")));
    }
    let words = if root { words.to_vec() } else { [&["sudo", "--preserve-env=DEBIAN_FRONTEND"], words].concat() };
    let (program, arguments) = words.split_first().ok_or("no command")?;
    let mut command = run::command(program, arguments);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
