import { Tabs } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ActingAs } from "../../ipc/generated/ActingAs";
import { useHost } from "../../ipc/HostContext";
import { StepPage } from "../../parts/StepPage";
import type { StepProps } from "../StepProps";
import { ClientsSection } from "./ClientsSection";
import { DialogsSection } from "./DialogsSection";
import { LookUp } from "./LookUp";
import { PartiesSection } from "./PartiesSection";

const SECTIONS = ["parties", "clients", "dialogs", "lookup"] as const;
type Section = (typeof SECTIONS)[number];

/** Whom one may act for in Altinn, which clients a system user acts for, and what has come to them. */
export function PartiesPage({
  go,
  profile,
  setup,
  about,
}: Pick<StepProps, "go" | "profile" | "setup" | "about">) {
  const { t } = useTranslation(["parties", "common"]);
  const [section, setSection] = useState<Section>(SECTIONS.find((one) => one === about) ?? "parties");
  useUnderWay(setSection);
  const [actingAs, setActingAs] = useState<ActingAs>({ kind: "person" });
  const own = profile?.organisation ?? "";
  const asked = { login: setup.login, go, own, actingAs, onActingAs: setActingAs };
  const aid = (["what", "need", "next"] as const).map((part) => ({
    title: t(`common:help.${part}`),
    text: t(`parties:about.${part}`),
  }));
  return (
    <StepPage
      id="page-parties"
      title={t("parties:title")}
      purpose={t("parties:purpose")}
      aid={{ title: t("common:help.what"), sections: aid }}
    >
      <Tabs
        value={section}
        onChange={(value) => setSection(SECTIONS.find((one) => one === value) ?? "parties")}
        data-size="sm"
      >
        <Tabs.List>
          {SECTIONS.map((one) => (
            <Tabs.Tab key={one} id={`tab-${one}`} value={one}>
              {t(`parties:section.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="parties">
          <div data-stack>
            <PartiesSection {...asked} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="clients">
          <div data-stack>
            <ClientsSection login={setup.login} go={go} own={own} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="dialogs">
          <div data-stack>
            <DialogsSection {...asked} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="lookup">
          <div data-stack>
            <LookUp organisation={own === "" ? null : own} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </StepPage>
  );
}

/** A list of clients that is on its way when the page is opened is what one comes back to. */
function useUnderWay(show: (section: Section) => void) {
  const host = useHost();
  useEffect(() => {
    let told = false;
    const once = () => {
      if (!told) show("clients");
      told = true;
    };
    // Without it the list is seen where it is.
    host.stream("agent_follow", {}, once).catch(() => undefined);
  }, [host, show]);
}
