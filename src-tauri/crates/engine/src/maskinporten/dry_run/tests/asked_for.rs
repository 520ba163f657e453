//! What is asked for: scopes, on whose behalf, and what else the token is for.

use super::{Failure, OTHERS, OURS, Rig, check, given, order};
use crate::maskinporten::{ScopeList, SystemUser};
use crate::selfservice::AccessState;

#[test]
fn scopes_are_looked_at_as_they_are_written() -> Result<(), Failure> {
    let written = |scopes: &'static [&'static str]| {
        move |rig: &mut Rig| -> Result<(), Failure> {
            (rig.on_client, rig.access) = (None, None);
            rig.order.scopes = order(scopes)?.scopes;
            Ok(())
        }
    };
    check(written(&["a:open", "a:open"]), &["note check_scopes_twice"])?;
    check(written(&["openid"]), &["bad check_scopes_for_people → scope_for_people"])?;
    check(written(&["c:login"]), &["bad check_scopes_for_people → scope_for_people"])?;
    for odd in ["a", ":a", "a:", "a:b,c:d", "a:b;", "'a:b'", "https://a.no/b"] {
        check(set!(rig => (rig.order.scopes, rig.on_client, rig.access) = (vec![odd.parse()?], None, None)), &["note check_scopes_odd"])?;
    }
    check(written(&["a:opne"]), &["note check_scopes_misspelt"])?;
    check(written(&["nav:aareg/v1/arbeidsforhold"]), &["note check_scopes_unlisted"])?;
    let by_copy = |rig: &mut Rig| {
        (rig.scopes, rig.on_client, rig.access) = (Some(ScopeList::copy().clone()), None, None);
        rig.order.scopes = order(&["nav:aareg/v1/arbeidsforhold"])?.scopes;
        Ok(())
    };
    check(by_copy, &[])
}

#[test]
fn scopes_must_be_on_the_client_and_given() -> Result<(), Failure> {
    check(set!(rig => rig.on_client = Some(vec!["a:open".to_owned()])), &["bad check_scopes_not_on_client → scope_not_registered"])?;
    check(set!(rig => rig.access = Some(Vec::new())), &["bad check_scopes_not_given → scope_not_granted"])?;
    let state = |state: AccessState| {
        move |rig: &mut Rig| -> Result<(), Failure> {
            rig.access = Some(vec![given("a:given", state)?]);
            Ok(())
        }
    };
    check(state(AccessState::Denied), &["bad check_scopes_not_given → scope_not_granted"])?;
    check(state(AccessState::Requested), &["bad check_scopes_requested → scope_not_granted"])?;
    check(state(AccessState::Other("LATER".to_owned())), &[])?;
    check(set!(rig => rig.access = None), &["note check_scopes_need_access"])
}

#[test]
fn a_consumer_delegates_what_can_be_delegated() -> Result<(), Failure> {
    let consumer = |consumer: &'static str, scope: &'static str| {
        move |rig: &mut Rig| -> Result<(), Failure> {
            // What was given to ourselves does not matter then.
            rig.access = Some(Vec::new());
            rig.order.scopes = order(&[scope])?.scopes;
            rig.order.variant.consumer = Some(consumer.parse()?);
            Ok(())
        }
    };
    check(consumer(OTHERS, "b:shared"), &["note check_consumer"])?;
    check(consumer(OURS, "b:shared"), &["bad check_own_consumer → own_consumer"])?;
    check(consumer(OTHERS, "a:open"), &["bad check_not_delegable → not_delegated"])?;
    check(consumer(OTHERS, "a:given"), &["bad check_not_delegable → ?"])
}

#[test]
fn a_variant_is_looked_at() -> Result<(), Failure> {
    check(set!(rig => rig.order.variant.person = Some("13888012345".parse()?)), &["note check_person_digits"])?;
    let owner = |owner: &'static str, reference: Option<&'static str>| {
        move |rig: &mut Rig| -> Result<(), Failure> {
            let external_ref = reference.map(str::parse).transpose()?;
            rig.order.variant.system_user = Some(SystemUser { owner: owner.parse()?, external_ref });
            Ok(())
        }
    };
    check(owner("988312495", None), &[])?;
    check(owner(OTHERS, None), &["note check_system_user_owner"])?;
    check(owner(OURS, Some("kunde-42")), &["note check_external_ref"])?;
    check(owner(OURS, Some(OURS)), &[])
}
