//! Which help is pointed to, and what is said of arguments that are not understood.

use super::*;

fn refused(arguments: &[&str]) -> String {
    let arguments = ["inngang"].iter().chain(arguments).map(OsString::from).collect();
    read(arguments, &Words::new("en")).err().map(|Stop(why)| why.lines().next().unwrap_or_default().to_owned()).unwrap_or_default()
}

#[test]
fn each_command_has_its_own_help() {
    fn check(arguments: &[&str], expected: &str) {
        let arguments = ["inngang"].iter().chain(arguments).map(OsString::from).collect();
        let said = read(arguments, &Words::new("nb")).err().map(|Stop(why)| why).unwrap_or_default();
        assert!(said.ends_with(&format!("Skriv «{expected}» for å se hva som er mulig.\n")), "{said}");
    }
    check(&["hunter2"], "inngang --help");
    check(&["certificate"], "inngang certificate --help");
    check(&["--lang", "nb", "certificate", "a.p12", "--oflin"], "inngang certificate --help");
    check(&["rehearse", "--p12"], "inngang rehearse --help");
    check(&["key", "--lang", "nb", "forget"], "inngang key forget --help");
    check(&["portal", "keys"], "inngang portal keys --help");
    check(&["portal", "keys", "add", "x"], "inngang portal keys add --help");
    check(&["token", "--key", "x"], "inngang token --help");
    check(&["token", "read"], "inngang token read --help");
}

#[test]
fn what_is_not_understood_is_said_and_what_was_typed_is_not_repeated() {
    fn check(arguments: &[&str], expected: &str) {
        assert_eq!(refused(arguments), expected, "{arguments:?}");
    }
    check(&["rehearse", "--password=hunter2"], "Inngang does not know --password.");
    check(&["rehearse", "hunter2"], "Inngang does not know this command.");
    check(&["hunter2"], "Inngang does not know this command.");
    check(&["rehearse", "--p12"], "--p12 lacks a value.");
    check(&["rehearse", "--password-fd", "3"], "--p12 is missing.");
    check(&["rehearse", "--p12", "a", "--password-fd", "hunter2"], "--password-fd must be a number.");
    check(&["rehearse", "--p12", "a", "--p12", "b"], "--p12 can be given only once.");
    check(&["rehearse", "--environment", "a", "--fault", "wrong-aud"], "--environment cannot be used together with --fault.");
    check(&["certificate"], "FILE is missing.");
    check(&["certificate", "a.p12", "--password=hunter2"], "Inngang does not know --password.");
    check(&["certificate", "a.p12", "--password-fd", "hunter2"], "--password-fd must be a number.");
    check(&["certificate", "a.p12", "--password-fd", "3", "--ask"], "--password-fd cannot be used together with --ask.");
    check(&["certificate", "a.p12", "--offline", "--offline"], "--offline can be given only once.");
    check(&["--lang", "de"], "--lang cannot have this value. Possible values: nb, nn, en");
    assert!(refused(&["rehearse", "--fault", "hunter2"]).contains("broken-signature, wrong-aud"));
    assert!(!refused(&["rehearse", "--fault", "hunter2"]).contains("hunter2"));
}
