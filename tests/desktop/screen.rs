//! The screen as a person's hands use it: real windows, a real keyboard (xdotool).

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use inngang_platform::texts::Texts;
use inngang_tests::Outcome;
use tokio::time::sleep;

use crate::webdriver::patiently;

/// The program's window.
const WINDOW: &str = "^Inngang$";

/// GTK loses keys that come while a dialog or its location field opens, and says nowhere that it is done.
const SETTLE: Duration = Duration::from_millis(400);

/// Types a path into the dialog that asks which file to open. `language` is the program's.
pub(crate) async fn choose_file(language: &str, path: &Path) -> Outcome {
    choose_file_in(language, "choose_certificate", path).await
}

/// The same in the dialog of this name.
pub(crate) async fn choose_file_in(language: &str, name: &str, path: &Path) -> Outcome {
    answer(language, name, path, "ctrl+l").await
}

/// Chooses everything in a folder, in the dialog that asks which files to open.
pub(crate) async fn choose_all_files(language: &str, folder: &Path) -> Outcome {
    let dialog = Dialog::open(language, "choose_certificate").await?;
    type_path(&format!("{}/", folder.display()), "ctrl+l").await?;
    sleep(SETTLE).await;
    // What the dialog has added by itself: the beginning that the files' names share.
    press("Delete")?;
    press("Return")?;
    // The folder opens with its list in focus.
    sleep(SETTLE * 2).await;
    press("ctrl+a")?;
    sleep(SETTLE).await;
    dialog.confirm().await
}

/// Types a path into the dialog of this name that asks where to save.
pub(crate) async fn save_file(language: &str, name: &str, path: &Path) -> Outcome {
    answer(language, name, path, "ctrl+a").await
}

/// Gives the program's window this size.
pub(crate) fn resize(width: u32, height: u32) -> Outcome {
    let window = windows(WINDOW)?;
    xdotool(&["windowmove", &window, "0", "0", "windowsize", "--sync", &window, &width.to_string(), &height.to_string()]).map(drop)
}

/// Asks the program's window to close.
pub(crate) fn close_window() -> Outcome {
    activate()?;
    press("alt+F4")
}

/// Gives the program's window the keyboard.
pub(crate) fn activate() -> Outcome {
    xdotool(&["windowactivate", "--sync", &windows(WINDOW)?]).map(drop)
}

/// Gives the keyboard Norwegian keys. For a letter that no key has, xdotool changes the keys as it types, and programs lose it.
pub(crate) fn use_norwegian_keys() -> Outcome {
    let given = Command::new("setxkbmap").arg("no").status()?;
    if given.success() { Ok(()) } else { Err("setxkbmap gives no keys".into()) }
}

/// Presses a key, by X11's name.
pub(crate) fn press(key: &str) -> Outcome {
    xdotool(&["key", key]).map(drop)
}

/// Types a text.
pub(crate) fn write(text: &str) -> Outcome {
    xdotool(&["type", "--delay", "8", text]).map(drop)
}

/// Waits for a dialog and answers it with a path, after the keys that make room for one.
async fn answer(language: &str, name: &str, path: &Path, room: &str) -> Outcome {
    let dialog = Dialog::open(language, name).await?;
    type_path(&path.display().to_string(), room).await?;
    dialog.confirm().await
}

async fn type_path(path: &str, room: &str) -> Outcome {
    press(room)?;
    sleep(SETTLE).await;
    write(path)
}

/// A dialog of the operating system.
struct Dialog {
    title: String,
    window: String,
}

impl Dialog {
    /// Waits for the one of this name and gives it the keyboard.
    async fn open(language: &str, name: &str) -> Outcome<Self> {
        let title = format!("^{}$", Texts::new(language).get(&format!("native:dialog.{name}"), &[]));
        let window = patiently(|| async { windows(&title) }).await?;
        xdotool(&["windowactivate", "--sync", &window])?;
        sleep(SETTLE).await;
        Ok(Self { title, window })
    }

    /// Presses Return until it has taken its answer: it takes none while it still looks at the folder.
    async fn confirm(&self) -> Outcome {
        for _ in 0..20 {
            sleep(SETTLE).await;
            // The key must not reach the window below.
            if xdotool(&["getactivewindow"]).is_ok_and(|active| active.trim() == self.window) {
                press("Return")?;
            }
            sleep(SETTLE).await;
            if windows(&self.title).is_err() {
                return Ok(());
            }
        }
        Err("the dialog does not take the answer".into())
    }
}

/// The newest window of this name.
fn windows(name: &str) -> Outcome<String> {
    let found = xdotool(&["search", "--onlyvisible", "--name", name])?;
    Ok(found.lines().last().ok_or("no such window")?.to_owned())
}

fn xdotool(words: &[&str]) -> Outcome<String> {
    let answer = Command::new("xdotool").args(words).output()?;
    if !answer.status.success() {
        return Err(format!("xdotool {}: {}", words.join(" "), String::from_utf8_lossy(&answer.stderr)).into());
    }
    Ok(String::from_utf8(answer.stdout)?)
}

/// Waits for a text on the clipboard that begins so, and gives it whole.
pub(crate) async fn copied(beginning: &str) -> Outcome<String> {
    patiently(|| async {
        let text = arboard::Clipboard::new()?.get_text()?;
        if text.starts_with(beginning) { Ok(text) } else { Err(format!("nothing that begins with {beginning} was copied").into()) }
    })
    .await
}

/// Keeps a picture of the whole screen.
pub(crate) fn keep(file: &Path) -> Outcome {
    let taken = Command::new("import").args(["-window", "root"]).arg(file).status()?;
    if taken.success() { Ok(()) } else { Err("import took no picture".into()) }
}
