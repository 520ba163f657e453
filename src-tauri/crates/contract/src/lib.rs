//! What the page and the shell agree on: the table of commands, the messages, their conversions; makes the TypeScript.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod access;
mod agents;
mod app;
mod calendar;
mod certificates;
mod client_runs;
mod diagnostics;
mod dictionary;
mod dry_run;
mod keys;
mod legacy;
mod legacy_message;
mod login;
mod maskinporten;
mod parties;
mod practice;
mod problem;
mod recipes;
mod register;
mod renewal;
mod requests;
mod rights;
mod road;
mod scopes;
mod selfservice;
mod systems;
mod token_reader;
mod typescript;
mod vault;

pub use access::{AccessView, RungOutcome, RungView, TestAccess, TestSubject, TestedSystemUser};
pub use agents::{
    AgentClientView, AgentClientsView, AgentView, AgentsView, ApplyClients, ChosenAgent, ClientPlanView, ClientStep, ClientWish,
    ListAgents, PlanClients, PlannedClientView, RejectedLineView, RejectedWhy, UnfinishedRun,
};
pub use app::{
    AppView, ChangeSettings, ChooseProfile, EnvironmentKind, Language, OpenPage, OpenProfile, Page, ProfileView, SettingsView, SetupView,
    StepName, SystemName, Theme, UnlockVault, VaultView,
};
pub use calendar::{CalendarEntry, CalendarSubject, CalendarView, SetNotifications, Urgency, WatchDate, WatchedDate};
pub use certificates::{
    CandidateView, CertificateBelonging, CertificateGeneration, CertificateRole, CertificateUse, CertificateView, ChainLinkView,
    ChainPlace, CheckCertificates, ExaminationProgress, ExaminationView, ExamineCertificates, ExaminedFileView, FileToExamine, FindingView,
    IssuerFamilyView, PickedFile, PickedFiles, RevocationState, SaveCertificate, SavedFileAnswer, SeverityView, UseCertificate,
};
pub use client_runs::{ClientEnd, ClientProgressView, ClientRowView, ClientRunView, LastRunView};
pub use diagnostics::{ClockView, HandoverFormat, HandoverView, ReportView, SaveHandover, TrailEntryView, TrailView};
pub use dictionary::{
    CalledName, CalledView, DictionaryEntryView, DictionaryView, EvidenceName, LookUp, PastedName, RecognisedView, RecognitionView,
    SourceName,
};
pub use dry_run::{CheckView, DryRunView, Outcome};
pub use keys::{
    BackUpKey, ChosenKey, ClientKind, CreateKey, ForgetKey, ImportKey, KeyBits, KeyEventView, KeyForm, KeyHistory, KeyView, KeysView,
    RegisterKey, Registration, RegistrationView, RenameKey, SaveKey,
};
pub use legacy::{
    DetectLegacy, LegacyCall, LegacyCertificate, LegacyDetectionView, LegacyFoundView, LegacyKeyView, LegacyLadderView, LegacyListingView,
    LegacyLogIn, LegacyResourceView, LegacyRowView, LegacySort, LegacyUserView, LegacyView, LegacyWay,
};
pub use legacy_message::{LegacyAttachmentKind, LegacyAttachmentView, LegacyMessageView};
pub use login::{
    BrowserSessionView, BrowserView, BrowsersView, EndLogin, LoggedOutView, LoginActor, LoginAuthentication, LoginLevel, LoginProgress,
    LoginPrompt, LoginProvider, LoginStageState, LoginStageView, LoginTrailView, LoginView, OpenLoginIn, Represent, RepresentAbout,
    RepresentedView, RevealedNationalId, StartLogin, UserInfoView,
};
pub use maskinporten::{
    Algorithm, CopiedView, CopyToken, Obstacle, ObtainToken, SignWith, SystemUserView, TokenProgress, TokenVariant, TokenView,
};
pub use parties::{ActingAs, DialogView, DialogsView, ListDialogs, ListParties, PartiesView, PartyKindView, PartyView};
pub use practice::{
    AddSystemUser, DecideSystemUser, DelegationView, FaultView, IssueCertificate, IssuedFileView, IssuedFilesView, OrganisationView,
    PersonView, PracticeSystemUserView, PracticeSystemView, PracticeView, RevokeCertificate, SetBehaviour, SetDelegation, SetFault,
    SetPropagation, SetUpSystem, SystemUserDecision, SystemUserState, TravelInTime,
};
pub use problem::{APP_CODES, ActionView, FactView, Problem, SaidView, TurnView};
pub use recipes::{RecipeView, RecipesView};
pub use register::{ApproverView, ApproversView, LookUpOrganisation, RegisteredClientView, RegisteredClientsView, UnitStanding, UnitView};
pub use renewal::{AdvanceRenewal, BeginRenewal, ClientView, RenewalRoad, RenewalStage, RenewalView, RenewalsView};
pub use requests::{
    ApprovalLink, ApprovalLinkView, ChangeSystemUser, ChosenRequest, ChosenVendorSystem, CreateRequest, CreatedRequestView, ListRequests,
    ListedSystemUserView, ProveSystemUser, RequestDifferenceView, RequestKindName, RequestStanding, RequestView, RequestsView,
    SystemUserKindName, SystemUserProofView, SystemUserStepView, SystemUsersView,
};
pub use rights::{FoundRightsView, RightFitness, RightView, SearchRights};
pub use road::{ChooseRoad, RoadView, WhatServices, WhoActs, WhoTalks, WhyCertificate};
pub use scopes::{FoundScopesView, PublicScopeView, ScopeListSource, SearchScopes};
pub use selfservice::{
    AddServiceKey, ChangeServiceClient, ChosenClient, ClientAuthentication, ConnectSelfService, CreateServiceClient,
    DeactivateServiceClient, ListServiceClients, OpenPortalRoad, PortalFieldView, PortalRoadView, ServiceClientView, ServiceClientsView,
    ServiceKey, ServiceKeyView, ServiceScopeView, ServiceScopesView,
};
pub use systems::{
    ChosenSystem, DeleteSystem, SaveSystem, SavedSystemView, SystemChangeKind, SystemChangeView, SystemChangesView, SystemField,
    SystemFindingView, SystemView, SystemsView, TextsView,
};
pub use token_reader::{
    CheckTokenSignature, ClaimMemberView, ClaimValueView, ClaimView, ConsentRightView, ReadToken, TokenAuthority, TokenDetailView,
    TokenKind, TokenLifetimeView, TokenOrganisationView, TokenPartyView, TokenPlace, TokenReadingView, TokenRole, TokenService,
    TokenSignatureView,
};
pub use typescript::{files, write_or_compare};

pub use vault::{ChangeVaultPassword, LockVaultAfter, MoveVault, RestoredProfileView, VaultDetailsView, VaultPlace};

/// An input or an answer with nothing in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
pub struct Nothing {}

/// RFC 3339, as every moment crosses.
#[must_use]
pub fn moment(at: time::OffsetDateTime) -> String {
    at.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

macro_rules! commands {
    ($($name:ident($input:ident) => $answer:ident $(| $progress:ident)?,)+) => {
        /// Every command's name, in the table's order.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),+];

        pub(crate) fn table() -> Vec<typescript::Row> {
            vec![$(typescript::Row {
                name: stringify!($name),
                input: stringify!($input),
                answer: stringify!($answer),
                progress: [$(stringify!($progress))?].first().copied(),
            }),+]
        }
    };
}

include!("table.rs");
