//! Every page as it is seen: by axe in every language and theme, by the camera in two sizes.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::steps::PERSON_SCOPES;
use crate::window::{Home, Window, pictures};

pub(crate) const LANGUAGES: [&str; 3] = ["en", "nn", "nb"];
pub(crate) const THEMES: [&str; 2] = ["dark", "light"];
/// The narrowest that the window can be, wide, and where the rail still stands, which the next page is reached by.
const SIZES: [(u32, u32); 3] = [(360, 960), (1600, 960), (900, 600)];

/// Where the README keeps its picture of the window.
const README_PICTURE: &str = "icons/window.png";

impl Window {
    /// Waits until the page has painted twice: then it has been laid out anew.
    pub(crate) async fn painted(&self) -> Outcome {
        let body = "const [tell] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => tell(true)));";
        self.run_async(body, &[]).await.map(drop)
    }

    /// Waits until what unfolds has unfolded: nothing has grown or shrunk for twelve frames.
    async fn settled(&self) -> Outcome {
        let body = "const [tell] = arguments;
            const height = () => [...document.querySelectorAll('html, main, details')].map((it) => it.scrollHeight + it.offsetHeight).join();
            const wait = (before, frames) => requestAnimationFrame(() => {
                const now = height();
                if (now !== before) wait(now, 0);
                else if (frames < 12) wait(now, frames + 1);
                else tell(true);
            });
            wait(height(), 0);";
        self.run_async(body, &[]).await.map(drop)
    }
}

/// Every language and every theme; what the camera takes is in the language that the texts are written in.
pub(crate) const LOOKS: [(&str, &str); 4] = [("en", "dark"), ("nn", "light"), ("nb", "dark"), ("nb", "light")];

/// Looks at places of the window in every language and theme. `stage` tells the pictures apart. A place is one of the rail, then
/// what is pressed there, apart by spaces.
pub(crate) async fn look(window: &Window, stage: &str, places: &[&str]) -> Outcome {
    look_in(window, stage, places, &["nb"]).await
}

/// The same, with pictures in these languages.
pub(crate) async fn look_in(window: &Window, stage: &str, places: &[&str], pictured: &[&str]) -> Outcome {
    for (language, theme) in LOOKS {
        window.go("settings").await?;
        window.click(&format!("#language-{language}")).await?;
        window.click(&format!("#theme-{theme}")).await?;
        window.until(&format!("document.documentElement.lang === '{language}'")).await?;
        for place in places {
            let mut ways = place.split(' ');
            // A page that is open already stays where it was.
            window.go("diagnostics").await?;
            window.go(ways.next().unwrap_or_default()).await?;
            for way in ways {
                window.click(way).await?;
            }
            window.until("!document.querySelector('[aria-busy=true]')").await?;
            window.settled().await?;
            window.is_accessible(&format!("{stage} {place} {language} {theme}")).await?;
            if pictured.contains(&language) {
                window.run("document.querySelectorAll('html, main').forEach((it) => it.scrollTo(0, 0))", &[]).await?;
                let name = place.replace(|sign: char| !sign.is_ascii_alphanumeric(), "");
                photograph(window, &format!("{stage}-{name}-{language}-{theme}")).await?;
            }
        }
    }
    Ok(())
}

pub(crate) async fn photograph(window: &Window, name: &str) -> Outcome {
    for (width, height) in SIZES {
        screen::resize(width, height)?;
        window.painted().await?;
        window.picture(&pictures()?.join(format!("{name}-{width}.png"))).await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_page_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    look(&window, "1-new", &["start", "settings"]).await?;
    window.go("start").await?;
    window.choose_bakery().await?;
    look(&window, "2-chosen", &["start", "certificate", "key", "login", "practice", "diagnostics"]).await?;

    window.go("start").await?;
    window.answer_questions().await?;
    let file = window.issue().await?;
    photograph(&window, "2-chosen-issued").await?;
    window.is_accessible("issued").await?;
    window.go("certificate").await?;
    window.pick(&file.path).await?;
    window.unlock("ikke dette").await?;
    window.see("#problem").await?;
    window.is_accessible("a problem").await?;
    photograph(&window, "2-chosen-problem").await?;
    window.unlock(&file.password).await?;
    window.use_it().await?;
    let key = window.make_key().await?;
    look(&window, "3-made", &["key", "maskinporten"]).await?;

    window.go("key").await?;
    let registered = window.register_in_portal(&home, &browser, &key).await?;
    window.remember(&registered).await?;
    window.token_by_key().await?;
    window.go("login").await?;
    window.click("#open-road").await?;
    window.click("#open-portal").await?;
    let client = browser.register_client(&home.opened().await?, BAKERY, "idporten", PERSON_SCOPES).await?;
    window.click("#back").await?;
    window.log_in(&home, &browser, &client).await?;
    window.climb("organisation").await?;
    look(&window, "4-done", &["start", "certificate", "key", "maskinporten", "login", "access", "done", "diagnostics"]).await?;
    picture_for_the_readme(&window).await?;
    window.quit().await
}

/// `UPDATE_PICTURES=1` writes it; otherwise it is only kept among the others.
async fn picture_for_the_readme(window: &Window) -> Outcome {
    screen::resize(1240, 860)?;
    window.go("access").await?;
    window.see("#access-verdict").await?;
    let kept = pictures()?.join("window.png");
    window.picture(&kept).await?;
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::copy(kept, std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(README_PICTURE))?;
    }
    Ok(())
}
