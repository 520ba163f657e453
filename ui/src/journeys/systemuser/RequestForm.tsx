import {
  Details,
  Field,
  Label,
  Paragraph,
  Select,
  Textfield,
  ValidationMessage,
} from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ProfileView } from "../../ipc/generated/ProfileView";
import type { SetupView } from "../../ipc/generated/SetupView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { Choice } from "../../parts/Choice";
import { Facts } from "../../parts/Facts";
import { organisationNumber } from "../../parts/format";
import { type Draft, isOwnParty, recommended } from "./draft";
import { PartyName } from "./PartyName";
import { inWords, RightChecks } from "./RightChecks";
import type { Kind, Rights } from "./useSystems";

const KINDS: readonly Kind[] = ["standard", "agent"];

interface Props {
  systems: readonly SystemView[];
  system: SystemView;
  rights: Rights | null;
  draft: Draft;
  setup: SetupView;
  profile: ProfileView | null;
  missing: readonly string[];
  onChange: (draft: Draft) => void;
}

/** Which system, for whom, what it shall have. */
export function RequestForm({ systems, system, rights, draft, setup, profile, missing, onChange }: Props) {
  const { t, i18n } = useTranslation("systemuser");
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const chosenOf = (what: "rights" | "packages") =>
    draft[what] ?? (rights?.[what === "rights" ? "resources" : "packages"] ?? []).map(({ id }) => id);
  const name = inWords(system.name, i18n.language);
  const own = profile?.organisation ?? "";
  // An accountant's system user is the accountant's own: a client cannot be chosen here.
  const fixed = isOwnParty(setup, draft.kind);
  const choose = (kind: Kind) =>
    set({ kind, ...(isOwnParty(setup, kind) && { party: own }), rights: null, packages: null });

  return (
    <>
      {systems.length === 1 ? (
        <Facts
          facts={[{ name: t("fact.system"), value: name === "" ? system.id : `${name} (${system.id})` }]}
        />
      ) : (
        <Field>
          <Label>{t("ask.system")}</Label>
          <Select
            id="ask-system"
            value={system.id}
            onChange={({ target }) => set({ system: target.value, rights: null, packages: null })}
          >
            {systems.map((one) => (
              <Select.Option key={one.id} value={one.id}>
                {[inWords(one.name, i18n.language), one.id].filter((text) => text !== "").join(" – ")}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
      <Choice
        legend={t("ask.kind.legend")}
        value={draft.kind}
        onChange={choose}
        options={KINDS.map((kind) => ({
          value: kind,
          id: `kind-${kind}`,
          label: t(`ask.kind.${kind}.${kind === recommended(setup) ? "recommended" : "label"}`),
          detail: t(`ask.kind.${kind}.${kind === recommended(setup) ? "why" : "why_not"}`),
        }))}
      />
      {fixed ? (
        <div>
          <Facts facts={[{ name: t("ask.party.agent"), value: organisationNumber(own) }]} />
          <Paragraph id="ask-fixed" data-size="sm">
            {t("ask.party.fixed")}
          </Paragraph>
        </div>
      ) : (
        <div>
          <Textfield
            id="ask-party"
            label={t(`ask.party.${draft.kind}`)}
            description={t(`ask.party.${draft.kind}_description`)}
            value={draft.party}
            inputMode="numeric"
            autoComplete="off"
            onChange={({ target }) => set({ party: target.value })}
            error={missing.includes("party") && t("ask.party.missing")}
          />
          <PartyName number={draft.party} />
        </div>
      )}
      {rights && draft.kind === "standard" && (
        <RightChecks
          what="rights"
          kind={draft.kind}
          rights={rights.resources}
          chosen={chosenOf("rights")}
          onChange={(now) => set({ rights: now })}
        />
      )}
      {rights && (
        <RightChecks
          what="packages"
          kind={draft.kind}
          rights={rights.packages}
          chosen={chosenOf("packages")}
          onChange={(now) => set({ packages: now })}
        />
      )}
      {missing.includes("packages") && (
        <ValidationMessage id="nothing-asked">{t("ask.nothing")}</ValidationMessage>
      )}
      <Details id="ask-more">
        <Details.Summary>{t("ask.more")}</Details.Summary>
        <Details.Content>
          <div data-stack>
            <Textfield
              id="ask-external-ref"
              label={t("ask.reference.label")}
              description={t("ask.reference.description")}
              value={draft.external_ref}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => set({ external_ref: target.value })}
            />
            <Textfield
              id="ask-title"
              label={t("ask.title.label")}
              description={t("ask.title.description")}
              value={draft.title}
              autoComplete="off"
              onChange={({ target }) => set({ title: target.value })}
            />
          </div>
        </Details.Content>
      </Details>
    </>
  );
}
