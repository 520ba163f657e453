//! The certificate doctor in the window: what each file is called, what can be done with it, what it takes to open it.

use std::fs;

use inngang_tests::Outcome;
use serde_json::json;

use crate::screen;
use crate::steps::{Issued, LANGUAGE};
use crate::town_hall::{Order, TownHall};
use crate::webdriver::patiently;
use crate::window::{Home, Window, pictures};

const USE: &str = "Bruk i Maskinporten";
const REGISTER: &str = "Registrer nøkkelen";
const OTHERS: &str = "Velg andre filer";

/// A certificate, and what the person is told of it.
struct Case {
    name: &'static str,
    order: &'static Order,
    /// Part of the sentence.
    verdict: &'static str,
    /// What stands in the way of using it, by code.
    instead: Option<&'static str>,
    /// What the one button does.
    primary: &'static str,
}

const READY: &str = "Dette er virksomhetssertifikatet til BLÅBÆRSVINGEN BAKERI AS. Det kan brukes i Maskinporten.";

const CASES: &[Case] = &[
    Case { name: "rc2-40", order: &[("flavour", "legacy")], verdict: READY, instead: None, primary: USE },
    Case { name: "rc2-128", order: &[("flavour", "rc2-128")], verdict: READY, instead: None, primary: USE },
    Case { name: "ber", order: &[("flavour", "ber")], verdict: READY, instead: None, primary: USE },
    Case {
        name: "expired",
        order: &[("validity", "expired")],
        verdict: "Virksomheten må bestille et nytt.",
        instead: Some("certificate.expired"),
        primary: REGISTER,
    },
    Case {
        name: "person",
        order: &[("profile", "personal")],
        verdict: "Dette er et personlig sertifikat for",
        instead: Some("certificate.personal"),
        primary: OTHERS,
    },
    Case {
        name: "test-twin",
        order: &[("tree", "test-twin")],
        verdict: "er ikke fra en godkjent utsteder, og er derfor ikke et virksomhetssertifikat.",
        instead: Some("certificate.untrusted_issuer"),
        primary: REGISTER,
    },
    Case {
        name: "encryption",
        order: &[("role", "encryption")],
        verdict: "Dette er krypteringssertifikatet til BLÅBÆRSVINGEN BAKERI AS.",
        instead: Some("certificate.encryption_only"),
        primary: OTHERS,
    },
    Case {
        name: "revoked",
        order: &[("validity", "revoked")],
        verdict: "Sertifikatet til BLÅBÆRSVINGEN BAKERI AS er tilbakekalt.",
        instead: Some("certificate.revoked"),
        primary: OTHERS,
    },
];

impl Window {
    /// The first page of the step, with nothing chosen.
    pub(crate) async fn begin_anew(&self) -> Outcome {
        self.go("start").await?;
        self.go("certificate").await?;
        self.see("#drop-zone[data-picked=false]").await
    }

    /// Waits until the issuer has been asked, and gives its answer.
    pub(crate) async fn answer_of_issuer(&self) -> Outcome<String> {
        self.until("document.querySelector('#revocation[aria-busy=false]')").await?;
        let state = self.run("return document.querySelector('#revocation').dataset.state", &[]).await?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }

    /// Whether a button says this.
    async fn has_button(&self, words: &str) -> Outcome<bool> {
        let found = self
            .run(
                "const [words] = arguments; return [...document.querySelectorAll('button')].some((it) => it.innerText.trim() === words)",
                &[json!(words)],
            )
            .await?;
        Ok(found == true)
    }

    /// Keeps a picture of the whole page, however long it is.
    async fn whole_picture(&self, name: &str) -> Outcome {
        screen::resize(1300, 1000)?;
        self.painted().await?;
        self.picture(&pictures()?.join(format!("doctor-{name}.png"))).await?;
        self.run("document.querySelector('main').lastElementChild.scrollIntoView(false); scrollTo(0, 1e6)", &[]).await?;
        self.picture(&pictures()?.join(format!("doctor-{name}-below.png"))).await?;
        Ok(())
    }

    /// Fails unless the one button is this, and no other uses the certificate.
    async fn offers(&self, primary: &str) -> Outcome {
        assert_eq!(self.text("#primary").await?, primary);
        for other in [USE, REGISTER] {
            assert_eq!(self.has_button(other).await?, other == primary, "{other}");
        }
        Ok(())
    }
}

/// The bakery with its answers given, and its town hall.
pub(crate) async fn begin(home: &Home) -> Outcome<(Window, TownHall)> {
    let window = Window::open(home).await?;
    window.start().await?;
    let hall = TownHall::open(&window, home).await?;
    Ok((window, hall))
}

#[tokio::test]
async fn each_certificate_is_called_what_it_is() -> Outcome {
    let home = Home::new()?;
    let (window, hall) = begin(&home).await?;
    for case in CASES {
        let file = hall.issue(case.order).await?;
        window.begin_anew().await?;
        window.examine(&file).await.map_err(|failure| format!("{}: {failure}", case.name))?;
        let answer = window.answer_of_issuer().await?;
        let (verdict, shown) = (window.text("#verdict h2").await?, window.text("#verdict").await?);
        window.whole_picture(case.name).await?;
        assert!(verdict.contains(case.verdict), "{}: {verdict}", case.name);
        let instead = window.run("return document.querySelector('#instead')?.dataset.code ?? null", &[]).await?;
        assert_eq!(instead, json!(case.instead), "{}: {shown}", case.name);
        window.offers(case.primary).await.map_err(|failure| format!("{}: {failure}", case.name))?;
        match case.name {
            "revoked" => assert!(answer == "revoked" && shown.contains("Utstederen tilbakekalte det"), "{answer}: {shown}"),
            "rc2-40" | "rc2-128" | "ber" => {
                assert!(answer == "good" && shown.contains("Sertifikatet er ikke tilbakekalt"), "{answer}: {shown}")
            }
            "test-twin" => {
                assert!(shown.contains("Trolig testmiljøet") && shown.contains("Sertifikatet er trolig for et annet miljø"), "{shown}")
            }
            _ => {}
        }
        assert!(window.state_of("certificate").await? != "done", "{}: stored by looking", case.name);
    }
    window.quit().await
}

#[tokio::test]
async fn a_password_is_asked_for_until_it_fits() -> Outcome {
    screen::use_norwegian_keys()?;
    let home = Home::new()?;
    let (window, hall) = begin(&home).await?;
    // Its password is of letters that only Norwegian keys have.
    let file = hall.issue(&[("flavour", "latin1")]).await?;
    window.begin_anew().await?;
    window.pick(&file.path).await?;
    screen::activate()?;
    typed(&window, "ærlig-og-åpen").await?;
    window.see("#problem[data-code='certificate.wrong_password']").await?;
    assert!(window.text("#problem").await?.contains("Feil passord, eller filen er skadet"), "the words");
    assert_eq!(window.run("return document.querySelector('#password').value", &[]).await?, "", "the page keeps a refused password");
    assert_eq!(window.run("return document.querySelector('#verdict')", &[]).await?, json!(null));
    window.whole_picture("wrong-password").await?;

    typed(&window, &format!("{} ", file.password)).await?;
    window.see("#problem[data-code='certificate.wrong_password_spaces']").await?;
    window.whole_picture("spaces").await?;
    window.click("#password-trim").await?;
    window.see("#verdict").await?;
    assert_eq!(window.text("#verdict h2").await?, READY);

    window.begin_anew().await?;
    window.pick(&file.path).await?;
    screen::activate()?;
    typed(&window, &file.password).await?;
    window.see("#verdict").await?;
    assert!(window.text("#verdict").await?.contains("Passordet er skrevet på en uvanlig måte i filen"), "what is odd about it");
    window.whole_picture("latin1").await?;
    window.use_it().await?;
    assert_eq!(window.state_of("certificate").await?, "done");
    window.whole_picture("in-use").await?;
    window.quit().await
}

/// Types with the keys into the field that has the focus by itself, and sends it.
async fn typed(window: &Window, password: &str) -> Outcome {
    window.until("document.activeElement.id === 'password'").await?;
    screen::write(password)?;
    // Keys arrive later than the words of the driver.
    patiently(|| async {
        let value = window.run("return document.activeElement.value ?? ''", &[]).await?;
        if value == *password { Ok(()) } else { Err(format!("the field does not hold it, but {value}").into()) }
    })
    .await?;
    screen::press("Return")
}

/// Puts the files in a folder where nothing else is.
pub(crate) fn folder_of(home: &Home, name: &str, files: &[Issued]) -> Outcome<std::path::PathBuf> {
    let folder = home.path(name);
    fs::create_dir(&folder)?;
    for file in files {
        fs::copy(&file.path, folder.join(file.path.file_name().ok_or("a file without a name")?))?;
    }
    Ok(folder)
}

#[tokio::test]
async fn what_belongs_together_is_chosen_at_once() -> Outcome {
    let home = Home::new()?;
    let (window, hall) = begin(&home).await?;
    let set = hall.issue_set().await?;
    let folder = folder_of(&home, "set", &set)?;
    window.begin_anew().await?;
    window.click("#pick-file").await?;
    screen::choose_all_files(LANGUAGE, &folder).await?;
    window.see("#files li:nth-child(3)").await?;
    window.whole_picture("set-locked").await?;
    window.unlock(&set[0].password).await?;
    window.see("#verdict").await?;
    window.answer_of_issuer().await?;
    window.whole_picture("set").await?;
    let candidates = window.run("return document.querySelectorAll('[id^=candidate-]').length", &[]).await?;
    let shown = window.text("main").await?;
    assert_eq!(candidates, 3, "{shown}");
    assert!(shown.contains("Anbefalt") && shown.contains("Det er for autentisering, som er det vanlige valget i Maskinporten."), "{shown}");
    assert_eq!(window.text("#verdict h2").await?, READY);
    window.offers(USE).await?;
    for (place, verdict, primary) in
        [(2, "Dette er signeringssertifikatet til", USE), (3, "Dette er krypteringssertifikatet til", OTHERS), (1, READY, USE)]
    {
        // The card as a whole is what is pressed.
        window.click(&format!("fieldset [data-chosen]:nth-child({place}) label")).await?;
        let said = window.text("#verdict h2").await?;
        assert!(said.contains(verdict), "{said}");
        window.offers(primary).await?;
    }

    let public = set[0].path.with_extension("cer");
    window.begin_anew().await?;
    window.pick(&public).await?;
    window.see("#verdict, #problem").await?;
    window.whole_picture("cer").await?;
    let said = window.text("main").await?;
    assert!(said.contains("Filen du trenger, slutter på .p12 og kom med et passord."), "{said}");
    window.offers(OTHERS).await?;
    window.quit().await
}
