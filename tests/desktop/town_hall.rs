//! The town hall's own page in practice, which takes a whole order at once.

use inngang_tests::{BAKERY, Outcome};
use reqwest::Client;

use crate::steps::Issued;
use crate::window::{Home, Window};

/// What is unlike the ordinary certificate: fields of the town hall's form.
pub(crate) type Order = [(&'static str, &'static str)];

/// Where practice certificates are ordered.
pub(crate) struct TownHall {
    web: Client,
    form: String,
}

impl TownHall {
    /// Opens it from the window, as the person's browser would.
    pub(crate) async fn open(window: &Window, home: &Home) -> Outcome<Self> {
        window.go("practice").await?;
        window.click("#open-town-hall").await?;
        let address = home.opened().await?;
        let (page, asked) = address.split_once('?').unwrap_or((&address, ""));
        assert_eq!(asked, "lang=nb", "the town speaks the window's language");
        Ok(Self { web: Client::builder().no_proxy().build()?, form: format!("{}/issue", page.trim_end_matches('/')) })
    }

    /// The file that is ordered for the bakery.
    pub(crate) async fn issue(&self, order: &Order) -> Outcome<Issued> {
        let page = self.send(order).await?;
        Ok(Issued { path: shown(&page, "saved-path")?.into(), password: shown(&page, "password")? })
    }

    /// The three files that Commfides sends for one order.
    pub(crate) async fn issue_set(&self) -> Outcome<[Issued; 3]> {
        let page = self.send(&[("issuer", "commfides-like"), ("set", "yes")]).await?;
        let file = |end: &str| -> Outcome<Issued> {
            Ok(Issued { path: shown(&page, &format!("saved-path{end}"))?.into(), password: shown(&page, &format!("password{end}"))? })
        };
        Ok([file("")?, file("-2")?, file("-3")?])
    }

    async fn send(&self, order: &Order) -> Outcome<String> {
        let fields = [&[("organisation", BAKERY)], order].concat();
        Ok(self.web.post(&self.form).form(&fields).send().await?.error_for_status()?.text().await?)
    }
}

/// What the element of this id holds.
fn shown(page: &str, id: &str) -> Outcome<String> {
    let text = page.split_once(&format!("id=\"{id}\">")).and_then(|(_, rest)| rest.split_once('<'));
    let (text, _) = text.ok_or_else(|| format!("the town hall shows no {id}"))?;
    Ok(text.replace("&#x2f;", "/"))
}
