//! Writes the page's types from the table: one file a message, and `CommandTable.ts`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use ts_rs::{Config, TS};

use crate::*;

/// One line of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) input: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) progress: Option<&'static str>,
}

macro_rules! messages {
    ($($type:ident),+ $(,)?) => {
        /// Every generated file: name and content.
        ///
        /// # Errors
        /// When a message has no TypeScript form.
        pub fn files() -> Result<BTreeMap<String, String>, ts_rs::ExportError> {
            let config = Config::default();
            let mut files = BTreeMap::from([("CommandTable.ts".to_owned(), command_table())]);
            $(files.insert(concat!(stringify!($type), ".ts").to_owned(), <$type as TS>::export_to_string(&config)?);)+
            Ok(files)
        }
    };
}

// Sorted; in braces, which rustfmt leaves as they are.
messages! {
    AccessView, ActingAs, ActionView, AddServiceKey, AddSystemUser, AdvanceRenewal, AgentClientView, AgentClientsView, AgentView,
    AgentsView, Algorithm, AppView, ApplyClients, ApprovalLink, ApprovalLinkView, ApproverView, ApproversView, BackUpKey, BeginRenewal,
    BrowserSessionView, BrowserView, BrowsersView, CalendarEntry, CalendarSubject, CalendarView, CalledName, CalledView, CandidateView,
    CertificateBelonging, CertificateGeneration, CertificateRole, CertificateUse, CertificateView, ChainLinkView, ChainPlace,
    ChangeServiceClient, ChangeSettings, ChangeSystemUser, ChangeVaultPassword, CheckCertificates, CheckTokenSignature, CheckView,
    ChooseProfile, ChooseRoad, ChosenAgent, ChosenClient, ChosenKey, ChosenRequest, ChosenSystem, ChosenVendorSystem, ClaimMemberView,
    ClaimValueView, ClaimView, ClientAuthentication, ClientEnd, ClientKind, ClientPlanView, ClientProgressView,
    ClientRowView, ClientRunView, ClientStep,
    ClientView, ClientWish, ClockView, ConnectSelfService, ConsentRightView, CopiedView, CopyToken, CreateKey, CreateRequest,
    CreateServiceClient, CreatedRequestView, DeactivateServiceClient, DecideSystemUser, DelegationView, DeleteSystem, DetectLegacy,
    DialogView, DialogsView, DictionaryEntryView, DictionaryView, DryRunView, EndLogin, EnvironmentKind, EvidenceName, ExaminationProgress,
    ExaminationView, ExamineCertificates, ExaminedFileView, FactView, FaultView, FileToExamine, FindingView, ForgetKey, FoundRightsView,
    FoundScopesView, HandoverFormat, HandoverView, ImportKey, IssueCertificate, IssuedFileView, IssuedFilesView, IssuerFamilyView, KeyBits,
    KeyEventView, KeyForm, KeyView, KeysView, Language, LastRunView,
    LegacyAttachmentKind, LegacyAttachmentView, LegacyCall, LegacyCertificate, LegacyDetectionView, LegacyFoundView, LegacyKeyView,
    LegacyLadderView, LegacyListingView, LegacyLogIn, LegacyMessageView, LegacyResourceView, LegacyRowView, LegacySort, LegacyUserView, LegacyView, LegacyWay,
    ListAgents, ListDialogs, ListParties, ListRequests, ListServiceClients, ListedSystemUserView, LockVaultAfter, LoggedOutView, LoginActor,
    LoginAuthentication, LoginLevel, LoginProgress, LoginPrompt, LoginProvider, LoginStageState, LoginStageView, LoginTrailView, LoginView,
    LookUp, LookUpOrganisation, MoveVault, Nothing, Obstacle, ObtainToken, OpenLoginIn, OpenPage, OpenPortalRoad, OpenProfile,
    OrganisationView, Outcome, Page, PartiesView, PartyKindView, PartyView, PastedName, PersonView, PickedFile, PickedFiles, PlanClients,
    PlannedClientView, PortalFieldView, PortalRoadView, PracticeSystemUserView, PracticeSystemView, PracticeView, Problem, ProfileView,
    ProveSystemUser, PublicScopeView, ReadToken, RecipeView, RecipesView, RecognisedView, RecognitionView, RegisterKey,
    RegisteredClientView, RegisteredClientsView, RegistrationView, RejectedLineView, RejectedWhy, RenameKey, RenewalRoad, RenewalStage,
    RenewalView, RenewalsView, ReportView, Represent, RepresentAbout, RepresentedView, RequestDifferenceView, RequestKindName,
    RequestStanding, RequestView, RequestsView, RestoredProfileView, RevealedNationalId, RevocationState, RevokeCertificate, RightFitness,
    RightView, RoadView, RungOutcome, RungView, SaidView, SaveCertificate, SaveHandover, SaveKey, SaveSystem, SavedFileAnswer,
    SavedSystemView, ScopeListSource, SearchRights, SearchScopes, ServiceClientView, ServiceClientsView, ServiceKey, ServiceKeyView,
    ServiceScopeView, ServiceScopesView, SetBehaviour, SetDelegation, SetFault, SetNotifications, SetPropagation, SetUpSystem, SettingsView,
    SetupView, SeverityView, SignWith, SourceName, StartLogin, StepName, SystemChangeKind, SystemChangeView, SystemChangesView, SystemField,
    SystemFindingView, SystemName, SystemUserDecision, SystemUserKindName, SystemUserProofView, SystemUserState, SystemUserStepView,
    SystemUserView, SystemUsersView, SystemView, SystemsView, TestAccess, TestSubject, TestedSystemUser, TextsView, Theme, TokenAuthority,
    TokenDetailView, TokenKind, TokenLifetimeView, TokenOrganisationView, TokenPartyView, TokenPlace, TokenProgress, TokenReadingView,
    TokenRole, TokenService, TokenSignatureView, TokenVariant, TokenView, TrailEntryView, TrailView, TravelInTime, TurnView, UnfinishedRun,
    UnitStanding, UnitView, UnlockVault, Urgency, UseCertificate, UserInfoView, VaultDetailsView, VaultPlace, VaultView, WatchDate,
    WatchedDate, WhatServices, WhoActs, WhoTalks, WhyCertificate,
}

fn command_table() -> String {
    let rows = table();
    let mut names: Vec<&str> = rows.iter().flat_map(|row| [Some(row.input), Some(row.answer), row.progress]).flatten().collect();
    names.sort_unstable();
    names.dedup();
    let mut text = String::from("// Generated from the table of commands. Do not edit.\n");
    for name in names {
        let _ = writeln!(text, "import type {{ {name} }} from \"./{name}\";");
    }
    text.push_str("\nexport interface CommandTable {\n");
    for row in rows {
        let progress = row.progress.unwrap_or("never");
        let _ = writeln!(text, "  {}: {{ input: {}; answer: {}; progress: {progress} }};", row.name, row.input, row.answer);
    }
    text.push_str("}\n");
    text
}

/// Compares the generated files with `folder`; with `write` it makes them so. Answers the names that differ.
///
/// # Errors
/// When a message has no TypeScript form, or the folder cannot be written.
pub fn write_or_compare(folder: &Path, write: bool) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let files = files()?;
    let mut differ = Vec::new();
    for (name, content) in &files {
        if std::fs::read_to_string(folder.join(name)).ok().as_deref() != Some(content) {
            differ.push(name.clone());
            if write {
                std::fs::create_dir_all(folder)?;
                std::fs::write(folder.join(name), content)?;
            }
        }
    }
    for entry in std::fs::read_dir(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            if write {
                std::fs::remove_file(entry.path())?;
            }
            differ.push(name);
        }
    }
    Ok(differ)
}
