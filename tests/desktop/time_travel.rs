//! One year later: the calendar tells, Maskinporten refuses, and the problem's own button leads to what mends it.

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::window::{Home, Window};

impl Window {
    /// Puts practice's clock a year ahead.
    pub(crate) async fn travel_a_year(&self) -> Outcome {
        self.go("practice").await?;
        self.click("#travel-year").await?;
        self.see("#practice-clock[data-days='365']").await
    }
}

#[tokio::test]
async fn an_expired_key_is_explained_and_renewed() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let registered = window.proved_key(&home, &browser).await?;
    let client = registered.client.as_str();
    window.go("calendar").await?;
    window.see("#urgency-later").await?;

    window.travel_a_year().await?;
    window.go("calendar").await?;
    window.see("#travelled").await?;
    assert!(window.text("#urgency-over").await?.contains(client), "whose key is over");
    window.go("diagnostics").await?;
    window.see("#reminders #reminder-act").await?;

    window.ask_anew().await?;
    let said = window.problem("maskinporten.key_expired").await?;
    assert!(said.len() > 60, "cause and remedy: {said}");
    window.click("#action-renew_key").await?;
    window.see("#page-renewal").await?;

    window.begin_renewal("portal").await?;
    window.advance_to("made").await?;
    let new = window.add_in_portal(&home, &browser, client).await?;
    window.advance_to("proved").await?;
    window.advance_to("switched").await?;
    assert_eq!(window.retire_in_portal(&home, &browser, client).await?, [new]);
    window.fetch_anew().await?;
    window.until("document.querySelector('#reminders') === null").await?;
    window.go("calendar").await?;
    window.see("#urgency-later").await?;
    window.until("document.querySelector('#urgency-over') === null").await?;
    window.quit().await
}
