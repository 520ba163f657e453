import { Card, Heading } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { Problem } from "../../ipc/generated/Problem";
import type { ActionHandlers } from "../../problems/ProblemActions";
import { ProblemCard } from "../../problems/ProblemCard";
import { NothingBack, type Values } from "./NothingBack";

interface Props {
  problem: Problem;
  on: ActionHandlers;
  values: Values;
}

/** Why no login came of it; when nothing came back at all, how to find out why. */
export function Failed({ problem, on, values }: Props) {
  const { t } = useTranslation("login");
  const { strangers } = problem.facts;
  return (
    <>
      <ProblemCard problem={problem} on={on} />
      {problem.code === "login.timed_out" && (
        <Card data-color="neutral">
          <div data-stack>
            <Heading level={2} data-size="2xs">
              {t("trouble.title_after")}
            </Heading>
            <NothingBack values={values} strangers={strangers?.kind === "number" ? strangers.value : 0} />
          </div>
        </Card>
      )}
    </>
  );
}
