import { Button, Card, Paragraph } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ServiceClientView } from "../../ipc/generated/ServiceClientView";
import type { ServiceKeyView } from "../../ipc/generated/ServiceKeyView";
import { useCommand } from "../../ipc/useCommand";
import { Choice } from "../../parts/Choice";
import { ProblemCard } from "../../problems/ProblemCard";
import { useStale } from "./useStale";

/** Over the keys of the client. */
export const KEYS_HEADING = "client-keys";

interface Props {
  client: ServiceClientView;
  /** Those that stand there already. */
  keys: readonly ServiceKeyView[];
  onChanged: (client: ServiceClientView) => void;
  /** Reads them again. */
  read: () => Promise<void>;
}

/** Puts one of our keys beside those that stand there. */
export function AddKey({ client, keys, onChanged, read }: Props) {
  const { t } = useTranslation("selfservice");
  const list = useCommand("key_list");
  const add = useCommand("selfservice_add_key");
  const [chosen, setChosen] = useState<string | null>(null);
  useStale(add.problem, read);
  const { run } = list;
  useEffect(() => {
    void run({});
  }, [run]);

  const held = list.state.kind === "done" ? list.state.answer.keys : [];
  const left = held.filter(({ id, private_here }) => private_here && !keys.some(({ ours }) => ours === id));
  const picked = left.find(({ id }) => id === chosen)?.id ?? left[0]?.id ?? null;

  async function put(key: string) {
    const changed = await add.run({ client_id: client.client_id, key });
    if (!changed) return;
    onChanged(changed);
    // The button may go with the last key that was left to add.
    document.getElementById(KEYS_HEADING)?.focus();
  }

  if (list.problem) return <ProblemCard problem={list.problem} on={{ try_again: () => void run({}) }} />;
  if (list.state.kind !== "done") return null;
  return (
    <Card data-color="neutral" id="add-key">
      <div data-stack>
        {picked === null ? (
          <Paragraph>{t("keys.nothing_to_add")}</Paragraph>
        ) : (
          <>
            <Choice
              legend={t("keys.add_which")}
              description={t("keys.add_description")}
              value={picked}
              onChange={setChosen}
              options={left.map(({ id, name, kid }) => ({
                value: id,
                id: `add-key-${id}`,
                label: name === "" ? kid : name,
                ...(name !== "" && { detail: kid }),
              }))}
            />
            <div>
              <Button
                id="add-key-do"
                variant="secondary"
                data-color="fjord"
                loading={add.busy}
                onClick={() => void put(picked)}
              >
                {t("keys.add")}
              </Button>
            </div>
          </>
        )}
        {add.problem && <ProblemCard problem={add.problem} />}
      </div>
    </Card>
  );
}
