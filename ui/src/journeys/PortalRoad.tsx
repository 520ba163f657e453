import { Button, Card, Details, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { ClientKind } from "../ipc/generated/ClientKind";
import type { Page } from "../ipc/generated/Page";
import type { PortalRoadView } from "../ipc/generated/PortalRoadView";
import { useCommand } from "../ipc/useCommand";
import { Checklist, type ChecklistItem } from "../parts/Checklist";
import { CopyRows } from "../parts/CopyRows";
import { ProblemCard } from "../problems/ProblemCard";
import type { StepProps } from "./StepProps";

interface Props {
  kind: ClientKind;
  profile: StepProps["profile"];
  /** What to paste under the portal's tab of keys; a login client has none. */
  paste?: ReactNode;
}

/** What needs a step of its own, or none at all. */
const OWN_STEP = ["scopes", "key"];

/** The clicks in the portal that register a client, with every value to copy (idporten.md 13). */
export function PortalRoad({ kind, profile, paste }: Props) {
  const { t } = useTranslation(["selfservice", "common"]);
  const { state, problem, run } = useCommand("portal_road");
  const openPage = useCommand("app_open_page");
  useEffect(() => {
    void run({ kind });
  }, [run, kind]);

  const open = (page: Page) => void openPage.run({ page });
  const practice = profile?.environment === "practice";
  return (
    <Card data-color="neutral">
      <div data-stack>
        <Heading level={2} data-size="xs">
          {t("selfservice:portal.title")}
        </Heading>
        <div>
          <Button id="open-portal" variant="secondary" data-color="fjord" onClick={() => open("portal")}>
            {t(practice ? "selfservice:portal.open_practice" : "selfservice:portal.open")}
          </Button>
        </div>
        {state.kind === "busy" && <Paragraph role="status">{t("selfservice:portal.reading")}</Paragraph>}
        {state.kind === "done" && <Clicks road={state.answer} profile={profile} open={open} paste={paste} />}
        {problem && <ProblemCard problem={problem} on={{ try_again: () => void run({ kind }) }} />}
        {openPage.problem && <ProblemCard problem={openPage.problem} />}
      </div>
    </Card>
  );
}

interface ClicksProps {
  road: PortalRoadView;
  profile: StepProps["profile"];
  open: (page: Page) => void;
  paste: ReactNode;
}

function Clicks({ road, profile, open, paste }: ClicksProps) {
  const { t } = useTranslation(["selfservice", "common"]);
  const login = road.kind !== "maskinporten";
  const clientType = road.fields.find(({ name }) => name === "client_type")?.value ?? "";
  const fields = login ? road.fields : road.fields.filter(({ name }) => !OWN_STEP.includes(name));
  const scopes = road.fields.filter(({ name, value }) => name === "scopes" && value !== "");
  const click = (id: string, content?: ReactNode): ChecklistItem => ({
    id,
    text: t(`selfservice:portal.${id}`, { right: road.right ?? "", type: clientType }),
    ...(content !== undefined && { content }),
  });
  const items: (ChecklistItem | false)[] = [
    click("address", <Address road={road} />),
    road.terms !== road.address && click("terms", <Terms road={road} open={open} />),
    road.right !== null &&
      click("right", <Paragraph data-size="sm">{t("selfservice:portal.right_how")}</Paragraph>),
    click(
      profile?.environment === "practice"
        ? "log_in_practice"
        : road.right === null
          ? "log_in_test"
          : "log_in",
    ),
    click(login ? "client_login" : "client"),
    click(login ? "fill_login" : "fill", <Fields fields={fields} />),
    !login && click("scopes", scopes.length > 0 ? <Fields fields={scopes} /> : undefined),
    click("copy_id"),
    paste !== undefined && click("paste", paste),
    paste !== undefined && click("kid"),
  ];
  return (
    <Checklist
      items={items.filter((item) => item !== false)}
      progress={(done, of) => t("selfservice:portal.progress", { done, of })}
    />
  );
}

function Address({ road }: { road: PortalRoadView }) {
  const { t } = useTranslation("selfservice");
  return (
    <>
      <Fields fields={[{ name: "address", label: t("portal.address_label"), value: road.address }]} />
      {road.earlier.length > 0 && (
        <Details>
          <Details.Summary>{t("portal.earlier")}</Details.Summary>
          <Details.Content>
            <ul>
              {road.earlier.map((spelling) => (
                <li key={spelling}>
                  <code>{spelling}</code>
                </li>
              ))}
            </ul>
          </Details.Content>
        </Details>
      )}
    </>
  );
}

function Terms({ road, open }: { road: PortalRoadView; open: (page: Page) => void }) {
  const { t } = useTranslation("selfservice");
  return (
    <>
      <Fields fields={[{ name: "terms", label: t("portal.terms_label"), value: road.terms }]} />
      {road.kind === "maskinporten" && (
        <div>
          <Button id="open-terms" variant="tertiary" data-size="sm" onClick={() => open("terms")}>
            {t("portal.open_terms")}
          </Button>
        </div>
      )}
    </>
  );
}

function Fields({ fields }: { fields: PortalRoadView["fields"] }) {
  const { t, i18n } = useTranslation(["selfservice", "common"]);
  const purpose = (name: string) => {
    const key = `selfservice:field.${name}`;
    return i18n.exists(key) ? { purpose: t(key) } : {};
  };
  // Without a scope nothing is given, so no field of them is left as it is: the step says what to tick.
  const filled = fields.filter(({ name, value }) => name !== "scopes" || value !== "");
  if (filled.length === 0) return null;
  return (
    <CopyRows
      rows={filled.map(({ name, label, value }) => ({ id: `field-${name}`, label, value, ...purpose(name) }))}
      copy={t("common:copy.copy")}
      copied={t("common:copy.copied")}
      empty={t("selfservice:portal.leave")}
    />
  );
}
