//! A small town of authorities and certificates, made with the `openssl` program when the tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How a leaf is asked for.
pub(crate) struct Leaf {
    pub(crate) name: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) key_usage: &'static str,
}

pub(crate) const AUTHENTICATION: Leaf = Leaf {
    name: "auth",
    subject: "/C=NO/O=BLÅBÆR, SAFT OG SYLTETØY AS/OU=IT/CN=Blåbær API/organizationIdentifier=NTRNO-123456785",
    key_usage: "critical,digitalSignature,keyEncipherment",
};
pub(crate) const SIGNING: Leaf = Leaf { name: "sign", key_usage: "critical,nonRepudiation", ..AUTHENTICATION };
pub(crate) const ENCRYPTION: Leaf =
    Leaf { name: "enc", key_usage: "critical,keyEncipherment,dataEncipherment,keyAgreement", ..AUTHENTICATION };
pub(crate) const COMMFIDES_LIKE: Leaf = Leaf {
    name: "commfides",
    subject: "/C=NO/L=Storgata 1, 0155 OSLO/O=Blåbær AS/organizationIdentifier=NTRNO-123456785/OU=Lager-987654325/serialNumber=123456785/CN=Blåbær AS",
    key_usage: "critical,digitalSignature",
};

pub(crate) struct World {
    folder: TempDir,
}

impl World {
    /// One world a test program: keys take a while.
    pub(crate) fn shared() -> Result<&'static Self, Failure> {
        static WORLD: OnceLock<Result<World, String>> = OnceLock::new();
        WORLD.get_or_init(|| Self::make().map_err(|failure| failure.to_string())).as_ref().map_err(|failure| failure.clone().into())
    }

    fn make() -> Result<Self, Failure> {
        let world = Self { folder: tempfile::tempdir()? };
        world.run(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "root.key",
            "-out",
            "root.pem",
            "-days",
            "3650",
            "-subj",
            "/C=NO/O=Town hall/CN=Practice Root",
        ])?;
        world.run(&["x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der"])?;
        let authority =
            Leaf { name: "ca", subject: "/C=NO/O=Town hall/CN=Practice CA G2 ST Business", key_usage: "critical,keyCertSign,cRLSign" };
        world.issue(&authority, "root", true)?;
        for leaf in [&AUTHENTICATION, &SIGNING, &ENCRYPTION, &COMMFIDES_LIKE] {
            world.issue(leaf, "ca", false)?;
        }
        Ok(world)
    }

    fn issue(&self, leaf: &Leaf, issuer: &str, authority: bool) -> Result<(), Failure> {
        let Leaf { name, subject, key_usage } = leaf;
        let (key, request, pem, extensions) = (format!("{name}.key"), format!("{name}.csr"), format!("{name}.pem"), format!("{name}.ext"));
        fs::write(
            self.path(&extensions),
            format!("basicConstraints=CA:{}\nkeyUsage={key_usage}\n", if authority { "TRUE" } else { "FALSE" }),
        )?;
        self.run(&["req", "-utf8", "-newkey", "rsa:2048", "-nodes", "-keyout", &key, "-out", &request, "-subj", subject])?;
        let (ca, ca_key) = (format!("{issuer}.pem"), format!("{issuer}.key"));
        self.run(&[
            "x509",
            "-req",
            "-in",
            &request,
            "-CA",
            &ca,
            "-CAkey",
            &ca_key,
            "-days",
            "1096",
            "-extfile",
            &extensions,
            "-out",
            &pem,
        ])?;
        Ok(())
    }

    /// `openssl pkcs12 -export` of a leaf with its key and issuer; the password may be any text.
    pub(crate) fn pkcs12(&self, leaf: &Leaf, password: &str, options: &[&str]) -> Result<Vec<u8>, Failure> {
        let (key, pem) = (format!("{}.key", leaf.name), format!("{}.pem", leaf.name));
        self.export(&["-inkey", &key, "-in", &pem, "-certfile", "ca.pem"], password, options)
    }

    /// `openssl pkcs12 -export` with the input given.
    pub(crate) fn export(&self, input: &[&str], password: &str, options: &[&str]) -> Result<Vec<u8>, Failure> {
        self.export_with(input, password.as_bytes(), options)
    }

    /// The same with a password of any bytes, as terminals of other alphabets type them.
    pub(crate) fn export_with(&self, input: &[&str], password: &[u8], options: &[&str]) -> Result<Vec<u8>, Failure> {
        let out = tempfile::NamedTempFile::new_in(self.folder.path())?;
        let name = out.path().to_string_lossy().into_owned();
        let pass = tempfile::NamedTempFile::new_in(self.folder.path())?;
        fs::write(pass.path(), [password, b"\n"].concat())?;
        let pass = format!("file:{}", pass.path().display());
        self.run(&[&["pkcs12", "-export", "-out", &name, "-passout", &pass], input, options].concat())?;
        Ok(fs::read(out.path())?)
    }

    /// Runs `openssl` in the world's folder and gives what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let output = Command::new("openssl").args(arguments).current_dir(self.folder.path()).env("LC_ALL", "C.UTF-8").output()?;
        if !output.status.success() {
            return Err(format!("openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(output.stdout)
    }

    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        Ok(fs::read(self.path(name))?)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        Ok(fs::write(self.path(name), bytes)?)
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::new(self.folder.path()).join(name)
    }
}
