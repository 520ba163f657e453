//! MP-303 looked into: Altinn is asked what it knows, since Maskinporten says no more than that nothing fits (maskinporten.md 10.4).

mod cause;

pub use cause::CODES;

use super::error::SYSTEM_USER;
use super::{MaskinportenError, Order, SystemUser, Tokens};
use crate::altinn::{self, Platform, REQUEST_READ_SCOPE, RequestKind, SYSTEM_REGISTER_SCOPE, SystemUserRequest};
use crate::names::ExternalRef;
use crate::problem::{Action, Explain as _, Problem};
use crate::trail::Event;

impl Tokens {
    /// The error that an order met, with its cause where that is "no system user" and Altinn lets us see: which of the vendor's systems
    /// the client is on, and who has system users of them. Where it does not, the refusal is what it was, with the code of what stood
    /// in the way. Each question is asked once, and none changes anything.
    pub async fn with_cause(&self, error: MaskinportenError, order: &Order) -> MaskinportenError {
        let wanted = order.variant.system_user.as_ref().filter(|_| error.is_no_system_user());
        let (MaskinportenError::Refused(refused), Some(wanted)) = (&error, wanted) else { return error };
        let cause = self.look(order, wanted).await.unwrap_or_else(|obstacle| unseen(&obstacle));
        let (http, ports) = (&self.0.http, &self.0.ports);
        http.trail().note(ports.clock.now(), Event::Step { name: "maskinporten.system_user_cause", code: Some(cause.code) });
        MaskinportenError::Refused(Box::new(refused.because(cause)))
    }

    /// The cause, or what stood in the way of seeing it.
    async fn look(&self, order: &Order, wanted: &SystemUser) -> Result<Problem, Problem> {
        let (environment, http, ports) = (&self.0.environment, &self.0.http, &self.0.ports);
        let scope = SYSTEM_REGISTER_SCOPE.parse().into_iter().collect();
        let token = self.obtain(&Order::new(order.client.clone(), scope, order.credential.clone())).await;
        let token = http.trail().step(ports, "maskinporten.system_user_token", token).map_err(|error| error.explain())?;
        let systems = altinn::own_systems(&token.secret, environment, http, ports).await.map_err(|error| error.explain())?;
        let ours = cause::systems_with(&order.client, &systems);
        if ours.is_empty() {
            return Ok(cause::on_no_system(&order.client, &systems));
        }
        let mut users = Vec::new();
        for system in &ours {
            users.extend(altinn::system_users(system, &token.secret, environment, http, ports).await.map_err(|error| error.explain())?);
        }
        let cause = cause::among(&users, wanted, &ours);
        if !cause::may_be_requested(&cause) {
            return Ok(cause);
        }
        // More than a vendor must be allowed: where the requests cannot be read, the cause is what it was.
        let requests = self.requests(order, wanted, &ours).await.unwrap_or_default();
        Ok(cause::by_requests(&requests, wanted).unwrap_or(cause))
    }

    /// What was asked for by exactly this name, in each of the systems.
    async fn requests(&self, order: &Order, wanted: &SystemUser, systems: &[String]) -> Option<Vec<SystemUserRequest>> {
        let scope = REQUEST_READ_SCOPE.parse().into_iter().collect();
        let token = self.obtain(&Order::new(order.client.clone(), scope, order.credential.clone())).await.ok()?;
        let platform = Platform::new(self.0.environment.clone(), self.0.http.clone(), self.0.ports.clone());
        let owner = wanted.owner.as_str();
        let reference = wanted.external_ref.as_ref().map_or(owner, ExternalRef::as_str);
        let mut requests = Vec::new();
        for system in systems {
            for kind in [RequestKind::Standard, RequestKind::Agent] {
                let found = altinn::request_by_reference(kind, [system, owner, reference], &token.secret, &platform).await;
                requests.extend(found.ok()?);
            }
        }
        Some(requests)
    }
}

/// The refusal stays what it was; what would have let us see is told with it.
fn unseen(obstacle: &Problem) -> Problem {
    let is_about_scope = obstacle.facts.contains_key("scopes");
    let actions = if is_about_scope { vec![Action::OpenPortal, Action::ReviewClient] } else { vec![Action::TryAgain] };
    Problem { actions, ..SYSTEM_USER.problem().with("lookup", vec![obstacle.code.to_owned()]) }
}
