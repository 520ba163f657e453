//! Login clients in practice, and somebody who sits in front of the browser that the program starts.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tokio::time::sleep;
use url::Url;

use crate::home::{Home, Town, no_secret_in};
use crate::rig::{Outcome, Run};
use crate::token_rig::{BAKERY, in_words};

/// Managing director of the bakery.
pub(crate) const DIRECTOR: &str = "14867521349";

/// What the person does with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    /// Logs in at the high level, and agrees.
    LogsIn,
    /// The same without any tick.
    Unticks,
    /// Presses cancel.
    Cancels,
    /// Goes away.
    Nothing,
}

/// A folder with a browser that only writes down where it is sent, and a town that is open.
pub(crate) struct Rig<'a> {
    pub(crate) home: &'a Home,
    pub(crate) town: &'a Town,
}

impl<'a> Rig<'a> {
    /// The town's environment is described in `own.toml`; `browser` also writes down every command line that it can see.
    pub(crate) fn start(home: &'a Home, town: &'a Town) -> Outcome<Self> {
        let addresses = town.practice.addresses();
        let text =
            format!("name = \"eget\"\n[hosts]\nidporten = \"{}\"\nansattporten = \"{}\"\n", addresses.idporten, addresses.ansattporten);
        fs::write(home.path("own.toml"), text)?;
        let script = "#!/bin/sh\nprintf '%s\\n' \"$#\" >> arguments\ncat /proc/[0-9]*/cmdline >> commands 2> /dev/null\nprintf '%s\\n' \"$1\" >> visits\n";
        fs::write(home.path("browser"), script)?;
        fs::set_permissions(home.path("browser"), fs::Permissions::from_mode(0o700))?;
        Ok(Self { home, town })
    }

    /// A login client of the bakery's with these scopes, and settings of the portal's form.
    pub(crate) async fn client(&self, kind: &str, scopes: &[&str], settings: &[(&str, &str)]) -> Outcome<String> {
        let mut fields = vec![("organisation", BAKERY), ("kind", kind), ("name", "Kasse")];
        fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
        fields.extend(settings);
        self.town.fill_in("clients", &fields).await
    }

    pub(crate) async fn native(&self) -> Outcome<String> {
        self.client("idporten", &["openid", "profile", "altinn:instances.read"], &[]).await
    }

    /// A secret that the portal makes, which it shows this once.
    pub(crate) async fn secret(&self, client: &str) -> Outcome<String> {
        let url = Url::parse(&self.town.practice.addresses().portal)?.join(&format!("clients/{client}/secret"))?;
        // EXPOSE: a page of practice's, with a secret of practice's.
        let page = self.town.post(&url, &[]).await?.text().map(|text| text.expose().clone()).unwrap_or_default();
        let shown = page.split(r#"id="secret">"#).nth(1).and_then(|rest| rest.split('<').next());
        Ok(shown.ok_or("the page shows no secret")?.to_owned())
    }

    /// The program, as it was started.
    pub(crate) fn begin(&self, arguments: &[&str]) -> Outcome<Child> {
        drop(fs::remove_file(self.home.path("visits")));
        // What does not come back is not waited for as long as a person would be.
        let patience: &[&str] = if arguments.contains(&"--wait") { &[] } else { &["--wait", "20"] };
        let all = [&["login", "--environment", "own.toml", "--browser", "./browser"], arguments, patience].concat();
        Ok(piped(self.home.command(&all)).spawn()?)
    }

    /// `inngang login` with a person in front of the browser, to its end.
    pub(crate) async fn run(&self, arguments: &[&str], does: Does) -> Outcome<Run> {
        let child = self.begin(arguments)?;
        let ended = tokio::task::spawn_blocking(move || child.wait_with_output());
        self.play(does, &ended).await?;
        let output = ended.await??;
        Ok(Run { code: output.status.code(), out: String::from_utf8(output.stdout)?, err: String::from_utf8(output.stderr)? })
    }

    /// What programs are told when it ends so.
    pub(crate) async fn told(&self, arguments: &[&str], does: Does, code: i32) -> Outcome<Value> {
        let Run { code: ended, out, err } = self.run(&[arguments, &["--json"]].concat(), does).await?;
        assert_eq!((ended, err.as_str()), (Some(code), ""), "{arguments:?}: {out}");
        no_token_in(&out);
        Ok(serde_json::from_str(&out)?)
    }

    /// What a person is told when it ends so: output and error output.
    pub(crate) async fn says(&self, arguments: &[&str], does: Does, code: i32) -> Outcome<(String, String)> {
        let Run { code: ended, out, err } = self.run(arguments, does).await?;
        assert_eq!(ended, Some(code), "{arguments:?}: {out}{err}");
        for text in [&out, &err] {
            in_words(text);
            no_token_in(text);
            assert!(!text.contains("login:") && !text.contains("native:"), "{text}");
        }
        Ok((out, err))
    }

    /// Every place that the browser is sent to, until the program has ended.
    async fn play<T>(&self, does: Does, ended: &tokio::task::JoinHandle<T>) -> Outcome {
        let mut seen = 0;
        while !ended.is_finished() {
            let visits = fs::read_to_string(self.home.path("visits")).unwrap_or_default();
            for address in visits.lines().skip(seen).map(str::to_owned).collect::<Vec<_>>() {
                seen += 1;
                if does != Does::Nothing {
                    self.visit(Url::parse(&address)?, does).await?;
                }
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Follows the pages until there is nothing more to press.
    async fn visit(&self, start: Url, does: Does) -> Outcome {
        let (mut url, mut response) = (start.clone(), self.town.open(&start).await?);
        for _ in 0..20 {
            if let Some(next) = response.location.as_deref().map(|next| url.join(next)).transpose()? {
                (url, response) = (next.clone(), self.town.open(&next).await?);
                continue;
            }
            // EXPOSE: a page of practice's.
            let page = response.text().map(|text| text.expose().clone()).unwrap_or_default();
            let Some(fields) = fill_in(&page, does) else { return Ok(()) };
            url = url.join(&action(&page).unwrap_or_default())?;
            if !page.contains("id_token_hint") {
                url.set_query(None);
            }
            response = self.town.post(&url, &fields).await?;
        }
        Err("more pages than any login has".into())
    }

    /// Where the browser was sent, each time with one argument.
    pub(crate) fn visits(&self) -> Outcome<Vec<String>> {
        let arguments = fs::read_to_string(self.home.path("arguments"))?;
        assert!(arguments.lines().all(|count| count == "1"), "{arguments}");
        Ok(fs::read_to_string(self.home.path("visits"))?.lines().map(str::to_owned).collect())
    }

    /// Every command line on the computer, as it was when the browser started.
    pub(crate) fn commands(&self) -> Outcome<String> {
        Ok(String::from_utf8_lossy(&fs::read(self.home.path("commands"))?).into_owned())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path(name)
    }
}

fn piped(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Neither a token nor a whole national id.
pub(crate) fn no_token_in(text: &str) {
    assert!(!text.contains("eyJ") && !text.contains(DIRECTOR), "{text}");
    no_secret_in(text);
}

/// The fields of the page's form, `None` when it has none.
fn fill_in(page: &str, does: Does) -> Option<Vec<(String, String)>> {
    let mut fields = hidden(page);
    let has = |id: &str| page.contains(&format!(r#"id="{id}""#));
    let mut add = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
    if page.contains("id_token_hint") {
        return Some(fields);
    }
    if does == Does::Cancels && has("login-form") {
        add("action", "cancel");
    } else if has("login-form") {
        add("person", DIRECTOR);
        add("level", "high");
        add("action", "log-in");
    } else if has("organisation-form") {
        add("organisation", values(page, "organisation").first()?);
        add("action", "choose");
    } else if has("consent-form") {
        for scope in values(page, "scope").into_iter().filter(|_| does != Does::Unticks) {
            add("scope", &scope);
        }
        add("action", "consent");
    } else {
        return None;
    }
    Some(fields)
}

fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next()).filter(|input| input.contains(r#"type="hidden""#));
    inputs.filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?))).collect()
}

fn values(page: &str, name: &str) -> Vec<String> {
    let inputs = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    inputs.filter(|input| attribute(input, "name").as_deref() == Some(name)).filter_map(|input| attribute(input, "value")).collect()
}

fn action(page: &str) -> Option<String> {
    attribute(page.split("<form").nth(1)?.split('>').next()?, "action")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!(r#"{name}=""#)).nth(1)?.split('"').next()?;
    Some(value.replace("&#x2f;", "/").replace("&quot;", "\"").replace("&amp;", "&"))
}
