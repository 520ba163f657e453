//! Any bytes as an issuer's answer, by OCSP and then as its list, over HTTP on loopback.
#![no_main]

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, OnceLock};

use inngang_engine::certificates::revocation::{Answers, Subject, check};
use inngang_engine::environment::{Environment, from_toml};
use inngang_engine::http::Http;
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use libfuzzer_sys::fuzz_target;
use time::OffsetDateTime;
use tokio::runtime::{Builder, Runtime};
use url::Url;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Where the corpus' authority lies: `leaf.der`, `issuer.der`.
const AUTHORITY: &str = "INNGANG_FUZZ_AUTHORITY";

/// Asked once, so that each input costs an answer and nothing else.
struct Rig {
    runtime: Runtime,
    http: Http,
    environment: Environment,
    ports: Ports,
    leaf: Vec<u8>,
    issuer: Vec<u8>,
}

/// Nobody's computer: no key, no browser, and the clock of this one.
struct Bare;

impl KeyStore for Bare {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::Locked)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::Locked)
    }

    fn sign(&self, _: &str, _: SigningAlgorithm, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(KeyError::Locked)
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Err(KeyError::Locked)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Err(KeyError::Locked)
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::Locked)
    }
}

impl OpenUrl for Bare {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

impl Clock for Bare {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

static BODY: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fuzz_target!(|input: &[u8]| {
    static RIG: OnceLock<Rig> = OnceLock::new();
    let rig = RIG.get_or_init(|| rig().expect("the corpus' authority"));
    *BODY.lock().expect("one input at a time") = input.to_vec();
    let (_, issuer) = X509Certificate::from_der(&rig.issuer).expect("the issuer");
    let (issuer_name, issuer_spki) = (issuer.subject().as_raw(), issuer.public_key().raw);
    let subject = Subject { certificate: &rig.leaf, issuer_name, issuer_spki };
    let answers = Answers::default();
    let asked = check(&subject, &answers, &rig.environment, &rig.http, &rig.ports);
    let _known = rig.runtime.block_on(asked);
});

fn rig() -> Result<Rig, Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::var_os(AUTHORITY).ok_or(AUTHORITY)?);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            std::thread::spawn(move || serve(connection));
        }
    });
    let table = format!("name = \"Fuzz\"\n[hosts]\ncertificate_status = \"http://127.0.0.1:{port}/\"\n");
    let environment = from_toml(&table, |_| None)?;
    let http = Http::new(&environment, Trail::default())?;
    let ports = Ports { keys: Arc::new(Bare), browser: Arc::new(Bare), clock: Arc::new(Bare) };
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let read = |name: &str| std::fs::read(folder.join(name));
    Ok(Rig { runtime, http, environment, ports, leaf: read("leaf.der")?, issuer: read("issuer.der")? })
}

/// One connection, kept for as many questions as come: a new one each time would use up the computer's ports.
fn serve(connection: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut writer = connection;
    writer.set_nodelay(true)?;
    loop {
        let (mut length, mut line) = (0, String::new());
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.trim().parse().unwrap_or(0);
                }
            }
        }
        reader.read_exact(&mut vec![0; length])?;
        let body = BODY.lock().map(|body| body.clone()).unwrap_or_default();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/ocsp-response\r\nContent-Length: {}\r\n\r\n", body.len());
        writer.write_all(&[head.as_bytes(), &body].concat())?;
    }
}
