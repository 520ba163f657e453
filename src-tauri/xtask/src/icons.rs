//! `icons`: every size that Tauri's bundles want, from one drawing.

use std::fs;
use std::path::PathBuf;

use crate::Outcome;
use crate::{packages, run};

const PNGS: &[(&str, u32)] = &[("32x32.png", 32), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];

/// Windows' sizes; the first is the one that Tauri shows while developing.
const ICO: &[u32] = &[32, 16, 24, 48, 64, 256];

/// macOS' sizes by Apple's names for them; 256 and 512 stand twice, as themselves and as the doubled size below.
const ICNS: &[(&[u8; 4], u32)] = &[
    (b"icp4", 16),
    (b"icp5", 32),
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// Draws `icons/` anew.
pub(crate) fn icons() -> Outcome {
    packages::install(packages::ICONS)?;
    for (name, size) in PNGS {
        write(name, &draw(*size)?)?;
    }
    write("icon.ico", &ico()?)?;
    write("icon.icns", &icns()?)
}

fn folder() -> PathBuf {
    run::root().join("icons")
}

fn write(name: &str, bytes: &[u8]) -> Outcome {
    fs::write(folder().join(name), bytes).map_err(|failure| format!("icons/{name}: {failure}"))?;
    run::say(&format!("icons/{name}: {} bytes", bytes.len()));
    Ok(())
}

/// A PNG of this many pixels each way.
fn draw(size: u32) -> Outcome<Vec<u8>> {
    let side = size.to_string();
    let drawn = run::command("rsvg-convert", &["--width", &side, "--height", &side]).arg(folder().join("inngang.svg")).output();
    match drawn {
        Ok(drawn) if drawn.status.success() => Ok(drawn.stdout),
        Ok(drawn) => Err(format!("rsvg-convert: {}", String::from_utf8_lossy(&drawn.stderr))),
        Err(failure) => Err(format!("rsvg-convert (librsvg): {failure}")),
    }
}

/// A directory of 16 bytes an image, then the images; PNG inside since Windows Vista.
fn ico() -> Outcome<Vec<u8>> {
    let images = ICO.iter().map(|size| draw(*size)).collect::<Outcome<Vec<_>>>()?;
    let count = u16::try_from(images.len()).map_err(|failure| failure.to_string())?;
    let mut file = [&[0, 0, 1, 0], count.to_le_bytes().as_slice()].concat();
    let mut at = 6 + 16 * u32::from(count);
    for (size, image) in ICO.iter().zip(&images) {
        let length = length(image)?;
        // 256 is written as 0.
        let side = (size % 256) as u8;
        file.extend([side, side, 0, 0, 1, 0, 32, 0]);
        file.extend(length.to_le_bytes());
        file.extend(at.to_le_bytes());
        at += length;
    }
    file.extend(images.concat());
    Ok(file)
}

/// A name and a length, both in front, for the whole and for each image.
fn icns() -> Outcome<Vec<u8>> {
    let mut images = Vec::new();
    for (name, size) in ICNS {
        images.extend(entry(name, &draw(*size)?)?);
    }
    entry(b"icns", &images)
}

fn entry(name: &[u8; 4], content: &[u8]) -> Outcome<Vec<u8>> {
    let whole = length(content)? + 8;
    Ok([name.as_slice(), &whole.to_be_bytes(), content].concat())
}

fn length(bytes: &[u8]) -> Outcome<u32> {
    u32::try_from(bytes.len()).map_err(|failure| failure.to_string())
}
