//! Requests and system users as the page shows them.

use inngang_engine::altinn::{RequestKind, Right, SystemUser, SystemUserKind, SystemUserRequest};
use inngang_engine::environment::Environment;
use inngang_engine::names::ExternalRef;
use inngang_engine::problem::Explain as _;
use inngang_engine::vendor::requests::{ConfirmUrl, Difference, Made, OwnRequest, RequestError, Standing};

use crate::moment;
use crate::requests::{
    ApprovalLinkView, CreatedRequestView, ListedSystemUserView, RequestDifferenceView, RequestKindName, RequestStanding, RequestView,
    SystemUserKindName,
};

impl From<RequestKind> for RequestKindName {
    fn from(kind: RequestKind) -> Self {
        match kind {
            RequestKind::Standard => Self::Standard,
            RequestKind::Agent => Self::Agent,
            RequestKind::Change => Self::Change,
        }
    }
}

impl From<Standing> for RequestStanding {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Waiting => Self::Waiting,
            Standing::Escalated => Self::Escalated,
            Standing::Approved => Self::Approved,
            Standing::Stale => Self::Stale,
            Standing::Rejected => Self::Rejected,
            Standing::Denied => Self::Denied,
            Standing::TimedOut => Self::TimedOut,
            Standing::Gone => Self::Gone,
            Standing::NoSystem => Self::NoSystem,
            Standing::NoChangeNeeded => Self::NoChangeNeeded,
            Standing::Unknown => Self::Unknown,
        }
    }
}

/// Rights as the page writes them.
fn texts<'a>(rights: impl IntoIterator<Item = &'a Right>) -> Vec<String> {
    rights.into_iter().map(Right::to_string).collect()
}

impl RequestView {
    /// One of our own, as it stood last.
    #[must_use]
    pub fn of_own(own: &OwnRequest, environment: &Environment) -> Self {
        let wanted = own.wanted.clone();
        let (link, link_problem) = match own.link(environment) {
            Ok(link) => (Some(link.as_str().to_owned()), None),
            Err(RequestError::NoLink) => (None, None),
            Err(error) => (None, Some(error.explain().into())),
        };
        Self {
            id: own.id.to_string(),
            kind: own.kind.into(),
            system: own.system.clone(),
            party: own.party.to_string(),
            party_name: own.party_name.clone(),
            external_ref: own.external_ref.as_ref().map(ExternalRef::to_string),
            title: own.title.clone(),
            rights: texts(&wanted.rights),
            packages: wanted.packages.into_iter().collect(),
            unwanted_rights: texts(&wanted.unwanted_rights),
            unwanted_packages: wanted.unwanted_packages.into_iter().collect(),
            link,
            link_problem,
            created_at: Some(moment(own.created_at)),
            standing: own.standing.into(),
            checked_at: Some(moment(own.checked_at)),
            own: true,
            in_the_way: own.standing.is_in_the_way(),
        }
    }

    /// One that Altinn lists and that is not ours to watch, to somebody whose name may be known.
    #[must_use]
    pub fn of_listed(request: &SystemUserRequest, kind: RequestKind, party_name: Option<&String>) -> Self {
        let standing = Standing::of(request);
        Self {
            id: request.id.to_string(),
            kind: kind.into(),
            system: request.system.clone(),
            party: request.party.clone(),
            party_name: party_name.cloned(),
            external_ref: Some(request.reference().to_owned()).filter(|reference| *reference != request.party),
            title: request.title.clone(),
            rights: texts(&request.rights),
            packages: request.packages.clone(),
            unwanted_rights: Vec::new(),
            unwanted_packages: Vec::new(),
            // Its link is for whoever made it.
            link: None,
            link_problem: None,
            created_at: request.created.map(moment),
            standing: standing.into(),
            checked_at: None,
            own: false,
            in_the_way: standing.is_in_the_way(),
        }
    }
}

impl CreatedRequestView {
    /// What came of it.
    #[must_use]
    pub fn new(made: &Made, environment: &Environment) -> Self {
        let difference = (!made.difference.is_empty()).then(|| RequestDifferenceView::from(&made.difference));
        Self { request: RequestView::of_own(&made.own, environment), is_new: made.is_new, difference }
    }
}

impl From<&Difference> for RequestDifferenceView {
    fn from(difference: &Difference) -> Self {
        Self {
            missing: [texts(&difference.rights_missing), difference.packages_missing.clone()].concat(),
            extra: [texts(&difference.rights_extra), difference.packages_extra.clone()].concat(),
            title: difference.title.clone(),
        }
    }
}

impl ListedSystemUserView {
    /// One whose owner's name may be known.
    #[must_use]
    pub fn new(user: &SystemUser, owner_name: Option<&String>) -> Self {
        Self {
            id: user.id.to_string(),
            system: user.system.clone(),
            title: user.title.clone(),
            owner: user.owner.clone(),
            owner_name: owner_name.cloned(),
            external_ref: Some(user.reference().to_owned()).filter(|reference| *reference != user.owner),
            kind: match user.kind {
                SystemUserKind::Standard => SystemUserKindName::Standard,
                SystemUserKind::Agent => SystemUserKindName::Agent,
                SystemUserKind::Other => SystemUserKindName::Other,
            },
            is_deleted: user.is_deleted,
        }
    }
}

impl From<&ConfirmUrl> for ApprovalLinkView {
    fn from(link: &ConfirmUrl) -> Self {
        Self { link: link.as_str().to_owned(), kind: link.kind().into(), opened_at: None, approved: false }
    }
}
