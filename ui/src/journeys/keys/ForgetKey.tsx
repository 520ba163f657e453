import { Details, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { AppView } from "../../ipc/generated/AppView";
import type { KeyView } from "../../ipc/generated/KeyView";
import { useCommand } from "../../ipc/useCommand";
import { isolated } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { TypedConfirmation } from "../TypedConfirmation";
import { calledName, clientName, standing } from "./standing";

interface Props {
  held: KeyView;
  replace: (app: AppView) => void;
  onForgotten: () => void;
}

/** Forgets a key, once its name is typed; says first which clients lose access. */
export function ForgetKey({ held, replace, onForgotten }: Props) {
  const { t } = useTranslation("keys");
  const forget = useCommand("key_forget");
  const losing = standing(held).filter(({ in_use }) => in_use);

  async function forgetIt(typed: string) {
    const app = await forget.run({ key: held.id, typed });
    if (app === null) return;
    replace(app);
    onForgotten();
  }

  return (
    <Details id="forget">
      <Details.Summary>{t("forget.title")}</Details.Summary>
      <Details.Content>
        <div data-stack>
          <Paragraph>{t(losing.length === 0 ? "forget.nobody" : "forget.loses")}</Paragraph>
          {losing.length > 0 && (
            <ul id="loses-access">
              {losing.map((place) => (
                <li key={place.client_id}>
                  <bdi>{isolated(clientName(place))}</bdi>
                </li>
              ))}
            </ul>
          )}
          <Paragraph>{t("forget.for_good")}</Paragraph>
          <TypedConfirmation
            id="forget"
            name={calledName(held)}
            label={t("forget.do")}
            busy={forget.busy}
            onConfirm={(typed) => void forgetIt(typed)}
          />
          {forget.problem && <ProblemCard problem={forget.problem} />}
        </div>
      </Details.Content>
    </Details>
  );
}
