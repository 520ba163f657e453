//! Our client certificate in nginx's hands, which asks for one of whoever comes and lets everybody in.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::legacy::{self, Call, CertificateUse, Identity, LegacyError, LogIn, OldAltinn, OldSession, Resource};
use inngang_engine::ports::Ports;
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use inngang_engine::trail::{Event, Trail};
use inngang_practice::CertificateOrder;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::process::{Running, free_port};
use inngang_tests::{BAKERY, Outcome, town};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

/// What the handler was asked, in the words of nginx: `name: value` a line, names in small letters.
type Heard = Arc<Mutex<Vec<Vec<String>>>>;

/// nginx at three ports: TLS 1.3, TLS 1.2, and one that trusts another authority than the certificate's.
struct Gate {
    newest: u16,
    older: u16,
    distrustful: u16,
    /// The authority that vouches for it, DER.
    authority: Vec<u8>,
    heard: Heard,
    _nginx: Running,
    _folder: TempDir,
}

/// A certificate with its key, as it was imported.
struct Holder {
    environment: Environment,
    ports: Ports,
    chain: Vec<Vec<u8>>,
    key: String,
}

impl Gate {
    fn open(trusted: &[Vec<u8>]) -> Outcome<Self> {
        let (folder, heard) = (tempfile::tempdir()?, Heard::default());
        let (newest, older, distrustful) = (free_port()?, free_port()?, free_port()?);
        let authority = server_certificate(folder.path())?;
        let roots: String = trusted.iter().map(|der| inngang_engine::certificates::export_pem(der)).collect();
        std::fs::write(folder.path().join("clients.pem"), roots)?;
        let handler = handle(Arc::clone(&heard))?;
        std::fs::write(folder.path().join("nginx.conf"), configuration(folder.path(), handler, [newest, older, distrustful]))?;
        let mut nginx = Command::new(["/usr/sbin/nginx", "nginx"][usize::from(!Path::new("/usr/sbin/nginx").exists())]);
        nginx.arg("-p").arg(folder.path()).arg("-e").arg(folder.path().join("error.log")).arg("-c").arg(folder.path().join("nginx.conf"));
        let running = Running::start(&mut nginx, &folder.path().join("nginx.log"))?;
        let listens = || [newest, older, distrustful].iter().all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok());
        for _ in 0..200 {
            if listens() {
                return Ok(Self { newest, older, distrustful, authority, heard, _nginx: running, _folder: folder });
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Err(std::fs::read_to_string(folder.path().join("nginx.log"))?.into())
    }

    /// The environment whose old host stands behind the port.
    fn environment(&self, port: u16, town: &Environment) -> Outcome<Environment> {
        let origin = format!("https://127.0.0.1:{port}");
        let hosts = Hosts::named(Kind::Practice, [("altinn_legacy", origin.as_str())])?;
        Ok(Environment { hosts, tls_ca: Some(self.authority.clone()), ..town.clone() })
    }

    /// What came to the handler since the last time.
    fn heard(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Holder {
    async fn of(town: &town::Town) -> Outcome<Self> {
        let ports = town::ports(Arc::new(NoBrowserHere));
        let file = town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
        let imported = town.import(&file, Some(&file.password), &ports)??;
        Ok(Self { environment: town.environment.clone(), ports, chain: imported.chain, key: imported.key.id })
    }

    /// What a server trusts that knows the roots alone: whatever is above what we send.
    fn roots(&self, town: &town::Town) -> Vec<Vec<u8>> {
        town.practice.certificate_roots().into_iter().filter(|der| !self.chain.contains(der)).collect()
    }

    fn identity(&self, chain: Vec<Vec<u8>>) -> Result<Identity, LegacyError> {
        Identity::new(chain, &self.key, &self.environment, &self.ports)
    }

    async fn session(&self, chain: Vec<Vec<u8>>, host: &OldAltinn) -> Result<OldSession, LegacyError> {
        let key = Some(Secret::new("k".to_owned()));
        legacy::log_in(LogIn::Certificate(self.identity(chain)?), key, host, &self.ports).await
    }
}

/// For 127.0.0.1, with an authority of its own; gives that authority.
fn server_certificate(folder: &Path) -> Outcome<Vec<u8>> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate()?;
    let authority = params.self_signed(&key)?;
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(["127.0.0.1".to_owned()])?.signed_by(&key, &issuer)?;
    std::fs::write(folder.join("server.pem"), certificate.pem())?;
    std::fs::write(folder.join("server.key"), key.serialize_pem())?;
    std::fs::write(folder.join("strangers.pem"), authority.pem())?;
    Ok(authority.der().to_vec())
}

/// HTTP/2 is offered too, so that whoever speaks HTTP/1.1 has chosen it.
fn configuration(folder: &Path, handler: u16, [newest, older, distrustful]: [u16; 3]) -> String {
    let place = folder.display();
    let server = |port: u16, protocol: &str, trusted: &str| {
        format!(
            "server {{ listen 127.0.0.1:{port} ssl http2; ssl_protocols {protocol};
              ssl_certificate {place}/server.pem; ssl_certificate_key {place}/server.key;
              ssl_client_certificate {place}/{trusted}; ssl_verify_client optional; ssl_verify_depth 4; ssl_session_cache shared:s{port}:1m;
              location / {{ proxy_pass http://127.0.0.1:{handler}; proxy_set_header X-Verify $ssl_client_verify;
                proxy_set_header X-Subject $ssl_client_s_dn; proxy_set_header X-Protocol $server_protocol; proxy_set_header X-Tls $ssl_protocol;
                proxy_set_header X-Uri $request_uri; proxy_set_header X-Reused $ssl_session_reused; }} }}\n"
        )
    };
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {place}/{name};\n"));
    format!(
        "daemon off; master_process off; pid {place}/nginx.pid; error_log stderr;\nevents {{}}\nhttp {{ access_log off;\n{}{}{}{} }}\n",
        folders.concat(),
        server(newest, "TLSv1.3", "clients.pem"),
        server(older, "TLSv1.2", "clients.pem"),
        server(distrustful, "TLSv1.3", "strangers.pem"),
    )
}

/// A handler of twenty lines: notes the headers, answers as Altinn 2 did, in its own words after the status.
fn handle(heard: Heard) -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
            let lines: Vec<String> = lines.map(|line| line.to_ascii_lowercase()).collect();
            let is_known = lines.iter().any(|line| line == "x-verify: success");
            heard.lock().unwrap_or_else(PoisonError::into_inner).push(lines);
            let answer = match is_known {
                true => "HTTP/1.1 200 Her er de\r\nContent-Type: application/hal+json\r\nContent-Length: 2\r\n\r\n{}",
                false => {
                    "HTTP/1.1 401 Authorization failed: There is no authenticated organization number set on this request.\r\nContent-Length: 0\r\n\r\n"
                }
            };
            // Whoever hangs up has heard enough.
            let _ = (&stream).write_all(answer.as_bytes());
        }
    });
    Ok(port)
}

async fn both(town: &town::Town) -> Outcome<(Gate, Holder)> {
    let holder = Holder::of(town).await?;
    Ok((Gate::open(&holder.roots(town))?, holder))
}

fn organizations() -> Outcome<Call> {
    Ok(Call::new(Resource::named("organizations").ok_or("no such resource")?))
}

fn has(lines: &[String], line: &str) -> bool {
    lines.iter().any(|heard| heard == line)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_certificate_goes_with_each_call_in_the_first_handshake() -> Outcome {
    let town = town::start().await?;
    let (gate, holder) = both(&town).await?;
    for (port, tls) in [(gate.newest, "x-tls: tlsv1.3"), (gate.older, "x-tls: tlsv1.2")] {
        let host = OldAltinn::new(&gate.environment(port, &town.environment)?, Trail::default())?;
        let session = holder.session(holder.chain.clone(), &host).await?;
        for _ in 0..3 {
            let read = legacy::call(&organizations()?, Some(&session), &host, &holder.ports).await?;
            assert_eq!((read.certificate, read.reason.as_str()), (CertificateUse::Sent, "Her er de"));
        }
        let heard = gate.heard();
        assert_eq!(heard.len(), 3);
        for lines in heard {
            let expected =
                ["x-verify: success", "x-protocol: http/1.1", "x-reused: .", tls, "x-uri: /api/organizations?forceeiauthentication"];
            assert!(expected.iter().all(|line| has(&lines, line)), "{lines:?}");
            assert!(lines.iter().any(|line| line.starts_with("x-subject: ") && line.contains(BAKERY)), "{lines:?}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_parameter_no_certificate_goes_with_a_call() -> Outcome {
    let town = town::start().await?;
    let (gate, holder) = both(&town).await?;
    let host = OldAltinn::new(&gate.environment(gate.newest, &town.environment)?, Trail::default())?;
    let refused = legacy::call(&organizations()?, None, &host, &holder.ports).await.err().ok_or("it was let in")?;
    let problem = refused.explain();
    assert_eq!(problem.code, "legacy.no_organisation");
    let said = problem.said.ok_or("nothing was said")?;
    let phrase = "Authorization failed: There is no authenticated organization number set on this request.";
    assert_eq!((said.status, said.error.as_deref()), (Some(401), Some(phrase)));
    let heard = gate.heard();
    assert!(heard.len() == 1 && has(&heard[0], "x-verify: none") && has(&heard[0], "x-uri: /api/organizations"), "{heard:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_chain_is_sent_and_a_stranger_is_told_so() -> Outcome {
    let town = town::start().await?;
    let (gate, holder) = both(&town).await?;
    assert!(holder.chain.len() > 1, "the certificate was issued by the root itself, so nothing would be proved");
    for (port, chain) in [(gate.distrustful, holder.chain.clone()), (gate.newest, holder.chain[..1].to_vec())] {
        let trail = Trail::default();
        let host = OldAltinn::new(&gate.environment(port, &town.environment)?, trail.clone())?;
        let session = holder.session(chain, &host).await?;
        let refused = legacy::call(&organizations()?, Some(&session), &host, &holder.ports)
            .await
            .err()
            .ok_or_else(|| format!("{port} let it in: {:?}", gate.heard()))?;
        assert_eq!(refused.explain().code, "legacy.certificate_refused", "{refused:?}");
        assert!(gate.heard().is_empty());
        let exchanges = trail.entries().into_iter().filter(|entry| matches!(entry.event, Event::Exchange { status: Some(400), .. }));
        assert_eq!(exchanges.count(), 1);
    }
    Ok(())
}
