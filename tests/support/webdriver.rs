//! A WebDriver session over plain HTTP (W3C WebDriver 2), with the patience that a page needs.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::Outcome;

/// How long something may take to appear. Making a key and starting practice are the slowest.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(40);

/// The name under which an element's reference travels (§12.2).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browsing session.
pub struct WebDriver {
    web: Client,
    session: String,
}

impl WebDriver {
    /// Begins a session at the driver that listens on `port`, once it does.
    pub async fn begin(port: u16, wanted: &Value) -> Outcome<Self> {
        let mut driver = Self { web: Client::builder().no_proxy().build()?, session: format!("http://127.0.0.1:{port}/session") };
        let order = json!({ "capabilities": { "alwaysMatch": wanted } });
        let begun = patiently(|| driver.ask(Method::POST, "", &order)).await?;
        let id = begun["sessionId"].as_str().ok_or("a session without an id")?;
        driver.session = format!("{}/{id}", driver.session);
        Ok(driver)
    }

    /// Ends the session, and with it the program.
    pub async fn end(&self) -> Outcome {
        self.ask(Method::DELETE, "", &Value::Null).await.map(drop)
    }

    /// Goes to an address.
    pub async fn visit(&self, url: &str) -> Outcome {
        self.post("/url", &json!({ "url": url })).await.map(drop)
    }

    /// Where it is.
    pub async fn url(&self) -> Outcome<String> {
        Ok(self.ask(Method::GET, "/url", &Value::Null).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until what the selector names is on the page.
    pub async fn see(&self, css: &str) -> Outcome {
        patiently(|| self.displayed(css)).await.map(drop).map_err(|failure| within(css, failure))
    }

    /// The same for what takes longer than a person ought to wait without being told.
    pub async fn see_at_last(&self, css: &str, patience: Duration) -> Outcome {
        patiently_for(patience, || self.displayed(css)).await.map(drop).map_err(|failure| within(css, failure))
    }

    /// Presses it, once it can be pressed.
    pub async fn click(&self, css: &str) -> Outcome {
        patiently(|| self.try_click(css)).await.map_err(|failure| within(css, failure))
    }

    /// Replaces what a field holds, once it can be reached.
    pub async fn fill(&self, css: &str, text: &str) -> Outcome {
        patiently(|| self.try_fill(css, text)).await.map_err(|failure| within(css, failure))
    }

    /// Its text as it is shown.
    pub async fn text(&self, css: &str) -> Outcome<String> {
        let element = patiently(|| self.displayed(css)).await.map_err(|failure| within(css, failure))?;
        Ok(self.ask(Method::GET, &format!("/element/{element}/text"), &Value::Null).await?.as_str().unwrap_or_default().to_owned())
    }

    /// What a field holds.
    pub async fn value(&self, css: &str) -> Outcome<String> {
        self.see(css).await?;
        let value = self.run("return document.querySelector(arguments[0]).value", &[json!(css)]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Runs the body of a function in the page and gives what it returns.
    pub async fn run(&self, body: &str, arguments: &[Value]) -> Outcome<Value> {
        self.post("/execute/sync", &json!({ "script": body, "args": arguments })).await
    }

    /// Runs the body of a function that tells its answer to its last argument.
    pub async fn run_async(&self, body: &str, arguments: &[Value]) -> Outcome<Value> {
        self.post("/execute/async", &json!({ "script": body, "args": arguments })).await
    }

    /// Waits until an expression of the page is true.
    pub async fn until(&self, expression: &str) -> Outcome {
        let body = format!("return Boolean({expression});");
        patiently(|| async { if self.run(&body, &[]).await? == true { Ok(()) } else { Err("not yet".into()) } })
            .await
            .map_err(|failure| within(expression, failure))
    }

    /// Keeps a picture of the page.
    pub async fn picture(&self, file: &Path) -> Outcome {
        let taken = self.ask(Method::GET, "/screenshot", &Value::Null).await?;
        std::fs::create_dir_all(file.parent().unwrap_or(file))?;
        Ok(std::fs::write(file, STANDARD.decode(taken.as_str().unwrap_or_default())?)?)
    }

    async fn try_click(&self, css: &str) -> Outcome {
        let element = self.displayed(css).await?;
        let enabled = "const [it] = arguments; (it.closest('select') ?? it).scrollIntoView({ block: 'center' });
                       return !it.disabled && it.getAttribute('aria-disabled') !== 'true';";
        if self.run(enabled, &[json!({ ELEMENT: element })]).await? != true {
            return Err("it is disabled".into());
        }
        // What moves is missed: a page that still draws itself, or scrolls to what it has just drawn.
        let at_rest = "const [it, tell] = arguments, where = () => { const { x, y } = it.getBoundingClientRect(); return `${x} ${y}`; };
                       const before = where(); setTimeout(() => tell(it.isConnected && where() === before), 50);";
        if self.run_async(at_rest, &[json!({ ELEMENT: element })]).await? != true {
            return Err("it does not keep still".into());
        }
        // A choice is told by its list, not by a click.
        let listen = "const [css, it] = arguments;
                      if (it.matches('option')) return void (window.press = 'heard');
                      window.press = 'lost';
                      const hear = ({ target }) => { window.press = target.closest?.(css) ? 'heard' : 'missed'; };
                      addEventListener('click', hear, { capture: true, once: true });";
        self.run(listen, &[json!(css), json!({ ELEMENT: element })]).await?;
        self.post(&format!("/element/{element}/click"), &json!({})).await?;
        self.pressed().await
    }

    /// Whether the press reached what it was meant for: on a busy machine a page may move under it even so. A page that has gone was reached.
    async fn pressed(&self) -> Outcome {
        let told = "const [tell] = arguments, until = Date.now() + 1000;
                    const look = () => window.press === 'lost' && Date.now() < until ? setTimeout(look, 10) : tell(window.press ?? 'heard');
                    look();";
        match self.run_async(told, &[]).await.unwrap_or_default().as_str() {
            Some(press @ ("missed" | "lost")) => Err(format!("the press was {press}").into()),
            _ => Ok(()),
        }
    }

    async fn try_fill(&self, css: &str, text: &str) -> Outcome {
        let field = self.displayed(css).await?;
        self.run("arguments[0].scrollIntoView({ block: 'center' });", &[json!({ ELEMENT: field })]).await?;
        self.post(&format!("/element/{field}/clear"), &json!({})).await?;
        // WebKit's driver refuses to type nothing, and a page does not hear of a field that was only cleared: a sign, taken back.
        let typed = if text.is_empty() { "x\u{e003}" } else { text };
        self.post(&format!("/element/{field}/value"), &json!({ "text": typed })).await?;
        let now = self.run("return arguments[0].value ?? ''", &[json!({ ELEMENT: field })]).await?;
        // A page that draws itself anew between the two puts back what was there.
        let is_behind = now.as_str().is_some_and(|now| now.len() > text.len() && now.ends_with(text));
        if is_behind { Err("the page put back what was cleared".into()) } else { Ok(()) }
    }

    /// The reference of the first that is shown.
    async fn displayed(&self, css: &str) -> Outcome<String> {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": css })).await?;
        for element in found.as_array().into_iter().flatten().filter_map(|element| element[ELEMENT].as_str()) {
            if self.ask(Method::GET, &format!("/element/{element}/displayed"), &Value::Null).await? == true {
                return Ok(element.to_owned());
            }
        }
        Err("it is not on the page".into())
    }

    async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.ask(Method::POST, path, body).await
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> Outcome<Value> {
        let request = self.web.request(method.clone(), format!("{}{path}", self.session)).timeout(PATIENCE * 2);
        let request = if method == Method::POST { request.json(body) } else { request };
        let response = request.send().await?;
        let good = response.status().is_success();
        let answer: Value = response.json().await?;
        let value = &answer["value"];
        if good { Ok(value.clone()) } else { Err(format!("{}: {}", value["error"], value["message"]).into()) }
    }
}

/// Tries until it succeeds, or until patience ends and the last failure is told.
pub async fn patiently<T, F: Future<Output = Outcome<T>>>(attempt: impl Fn() -> F) -> Outcome<T> {
    patiently_for(PATIENCE, attempt).await
}

/// With a patience of one's own.
pub async fn patiently_for<T, F: Future<Output = Outcome<T>>>(patience: Duration, attempt: impl Fn() -> F) -> Outcome<T> {
    let begun = Instant::now();
    loop {
        match attempt().await {
            Err(failure) if begun.elapsed() > patience => return Err(failure),
            Err(_) => sleep(PAUSE).await,
            Ok(answer) => return Ok(answer),
        }
    }
}

fn within(what: &str, failure: impl Display) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{what}: {failure}").into()
}
