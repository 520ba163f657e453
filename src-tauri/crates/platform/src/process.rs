//! What the operating system may keep of this process.

/// Leaves no core file behind when the program crashes: keys and passwords would be in it. Systems without core files have nothing to do.
pub fn leave_no_core() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let allowed = getrlimit(Resource::Core);
        if let Err(failure) = setrlimit(Resource::Core, Rlimit { current: Some(0), ..allowed }) {
            tracing::warn!(%failure, "a core file may be left behind by a crash");
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    #[test]
    fn a_core_file_has_no_room() -> Result<(), rustix::io::Errno> {
        let allowed = getrlimit(Resource::Core);
        setrlimit(Resource::Core, Rlimit { current: allowed.maximum, ..allowed })?;
        super::leave_no_core();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        Ok(())
    }
}
