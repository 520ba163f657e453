import { Button, Textfield } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SystemFindingView } from "../../ipc/generated/SystemFindingView";
import { Inside } from "./Findings";
import { lines } from "./words";

interface Props {
  /** The client that the profile works with. */
  own: string;
  clients: readonly string[];
  findings: readonly SystemFindingView[];
}

/** The Maskinporten clients of a system; the profile's own is offered. */
export function ClientsField({ own, clients, findings }: Props) {
  const { t } = useTranslation("systems");
  const [text, setText] = useState(clients.join("\n"));
  const has = lines(text).includes(own);
  return (
    <div data-stack>
      <Textfield
        id="system-clients"
        name="system-clients"
        label={t("fact.clients")}
        description={t("form.clients_help")}
        multiline
        rows={2}
        value={text}
        onChange={({ target }) => setText(target.value)}
        autoComplete="off"
        spellCheck={false}
        error={findings.length > 0 && <Inside findings={findings} />}
      />
      {!has && (
        <div>
          <Button
            id="use-own-client"
            type="button"
            variant="secondary"
            data-size="sm"
            onClick={() => setText([...lines(text), own].join("\n"))}
          >
            {t("form.own_client", { client: own })}
          </Button>
        </div>
      )}
    </div>
  );
}
