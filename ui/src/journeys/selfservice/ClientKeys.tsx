import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import type { ServiceKeyView } from "../../ipc/generated/ServiceKeyView";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import type { StepProps } from "../StepProps";
import { AddKey } from "./AddKey";
import { type KeyDeed, KeyRow } from "./KeyRow";
import { useStale } from "./useStale";

/** A client holds so many at most (idporten.md 14.5). */
const MOST = 5;

interface Props {
  client: ServiceClientView;
  keys: readonly ServiceKeyView[];
  may: boolean;
  onChanged: (client: ServiceClientView) => void;
  /** Reads them again. */
  read: () => Promise<void>;
  go: StepProps["go"];
}

/** The keys that stand on a client: how old, and which is ours. */
export function ClientKeys({ client, keys, may, onChanged, read, go }: Props) {
  const { t } = useTranslation("selfservice");
  const remove = useCommand("selfservice_remove_key");
  const restart = useCommand("selfservice_renew_key");
  const [asked, setAsked] = useState<{ kid: string; deed: KeyDeed } | null>(null);
  useStale(remove.problem, read);
  useStale(restart.problem, read);
  const ours = keys.some((key) => key.ours !== null);

  async function change(kid: string, deed: KeyDeed) {
    const command = deed === "remove" ? remove : restart;
    const changed = await command.run({ client_id: client.client_id, kid });
    setAsked(null);
    if (changed) onChanged(changed);
  }

  return (
    <>
      <Paragraph data-size="sm" role="status">
        {t(keys.length === 0 ? "keys.none" : "keys.count", { count: keys.length, most: MOST })}
      </Paragraph>
      {keys.map((key) => (
        <KeyRow
          key={key.kid}
          held={key}
          may={may}
          last={keys.length === 1}
          asked={asked?.kid === key.kid ? asked.deed : null}
          busy={remove.busy || restart.busy}
          onAsk={(deed) => setAsked(deed && { kid: key.kid, deed })}
          onDo={(deed) => void change(key.kid, deed)}
        />
      ))}
      {remove.problem && <ProblemCard problem={remove.problem} />}
      {restart.problem && <ProblemCard problem={restart.problem} />}
      {ours && client.integration_type === "maskinporten" && (
        <div>
          <Button id="renew-key" variant="secondary" onClick={() => go("renewal", client.client_id)}>
            {t("keys.renew")}
          </Button>
        </div>
      )}
      {may && keys.length < MOST && <AddKey client={client} keys={keys} onChanged={onChanged} read={read} />}
    </>
  );
}
