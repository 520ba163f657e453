//! What ends when: in the person's own calendar, by another library's reading; and on the desktop, by a real notification daemon.

use std::fs;
use std::process::Command;

use inngang_tests::Outcome;
use inngang_tests::node::node;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime};

use crate::browser::Browser;
use crate::screen;
use crate::steps::LANGUAGE;
use crate::webdriver::patiently;
use crate::window::{Home, Window};

/// A client secret lasts so many days (design of the calendar; idporten.md 2.3).
const SECRET_LASTS: i64 = 360;

impl Window {
    /// Adds the date on which a client secret was made, as a Norwegian writes it.
    async fn watch_secret(&self, name: &str, made: Date) -> Outcome {
        self.go("calendar").await?;
        self.click("#primary").await?;
        self.click("#watch-client_secret").await?;
        self.fill("#watch-name", name).await?;
        self.fill("#watch-date", &made.format(format_description!("[day padding:none].[month padding:none].[year]"))?).await?;
        self.click("#primary").await?;
        self.see("#calendar-told").await
    }
}

#[tokio::test]
async fn the_calendar_is_read_by_another_library() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let registered = window.proved_key(&home, &browser).await?;
    let file = window.issue().await?;
    window.import(&file).await?;
    let made = OffsetDateTime::now_utc().date() - Duration::days(30);
    window.watch_secret("Lønn", made).await?;

    let saved = home.path("inngang.ics");
    window.click("#save-calendar").await?;
    screen::save_file(LANGUAGE, "save_calendar", &saved).await?;
    window.until("document.body.innerText.includes('inngang.ics')").await?;
    let read = node("ical.mjs", &fs::read(&saved)?)?;
    assert_eq!(read["x-wr-calname"], "Inngang: BLÅBÆRSVINGEN BAKERI AS");
    let events = read["events"].as_array().ok_or("no events")?;
    assert_eq!(events.len(), 3, "key, certificate, secret: {events:?}");
    let summary = |of: &str| events.iter().find(|event| event["summary"].as_str().is_some_and(|text| text.contains(of)));
    let secret = summary("Lønn").ok_or("the secret is not there")?;
    assert_eq!(secret["day"], (made + Duration::days(SECRET_LASTS)).to_string());
    assert_eq!(secret["alarms"].as_array().map(Vec::len), Some(5), "{secret}");
    let key = summary("økkel").filter(|event| event["description"].as_str().is_some_and(|text| text.contains(&registered.client)));
    assert!(key.is_some_and(|key| key["wholeDay"] == true), "{events:?}");
    assert!(!events.iter().any(|event| event.to_string().contains(&file.password)), "no secrets in it");
    window.quit().await
}

/// What the desktop's notification daemon, which the bus starts when it is needed, has shown and shows.
fn notifications() -> Outcome<String> {
    // Only what is put away can be read.
    Ok([dunst("close-all")?, dunst("history")?].concat())
}

fn dunst(word: &str) -> Outcome<String> {
    Ok(String::from_utf8(Command::new("dunstctl").arg(word).output()?.stdout)?)
}

#[tokio::test]
async fn the_desktop_tells_what_ends() -> Outcome {
    let home = Home::new()?;
    let window = Window::open(&home).await?;
    window.start().await?;
    let today = OffsetDateTime::now_utc().date();
    window.watch_secret("Julelønn", today - Duration::days(SECRET_LASTS - 14)).await?;
    let said = patiently(|| async {
        let said = notifications()?;
        if said.contains("Klienthemmeligheten Julelønn utløper") { Ok(said) } else { Err(format!("not shown, but {said}").into()) }
    })
    .await?;
    assert!(said.contains("Om 14 dager. BLÅBÆRSVINGEN BAKERI AS, Øvelse."), "when, whose and where: {said}");
    let times = said.matches("Julelønn").count();
    window.click("#notifications").await?;
    window.until("!document.querySelector('#notifications').checked").await?;
    window.watch_secret("Fraktbrev", today - Duration::days(SECRET_LASTS - 7)).await?;
    window.quit().await?;

    // Told once, and nothing more since the person said no.
    let window = Window::open(&home).await?;
    window.go("calendar").await?;
    window.see("#reminders, #urgency-week, #urgency-month").await?;
    window.quit().await?;
    let said = notifications()?;
    assert_eq!((said.matches("Julelønn").count(), said.contains("Fraktbrev")), (times, false), "{said}");
    Ok(())
}
