//! An examination in words: each file in a line or two, then each certificate with what is right and wrong with it.

use inngang_engine::certificates::{Examination, ExaminedCertificate, Finding, Role, Why};
use inngang_engine::problem::{Explain as _, Fact, Problem};

use super::PASSWORD_NEEDED;
use super::given::{self, Given};
use crate::findings;
use crate::shown::shown;
use crate::words::Words;

/// The whole report.
pub(super) fn text(files: &[Given], examination: &Examination, words: &Words) -> String {
    let mut report = Report { words, text: String::new() };
    for (file, found) in given::each(files, examination) {
        match found.map(|examined| (&examined.opened.outcome, &examined.contents)) {
            Ok((Ok(_), Some(contents))) => {
                let counts = [contents.keys.len(), contents.certificates.len()].map(|count| count.to_string());
                let [keys, certificates] = counts.each_ref().map(String::as_str);
                report.line(0, &report.say("opened", &[("file", file), ("keys", keys), ("certificates", certificates)]));
                report.findings(&contents.findings);
            }
            Ok((Err(failure), _)) => report.refused(file, &failure.explain()),
            Err(failure) => report.refused(file, &failure.explain()),
            Ok((Ok(_), None)) => {}
        }
    }
    let recommended = examination.recommendation();
    for candidate in examination.candidates() {
        let best = recommended.as_ref().filter(|best| best.fingerprint == candidate.facts.fingerprint);
        report.certificate(candidate, best.map(|best| best.why));
    }
    report.text
}

struct Report<'a> {
    words: &'a Words,
    text: String,
}

impl Report<'_> {
    /// One, whatever others have put into its names.
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&shown(line));
        self.text.push('\n');
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.get(&format!("cli:certificate.{key}"), values)
    }

    fn page(&self, key: &str) -> String {
        self.words.get(&format!("certificate:{key}"), &[])
    }

    fn refused(&mut self, file: &str, problem: &Problem) {
        let [title, cause, remedy] = ["title", "cause", "remedy"].map(|part| self.words.of_problem(problem, part));
        self.line(0, &self.say("refused", &[("file", file), ("title", &title)]));
        self.line(1, &format!("{cause} ({})", problem.code));
        self.line(1, &if problem.code == PASSWORD_NEEDED { self.say("give_password", &[]) } else { remedy });
    }

    fn certificate(&mut self, certificate: &ExaminedCertificate, why: Option<Why>) {
        let facts = &certificate.facts;
        let named = facts.organisation_name.as_ref().unwrap_or(&facts.subject_name);
        let nameless = self.page("nameless");
        self.line(0, "");
        self.line(0, &self.verdict(certificate, if named.is_empty() { &nameless } else { named }));
        if let Some(why) = why {
            self.line(1, &format!("{}: {}", self.page("candidate.recommended"), self.page(&format!("why.{}", why.as_str()))));
        }
        self.facts(certificate, named);
        self.line(1, &format!("{}:", self.page("chain.title")));
        for link in &certificate.links {
            let place = self.page(&format!("chain.{}", link.place.as_str()));
            self.line(2, &format!("{} – {place}", if link.name.is_empty() { &nameless } else { &link.name }));
        }
        self.findings(&certificate.findings);
    }

    /// One sentence, the page's.
    fn verdict(&self, certificate: &ExaminedCertificate, name: &str) -> String {
        let facts = &certificate.facts;
        let number = facts.organisation_digits.iter().map(|digits| self.words.fact(&Fact::from(digits))).collect::<String>();
        let values = [("name", name), ("date", &self.words.day(facts.not_after)), ("number", &number), ("issuer", &facts.issuer_name)];
        self.words.get(&format!("certificate:verdict.{}", certificate.verdict.as_str()), &values)
    }

    fn facts(&mut self, certificate: &ExaminedCertificate, name: &str) {
        let facts = &certificate.facts;
        let numbers = super::numbers(certificate).into_iter().map(|digits| self.words.fact(&Fact::from(digits)));
        let name = (!name.is_empty()).then(|| name.to_owned());
        let what = if facts.organisation_name.is_some() || facts.organisation_digits.is_some() { "organisation" } else { "name" };
        let belongs_to = if facts.proved { "belongs_to" } else { "probably" };
        let lines = [
            (self.page(&format!("fact.{what}")), name.into_iter().chain(numbers).collect::<Vec<_>>().join(", ")),
            (self.page("fact.issuer"), facts.issuer_name.clone()),
            (self.page("fact.role"), self.page(&format!("role.{}", role(facts.role)))),
            (self.page("fact.belongs_to"), self.page(&format!("{belongs_to}.{}", facts.belongs_to.as_str()))),
            (self.page("fact.not_before"), self.moment(facts.not_before)),
            (self.page("fact.not_after"), self.moment(facts.not_after)),
            (self.page("fact.fingerprint"), facts.fingerprint.clone()),
        ];
        for (name, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.line(1, &format!("{name}: {value}"));
        }
    }

    /// By Norwegian clocks and by UTC.
    fn moment(&self, moment: time::OffsetDateTime) -> String {
        let utc = moment.checked_to_offset(time::UtcOffset::UTC).unwrap_or(moment);
        let utc = format!("{} {:02}:{:02}", utc.date(), utc.hour(), utc.minute());
        self.say("moment", &[("moment", &self.words.moment(moment)), ("utc", &utc)])
    }

    fn findings(&mut self, findings: &[Finding]) {
        for (depth, line) in findings::lines(findings, self.words) {
            self.line(1 + depth, &line);
        }
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Authentication => "authentication",
        Role::Signing => "signing",
        Role::AuthenticationAndSigning => "authentication_and_signing",
        Role::Encryption => "encryption",
        Role::Other => "other",
    }
}
