//! Made-up entries in folders of the tests' own.

use std::error::Error;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;

use super::*;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const URL: &str = "https://login.example/authorize?a=1&b=$(touch%20x);%u";
const HTTPS: &str = "MimeType=text/html;x-scheme-handler/http;x-scheme-handler/https;\n";

/// Folders as `XDG_DATA_HOME` and `XDG_DATA_DIRS` name them.
struct Rig {
    home: TempDir,
    system: TempDir,
}

impl Rig {
    fn new() -> Outcome<Self> {
        Ok(Self { home: tempfile::tempdir()?, system: tempfile::tempdir()? })
    }

    fn folders(&self) -> Vec<PathBuf> {
        below(Some(self.home.path().into()), None, Some(self.system.path().into()))
    }

    fn write(folder: &TempDir, id: &str, lines: &str) -> Outcome {
        let path = folder.path().join("applications").join(id);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        Ok(fs::write(path, format!("# made up\n[Desktop Entry]\nType=Application\n{lines}[Desktop Action new]\nName=No\nExec=false\n"))?)
    }

    fn found(&self) -> Vec<(String, String)> {
        browsers(&self.folders()).into_iter().map(|entry| (entry.id, entry.name)).collect()
    }
}

fn named(entries: &[(&str, &str)]) -> Vec<(String, String)> {
    entries.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
}

#[test]
fn what_opens_https_is_a_browser() -> Outcome {
    let rig = Rig::new()?;
    Rig::write(&rig.system, "wolf.desktop", &format!("Name=Wo\u{202e}lf\\n\nName[nb]=Ulv\nExec=true %u\n{HTTPS}"))?;
    Rig::write(&rig.system, "long.desktop", &format!("Name={}\nExec=true %u\n{HTTPS}", "z".repeat(1_000)))?;
    Rig::write(&rig.system, "vendor/lynx.desktop", &format!("Name = Gaupe\nTryExec=true\nExec=sh %U\n{HTTPS}"))?;
    for (id, lines) in [
        ("editor", "Name=Editor\nExec=true %U\nMimeType=text/html;x-scheme-handler/httpsx;\n".to_owned()),
        ("no-kinds", "Name=None\nExec=true %U\n".to_owned()),
        ("hidden", format!("Name=Hidden\nHidden=true\nExec=true %U\n{HTTPS}")),
        ("no-display", format!("Name=Helper\nNoDisplay=true\nExec=true %U\n{HTTPS}")),
        ("terminal", format!("Name=Text\nTerminal=true\nExec=true %U\n{HTTPS}")),
        ("gone", format!("Name=Gone\nExec=no-such-program-anywhere %U\n{HTTPS}")),
        ("try-gone", format!("Name=Gone\nTryExec=/no/such/program\nExec=true %U\n{HTTPS}")),
        ("open", format!("Name=Open\nExec=\"true %U\n{HTTPS}")),
        ("nameless", format!("Exec=true %U\n{HTTPS}")),
        ("link", format!("Type=Link\nName=Link\nExec=true %U\n{HTTPS}")),
    ] {
        Rig::write(&rig.system, &format!("{id}.desktop"), &lines)?;
    }
    Rig::write(&rig.system, "notes.txt", &format!("Name=Notes\nExec=true %u\n{HTTPS}"))?;
    assert_eq!(rig.found(), named(&[("vendor-lynx.desktop", "Gaupe"), ("wolf.desktop", "Wolf"), ("long.desktop", &"z".repeat(80))]));
    Ok(())
}

#[test]
fn the_persons_own_entries_come_first() -> Outcome {
    let rig = Rig::new()?;
    for id in ["bear", "wolf"] {
        Rig::write(&rig.system, &format!("{id}.desktop"), &format!("Name={id}\nExec=true %u\n{HTTPS}"))?;
    }
    Rig::write(&rig.home, "bear.desktop", &format!("Name=Bjørn\nExec=true %u\n{HTTPS}"))?;
    Rig::write(&rig.home, "wolf.desktop", "Hidden=true\n")?;
    assert_eq!(rig.found(), named(&[("bear.desktop", "Bjørn")]));
    Ok(())
}

#[test]
fn where_entries_are_kept() {
    fn check(data_home: Option<&str>, data_dirs: Option<&str>, expected: &[&str]) {
        let found = below(data_home.map(Into::into), Some("/home/a/.local/share".into()), data_dirs.map(Into::into));
        assert_eq!(found, expected.iter().map(|folder| Path::new(folder).join("applications")).collect::<Vec<_>>());
    }
    check(None, None, &["/home/a/.local/share", "/usr/local/share", "/usr/share"]);
    check(Some(""), Some(""), &["/home/a/.local/share", "/usr/local/share", "/usr/share"]);
    check(Some("/x"), Some("/y:relative:/z"), &["/x", "/y", "/z"]);
}

#[test]
fn commands_are_read_without_a_shell() {
    fn check(exec: &str, expected: Option<&[&str]>) {
        let entry = Entry { id: "a.desktop".into(), name: "My browser".into(), exec: unescaped(exec), path: "/a b/a.desktop".into() };
        let command = entry.command(URL);
        assert_eq!(command.as_ref().map(|words| words.iter().map(String::as_str).collect::<Vec<_>>()).as_deref(), expected, "{exec}");
    }
    check("wolf %u", Some(&["wolf", URL]));
    check("wolf  --new-window   %U", Some(&["wolf", "--new-window", URL]));
    check("wolf", Some(&["wolf", URL]));
    check("wolf --url=%u", Some(&["wolf", &format!("--url={URL}")]));
    check("\"/opt/my wolf/wolf\" \"\" %u", Some(&["/opt/my wolf/wolf", "", URL]));
    check(r#"wolf "a \\"b\\" \\$HOME \\`id\\` \\\\" %u"#, Some(&["wolf", r#"a "b" $HOME `id` \"#, URL]));
    check("wolf $(id) `id` ;& %u", Some(&["wolf", "$(id)", "`id`", ";&", URL]));
    check("wolf %i --class %c --entry %k 100%% %u %m", Some(&["wolf", "--class", "My browser", "--entry", "/a b/a.desktop", "100%", URL]));
    check("env A=B flatpak run org.wolf @@u %u @@", Some(&["env", "A=B", "flatpak", "run", "org.wolf", "@@u", URL, "@@"]));
    check("wolf %x", None);
    check("wolf %", None);
    check("wolf \"%u", None);
}

#[test]
fn an_entry_is_started_with_the_address() -> Outcome {
    let rig = Rig::new()?;
    let (program, heard) = (rig.home.path().join("wolf and bear"), rig.home.path().join("heard"));
    fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > '{}'\n", heard.display()))?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700))?;
    Rig::write(&rig.system, "wolf.desktop", &format!("Name=Wolf\nExec=\"{}\" --new %u\n{HTTPS}", program.display()))?;
    let found = browsers(&rig.folders());
    let command = found.first().and_then(|entry| entry.command(URL)).ok_or("no command")?;
    assert!(super::super::start(&command));
    assert_eq!(fs::read_to_string(heard)?, format!("2\n--new\n{URL}\n"));
    Ok(())
}

#[test]
fn odd_files_are_passed_over() -> Outcome {
    let rig = Rig::new()?;
    assert_eq!(rig.found(), []);
    Rig::write(&rig.system, "huge.desktop", &format!("Name=Huge\nExec=true %u\n{HTTPS}#{}\n", "x".repeat(2 << 20)))?;
    fs::write(rig.system.path().join("applications/binary.desktop"), [0xff, 0xfe, 0x00])?;
    fs::create_dir(rig.system.path().join("applications/folder.desktop"))?;
    std::os::unix::fs::symlink(rig.system.path().join("applications"), rig.system.path().join("applications/loop"))?;
    assert_eq!(rig.found(), []);
    Ok(())
}
