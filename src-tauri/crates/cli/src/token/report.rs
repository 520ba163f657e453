//! A token in words: who, for whom, what, until when; then what is odd, and every claim with its meaning.

use inngang_engine::diagnostics::token_reader::{Claim, ClaimValue, Detail, Lifetime, Reading, Signature};
use inngang_engine::maskinporten::OrganisationClaim;
use inngang_engine::problem::Fact;

use crate::findings;
use crate::shown::shown;
use crate::words::Words;

/// The whole report.
pub(super) fn text(reading: &Reading, signature: Option<&Signature>, words: &Words) -> String {
    let mut report = Report { words, text: String::new() };
    let place = reading.known.map_or("unknown", |known| known.place.as_str());
    report.line(0, &format!("{} – {}", report.say(&format!("kind.{}", reading.kind.as_str())), report.say(&format!("place.{place}"))));
    report.summary(reading);
    report.times(&reading.lifetime);
    let checked = signature.map(Signature::finding);
    if checked.is_none() {
        let what = words.get("cli:token.read.not_checked", &[]);
        report.line(1, &words.get("cli:token.read.signature", &[("what", &what)]));
    }
    let all: Vec<_> = checked.into_iter().chain(reading.findings.iter().cloned()).collect();
    for (depth, line) in findings::lines(&all, words) {
        report.line(1 + depth, &line);
    }
    if let Some(Signature::NotFetched(problem)) = signature {
        report.line(2, &format!("{}. {} ({})", words.of_problem(problem, "title"), words.of_problem(problem, "cause"), problem.code));
    }
    report.claims("said.header", &reading.header);
    report.claims("said.claims", &reading.claims);
    report.line(0, &report.say("said.local"));
    report.text
}

/// Who is in it, for what, until when.
pub(super) fn facts(reading: &Reading, words: &Words) -> String {
    let mut report = Report { words, text: String::new() };
    report.summary(reading);
    report.times(&reading.lifetime);
    report.text
}

/// A time as long as that, by its two largest units.
pub(super) fn length(seconds: u64, words: &Words) -> String {
    let units = [("days", seconds / 86_400), ("hours", seconds / 3_600), ("minutes", seconds / 60)];
    let unit = units.into_iter().find(|(_, count)| *count > 0).map_or("seconds", |(unit, _)| unit);
    let hours = if unit == "days" { seconds / 3_600 % 24 } else { seconds / 3_600 };
    let counts = [("days", seconds / 86_400), ("hours", hours), ("minutes", seconds / 60 % 60), ("seconds", seconds % 60)];
    let counts = counts.map(|(name, count)| (name, count.to_string()));
    words.get(&format!("token:time.{unit}"), &counts.each_ref().map(|(name, count)| (*name, count.as_str())))
}

struct Report<'a> {
    words: &'a Words,
    text: String,
}

impl Report<'_> {
    /// One, whatever others have put into the token.
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&shown(line));
        self.text.push('\n');
    }

    fn say(&self, key: &str) -> String {
        self.words.get(&format!("token:{key}"), &[])
    }

    fn named(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.line(1, &format!("{}: {value}", self.say(key)));
        }
    }

    fn summary(&mut self, reading: &Reading) {
        for party in &reading.parties {
            let name = party.organisation.as_ref().map_or_else(|| party.name.clone(), |claim| self.organisation(claim));
            self.named(&format!("role.{}", party.role.as_str()), &name);
        }
        for detail in &reading.details {
            match detail {
                Detail::SystemUser(user) => {
                    self.named("detail.system", user.system.as_deref().unwrap_or_default());
                    self.named("detail.system_user_id", &user.ids.join(", "));
                    self.named("detail.external_ref", user.external_ref.as_deref().unwrap_or_default());
                }
                Detail::Consent(consent) => {
                    self.named("detail.consent", consent.id.as_deref().unwrap_or_default());
                    let moment = |at: Option<time::OffsetDateTime>| at.map(|at| self.words.moment(at)).unwrap_or_default();
                    let (consented, valid_to) = (moment(consent.consented), moment(consent.valid_to));
                    self.named("detail.consented", &consented);
                    self.named("detail.valid_to", &valid_to);
                    for right in &consent.rights {
                        self.named("detail.rights", &format!("{}: {}", right.actions.join(", "), right.resources.join(", ")));
                    }
                }
                Detail::Other(name) => self.line(1, &self.words.get("token:detail.other", &[("name", name)])),
            }
        }
        self.named("said.for", &reading.audience.join(", "));
        self.named("said.scopes", &reading.scopes.join(", "));
        self.named("said.issuer", reading.issuer.as_deref().unwrap_or_default());
    }

    /// A number with the register that it is from, unless that is the usual one.
    fn organisation(&self, claim: &OrganisationClaim) -> String {
        let number = self.words.fact(&Fact::from(claim.number.as_ref().unwrap_or(&claim.id)));
        match claim.authority.as_str() {
            "norwegian" => number,
            other => format!("{number}, {}", self.say(&format!("authority.{other}"))),
        }
    }

    fn times(&mut self, life: &Lifetime) {
        let issued = life.issued_at.map(|at| self.words.moment(at)).unwrap_or_default();
        self.named("said.issued", &issued);
        let (Some(at), Some(remaining)) = (life.expires_at, life.remaining()) else { return };
        let when = if remaining > 0 { "remaining" } else { "past" };
        let left = self.words.get(&format!("token:said.{when}"), &[("time", &length(remaining.unsigned_abs(), self.words))]);
        let clock = life.clock_offset.map(|_| format!(", {}", self.say("said.services_clock"))).unwrap_or_default();
        self.named("said.expires", &format!("{} ({left}{clock})", self.words.moment(at)));
    }

    fn claims(&mut self, heading: &str, claims: &[Claim]) {
        self.line(1, &format!("{}:", self.say(heading)));
        for claim in claims {
            let meaning = claim.meaning.as_ref().map(|meaning| self.say(&format!("claim.{meaning}.name")));
            let meaning = meaning.unwrap_or_else(|| self.say("said.unknown_claim"));
            self.line(2, &format!("{} ({meaning}): {}", claim.name, self.value(&claim.value)));
        }
    }

    fn value(&self, value: &ClaimValue) -> String {
        match value {
            ClaimValue::Text(text) | ClaimValue::Number(text) => text.clone(),
            ClaimValue::Flag(flag) => self.say(if *flag { "value.yes" } else { "value.no" }),
            ClaimValue::Nothing => self.say("value.nothing"),
            ClaimValue::Moment(at) => self.words.moment(*at),
            ClaimValue::List(values) => format!("[{}]", values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", ")),
            ClaimValue::Members(members) => {
                let members = members.iter().map(|(name, value)| format!("{name}: {}", self.value(value)));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            ClaimValue::Certificates(1) => self.say("value.certificates_one"),
            ClaimValue::Certificates(count) => self.words.get("token:value.certificates_other", &[("count", &count.to_string())]),
            ClaimValue::Hidden => self.say("value.hidden"),
        }
    }
}
