//! Files that are no certificate: each is told apart in words, and nothing that was there is lost.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

use inngang_tests::Outcome;

use crate::window::{Home, Window};

/// What a person may choose, and the code of the problem that follows.
fn files(home: &Home) -> Outcome<Vec<(PathBuf, &'static str)>> {
    let file = |name: &str, bytes: &[u8]| -> Outcome<PathBuf> {
        fs::write(home.path(name), bytes)?;
        Ok(home.path(name))
    };
    let noise: Vec<u8> = (0..40_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let huge = home.path("huge.p12");
    File::create(&huge)?.set_len(2 << 30)?;
    let pipe = home.path("pipe.p12");
    if !Command::new("mkfifo").arg(&pipe).status()?.success() {
        return Err("no pipe".into());
    }
    let mut files = vec![
        (file("empty.p12", b"")?, "file.empty"),
        (file("noise.p12", &noise)?, "certificate.unknown_file"),
        (file("letter.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")?, "certificate.document"),
        (file("zeros.p12", &[0; 4096])?, "certificate.not_downloaded"),
        (huge, "file.too_large"),
        (pipe, "file.not_regular"),
    ];
    let locked = file("locked.p12", b"x")?;
    fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o000))?;
    // Nothing is unreadable to root.
    if File::open(&locked).is_err() {
        files.push((locked, "file.unreadable"));
    }
    Ok(files)
}

/// What is sealed, by path. The database notes times of its own.
fn sealed(home: &Home) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
    let mut kept = home.kept()?;
    kept.retain(|path, _| path.starts_with(home.data().join("profiles")));
    Ok(kept)
}

#[tokio::test]
async fn a_file_that_is_no_certificate_changes_nothing() -> Outcome {
    let home = Home::new()?;
    let window = Window::open(&home).await?;
    window.start().await?;
    let good = window.issue().await?;
    window.import(&good).await?;
    let verdict = window.text("#verdict").await?;
    let before = sealed(&home)?;
    assert!(!before.is_empty(), "nothing was stored");

    window.click("#pick-file").await?;
    window.see("#drop-zone").await?;
    for (file, code) in files(&home)? {
        window.pick(&file).await?;
        window.see(&format!("#problem[data-code='{code}']")).await?;
        assert!(window.text("#problem h2").await?.len() > 5, "{code} has no words");
    }
    assert!(sealed(&home)? == before, "what is stored has changed");
    window.go("start").await?;
    window.go("certificate").await?;
    assert_eq!(window.text("#verdict").await?, verdict, "what is shown");
    window.quit().await
}
