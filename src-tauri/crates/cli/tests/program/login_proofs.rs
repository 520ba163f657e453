//! `inngang login` with clients that prove who they are, and at Ansattporten.

use std::fs;
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::home::Home;
use crate::login_rig::{Does, Rig};
use crate::rig::Outcome;
use crate::token_rig::key_files;

const SECRET: &str = "feil-hemmelighet-6d2f";

/// A port that nobody has just now.
fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

#[test]
fn a_secret_is_read_from_a_descriptor() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let redirect = format!("http://127.0.0.1:{}/callback", free_port()?);
        for (method, form) in [("client_secret_basic", &[][..]), ("client_secret_post", &["--secret-in-form"][..])] {
            let settings = [("application_type", "web"), ("token_endpoint_auth_method", method), ("redirect_uri", redirect.as_str())];
            let client = rig.client("idporten", &["openid", "profile"], &settings).await?;
            let secret = rig.secret(&client).await?;
            fs::write(home.path("file-password"), format!("{secret}\n"))?;
            let login = [&["--client-id", client.as_str(), "--redirect", &redirect, "--client-secret-fd", "4"][..], form].concat();
            let told = rig.told(&login, Does::LogsIn, 0).await?;
            assert_eq!(told["authentication"], method, "{told}");
            assert!(!told.to_string().contains(&secret) && !rig.commands()?.contains(&secret));

            fs::write(home.path("file-password"), SECRET)?;
            let told = rig.told(&login, Does::LogsIn, 1).await?;
            assert_eq!((&told["problem"]["code"], told.to_string().contains(SECRET)), (&json!("login.secret_refused"), false), "{told}");
            // Without any proof, and with one of another sort.
            let told = rig.told(&["--client-id", &client, "--redirect", &redirect], Does::LogsIn, 1).await?;
            assert_eq!((&told["problem"]["code"], &told["problem"]["facts"]["method"]), (&json!("login.method_refused"), &json!("none")));
            fs::write(home.path("file-password"), "\n")?;
            let err = tokio::task::block_in_place(|| home.refused(&[&["login", "--environment", "own.toml"], &login[..]].concat(), 2))?;
            assert!(err.starts_with("--client-secret-fd ga ingenting."), "{err}");
        }
        Ok(())
    })
}

#[test]
fn a_key_signs_what_proves_the_client() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let (private, public) = key_files(&home.path(""))?;
        fs::write(home.path("key.jwk"), private.to_string())?;
        let redirect = format!("http://127.0.0.1:{}/callback", free_port()?);
        let settings =
            [("application_type", "web"), ("token_endpoint_auth_method", "private_key_jwt"), ("redirect_uri", redirect.as_str())];
        let client = rig.client("idporten", &["openid", "profile"], &settings).await?;
        town.fill_in(&format!("clients/{client}/keys"), &[("key", &public.to_string())]).await?;
        let login = ["--client-id", &client, "--redirect", &redirect, "--key-file", "key.jwk"];
        let told = rig.told(&login, Does::LogsIn, 0).await?;
        assert_eq!(told["authentication"], "private_key_jwt");
        let told = rig.told(&[&login[..], &["--kid", "et-annet-navn"]].concat(), Does::LogsIn, 1).await?;
        assert_eq!(told["problem"]["code"], "login.key_refused", "{told}");
        Ok(())
    })
}

#[test]
fn at_ansattporten_one_acts_for_somebody() -> Outcome {
    let home = Home::new()?;
    home.in_town(async |town| {
        let rig = Rig::start(&home, town)?;
        let client = rig.client("ansattporten", &["openid", "profile"], &[]).await?;
        let login = ["--client-id", &client, "--provider", "ansattporten", "--service", "2480:40"];
        let told = rig.told(&login, Does::LogsIn, 0).await?;
        assert_eq!((&told["provider"], &told["claims"]["iss"]), (&json!("ansattporten"), &json!(town.practice.addresses().ansattporten)));
        let represented = told["represented"].as_array().ok_or("nobody")?;
        assert!(!represented.is_empty() && represented.iter().all(|party| party["organisation"].is_string()), "{told}");
        let (out, _) = rig.says(&login, Does::LogsIn, 0).await?;
        assert!(out.contains("Representerer: "), "{out}");
        // Who represents nobody is turned away where that is asked for; and several may be chosen.
        let told = rig.told(&[&login[..], &["--several", "--represent"]].concat(), Does::LogsIn, 0).await?;
        assert!(told["represented"].as_array().is_some_and(|parties| !parties.is_empty()), "{told}");
        // It has no userinfo, and ID-porten does not know the client.
        let told = rig.told(&[&login[..], &["--userinfo"]].concat(), Does::LogsIn, 1).await?;
        assert_eq!(told["userinfo"]["problem"]["code"], "login.not_offered");
        let told = rig.told(&["--client-id", &client], Does::LogsIn, 1).await?;
        assert_eq!((&told["problem"]["code"], &told["represented"]), (&json!("login.client_refused"), &Value::Null));
        Ok(())
    })
}
