//! The practice panel as a person uses it: faults, systems with their users, delegations.

use inngang_tests::Outcome;

use crate::window::Window;

impl Window {
    /// Looks one of practice's faults up and switches it on.
    pub(crate) async fn switch_on(&self, fault: &str) -> Outcome {
        self.go("practice").await?;
        self.fill("#fault-search", fault).await?;
        self.click(&format!("#fault-{fault}")).await?;
        self.see(&format!("#fault-{fault}:checked")).await
    }

    /// Switches all of them off, by the note that says that some are on.
    pub(crate) async fn switch_all_off(&self) -> Outcome {
        self.click("#faults-off").await?;
        self.until("!document.querySelector('#faults-off')").await
    }

    /// Unfolds what is folded, and lets be what is not.
    pub(crate) async fn unfolded(&self, id: &str) -> Outcome {
        self.see(&format!("#{id}")).await?;
        self.run("document.getElementById(arguments[0]).setAttribute('open', '')", &[id.into()]).await.map(drop)
    }

    /// Opens the town's systems.
    async fn open_systems(&self) -> Outcome {
        self.go("practice").await?;
        self.unfolded("systems").await
    }

    /// Registers a system with a client on it, the person's own if none is named, and gives the system's id.
    pub(crate) async fn set_up_system(&self, name: &str, client: Option<&str>) -> Outcome<String> {
        self.open_systems().await?;
        if let Some(client) = client {
            self.fill("#system-client", client).await?;
        }
        self.fill("#system-name", name).await?;
        self.click("#set-up").await?;
        let named = format!("[...document.querySelectorAll('[data-system]')].find((it) => it.querySelector('h3').innerText === '{name}')");
        self.until(&named).await?;
        let id = self.run(&format!("return {named}.dataset.system"), &[]).await?;
        Ok(id.as_str().unwrap_or_default().to_owned())
    }

    /// Has a system ask an organisation for a system user that acts for its clients, and that nobody has approved yet.
    pub(crate) async fn ask_for_system_user(&self, system: &str, owner: &str, reference: &str) -> Outcome {
        self.open_systems().await?;
        let of = format!("[data-system='{system}']");
        self.click(&format!("{of} select option[value='{owner}']")).await?;
        self.fill(&format!("{of} input[name='reference']"), reference).await?;
        self.click(&format!("{of} [id^='agent-']")).await?;
        self.click(&format!("{of} [id^='approved-']")).await?;
        self.click(&format!("{of} [id^='ask-']")).await?;
        self.see(&format!("{of} [data-state='waiting']")).await
    }

    /// Lets the owner approve the one that waits.
    pub(crate) async fn approve_system_user(&self) -> Outcome {
        self.open_systems().await?;
        self.click("[data-decide='approve']").await?;
        self.see("[data-user][data-state='approved']").await
    }

    /// Lets an organisation delegate a scope to another.
    pub(crate) async fn delegate(&self, consumer: &str, supplier: &str, scope: &str) -> Outcome {
        self.go("practice").await?;
        self.unfolded("delegations").await?;
        for (field, value) in [("consumer", consumer), ("supplier", supplier), ("scope", scope)] {
            self.click(&format!("#delegation-{field} option[value='{value}']")).await?;
        }
        let before = self.run("return document.querySelectorAll('[data-take-back]').length", &[]).await?;
        self.click("#delegation-give").await?;
        self.until(&format!("document.querySelectorAll('[data-take-back]').length > {before}")).await
    }
}
