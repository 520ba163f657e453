import { Button, Field, Label, Textarea } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { AgentClientView } from "../../ipc/generated/AgentClientView";
import { Choice } from "../../parts/Choice";
import type { ClientList } from "./clientList";

interface Props {
  list: ClientList;
  busy: boolean;
  available: readonly AgentClientView[];
  onChange: (part: Partial<ClientList>) => void;
  onDryRun: () => void;
}

/** What is wished, for whom. */
export function ClientListForm({ list, busy, available, onChange, onDryRun }: Props) {
  const { t } = useTranslation("parties");
  const all = available.filter(({ number }) => number !== "").map(({ number, name }) => `${number}\t${name}`);
  return (
    <>
      <Choice
        legend={t("form.wish")}
        value={list.wish}
        onChange={(wish) => onChange({ wish })}
        options={(["add", "remove"] as const).map((wish) => ({
          value: wish,
          id: `wish-${wish}`,
          label: t(`form.${wish}`),
        }))}
      />
      <Field>
        <Label htmlFor="client-numbers">{t("form.numbers")}</Label>
        <Field.Description>{t("form.numbers_detail")}</Field.Description>
        <Textarea
          id="client-numbers"
          rows={6}
          spellCheck={false}
          value={list.numbers}
          onChange={({ target }) => onChange({ numbers: target.value })}
        />
      </Field>
      <div data-row>
        <Button
          id="plan-clients"
          variant="secondary"
          onClick={onDryRun}
          loading={busy}
          disabled={list.numbers.trim() === ""}
        >
          {t("form.dry_run")}
        </Button>
        {list.wish === "add" && all.length > 0 && (
          <Button id="all-available" variant="tertiary" onClick={() => onChange({ numbers: all.join("\n") })}>
            {t("form.all_available", { count: all.length })}
          </Button>
        )}
      </div>
    </>
  );
}
