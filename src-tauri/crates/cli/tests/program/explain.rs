//! `inngang explain`: what an error means, in words and for programs; nothing that was pasted comes back.

use serde_json::Value;

use crate::rig::{Outcome, Run, inngang, run, run_with};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJibGFhYmFlciJ9.c2lnbmF0dXI";

fn explain(arguments: &[&str]) -> Outcome<Run> {
    run(inngang().arg("explain").args(arguments))
}

fn json(run: &Run) -> Outcome<Value> {
    assert_eq!((run.out.lines().count(), run.err.as_str()), (1, ""), "{}", run.out);
    Ok(serde_json::from_str(&run.out)?)
}

#[test]
fn a_code_in_three_languages() -> Outcome {
    fn check(language: &str, expected: &[&str]) -> Outcome {
        let Run { code, out, err } = explain(&["MP-121", "--lang", language])?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        for text in expected {
            assert!(out.contains(text), "{language} lacks {text}: {out}");
        }
        assert!(!out.contains("{{") && !out.contains("cli:") && !out.contains("dictionary:") && !out.contains("problems:"), "{out}");
        Ok(())
    }
    let own = "maskinporten.key_expired";
    check("nb", &[own, "‹Nøkkel-ID›", "Du kan rette dette selv.", "Andre navn: MP-121, «Expired key», invalid_grant", "september 2026"])?;
    check("nn", &[own, "Samarbeidsportalen", "Andre namn: MP-121", "Kjelde: Digdir: Feilsøking i Maskinporten (dokumentert"])?;
    check("en", &[own, "‹key ID›", "Other names: MP-121, “Expired key”", "(documented, September 2026)"])
}

#[test]
fn one_word_that_means_much_brings_a_list_and_a_code_its_causes() -> Outcome {
    let Run { code, out, .. } = explain(&["invalid_grant"])?;
    assert_eq!(code, Some(0));
    assert!(out.starts_with("Dette alene kan bety flere ting."), "{out}");
    assert!(out.contains("  maskinporten.unknown_key: ") && out.contains("  login.grant_refused: "), "{out}");
    let Run { code, out, .. } = explain(&["mp-303"])?;
    assert_eq!(code, Some(0));
    let (first, causes) = out.split_once("\nDet kan også være:\n").ok_or("no causes")?;
    assert!(first.contains("(maskinporten.system_user)") && causes.contains("  maskinporten.system_user_client: "), "{out}");
    Ok(())
}

#[test]
fn words_are_looked_up_as_in_the_window() -> Outcome {
    let Run { code, out, .. } = explain(&["passordet", "feil"])?;
    assert_eq!(code, Some(1));
    assert!(out.contains("  certificate.wrong_password: "), "{out}");
    let Run { code, out, .. } = explain(&["klokken"])?;
    assert_eq!(code, Some(1));
    assert!(out.contains("  maskinporten.clock: ") && !out.contains(".check_"), "{out}");
    Ok(())
}

#[test]
fn an_answer_is_read_from_standard_input_and_nothing_secret_comes_back() -> Outcome {
    let body = format!(
        r#"{{"error":"invalid_grant","error_description":"Expired key (trace_id: {TRACE})","assertion":"{TOKEN}","pid":"14867521349"}}"#
    );
    for arguments in [&["-"][..], &["-", "--json"]] {
        let Run { code, out, err } = run_with(inngang().arg("explain").args(arguments), body.as_bytes())?;
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.contains("maskinporten.key_expired") && out.contains(TRACE), "{out}");
        assert!(!out.contains("eyJ") && !out.contains("14867521349") && !out.contains("c2lnbmF0dXI"), "{out}");
    }
    let Run { code, out, .. } = explain(&[TOKEN])?;
    assert_eq!(code, Some(1));
    assert!(out.contains("Tokenleseren") && out.contains("inngang token read -") && !out.contains("eyJ"), "{out}");
    let key = run_with(inngang().args(["explain", "-", "--lang", "en"]), b"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n")?;
    assert!(key.code == Some(1) && key.out.contains("private key") && !key.out.contains("MIIEvQ"), "{}", key.out);
    Ok(())
}

#[test]
fn any_bytes_are_taken() -> Outcome {
    let bytes: Vec<u8> = (0..=255).cycle().take(200_000).collect();
    let Run { code, err, .. } = run_with(inngang().args(["explain", "-"]), &bytes[..60_000])?;
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert_eq!(run_with(inngang().args(["explain", "-"]), b"")?.code, Some(1));
    assert_eq!(explain(&["\u{1b}[31m \u{202e}"])?.code, Some(1));
    Ok(())
}

#[test]
fn what_is_unknown_brings_what_is_written_alike() -> Outcome {
    let Run { code, out, err } = explain(&["maskinporten.key_expird"])?;
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(out.contains("  maskinporten.key_expired: ") && !out.contains("key_expird"), "{out}");
    let Run { code, out, .. } = explain(&["blåbærsyltetøy"])?;
    assert_eq!(code, Some(1));
    assert!(out.contains("inngang explain --list") && !out.contains("syltetøy"), "{out}");
    let near = json(&explain(&["invalid_grnat", "--json"])?)?;
    assert_eq!((near["near"].clone(), near["found"].clone()), (serde_json::json!(["invalid_grant"]), serde_json::json!([])));
    Ok(())
}

#[test]
fn for_programs_one_line() -> Outcome {
    let told = json(&explain(&["Client", "authentication", "failed.", "Invalid", "JWT", "claim", "aud", "--json"])?)?;
    let first = &told["found"][0];
    assert_eq!((first["code"].as_str(), first["by"].as_str()), (Some("maskinporten.audience"), Some("phrase")));
    assert_eq!((first["turn"].as_str(), first["source"].as_str()), (Some("you"), Some("maskinporten_troubleshooting")));
    assert_eq!((first["evidence"].as_str(), first["as_of"].as_str()), (Some("documented"), Some("2026-09")));
    assert_eq!(first["called"][0], serde_json::json!({ "kind": "code", "name": "MP-110", "evidence": "documented" }));
    assert!(["title", "cause", "remedy"].iter().all(|part| first[part].as_str().is_some_and(|text| text.len() > 10)));
    assert_eq!((&told["trace_id"], &told["pasted"]), (&Value::Null, &Value::Null));
    Ok(())
}

#[test]
fn the_list_holds_every_code() -> Outcome {
    let all: Vec<Value> = serde_json::from_str(&explain(&["--list", "--json"])?.out)?;
    let ours = [inngang_platform::database::CODES, inngang_platform::files::CODES, inngang_platform::profile_copy::CODES];
    let codes: Vec<&str> = inngang_engine::codes::all_codes().chain(ours.into_iter().flatten()).map(|code| code.name).collect();
    assert!(all.iter().map(|entry| entry["code"].as_str().unwrap_or_default()).eq(codes.iter().copied()));
    let words = explain(&["--list"])?.out;
    assert_eq!(words.lines().count(), codes.len());
    assert!(!words.contains(": problems:") && !words.contains("{{"), "{words}");
    Ok(())
}

#[test]
fn what_is_asked_wrongly_ends_with_two() -> Outcome {
    let check = |arguments: &[&str], said: &str| -> Outcome {
        let Run { code, out, err } = explain(arguments)?;
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        Ok(())
    };
    check(&[], "TEXT mangler")?;
    check(&["--list", "MP-121"], "kan ikke brukes sammen med")?;
    check(&["MP-121", "--environment", "x"], "Inngang kjenner ikke --environment")?;
    let Run { code, out, .. } = explain(&["--help"])?;
    assert!(code == Some(0) && out.contains("Bruk: inngang explain CODE|TEXT|-") && out.contains("Avslutter med 0"), "{out}");
    Ok(())
}
