//! Login with ID-porten or Ansattporten on the page.

mod asked;
mod road;
mod told;

pub use asked::{
    EndLogin, LoginAuthentication, LoginLevel, LoginPrompt, LoginProvider, OpenLoginIn, Represent, RepresentAbout, StartLogin,
};
pub use road::{LoginActor, LoginStageState, LoginStageView, LoginTrailView};
pub use told::{
    BrowserSessionView, BrowserView, BrowsersView, LoggedOutView, LoginProgress, LoginView, RepresentedView, RevealedNationalId,
    UserInfoView,
};
