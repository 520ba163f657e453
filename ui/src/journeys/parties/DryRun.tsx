import { Button, Card, Details, Heading, Paragraph, Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ClientPlanView } from "../../ipc/generated/ClientPlanView";
import { organisationNumber, roughly } from "../../parts/format";
import { IntoView } from "../../parts/IntoView";
import { VirtualList } from "../../parts/VirtualList";
import { changes, seconds } from "./clientList";
import styles from "./parties.module.css";

interface Props {
  plan: ClientPlanView;
  pace: number;
  onPace: (pace: number) => void;
  onApply: () => void;
}

/** More wrong lines than this help nobody to find what is wrong with the list. */
const SHOWN = 20;

/** What the list would change. Nothing has been changed. */
export function DryRun({ plan, pace, onPace, onApply }: Props) {
  const { t, i18n } = useTranslation("parties");
  const number = changes(plan);
  const others = (["already_there", "not_there", "not_available", "owner"] as const).flatMap((step) => {
    const many = plan.rows.filter((row) => row.step === step).length;
    return many === 0 ? [] : [t(`plan.${step}`, { count: many })];
  });
  const took = roughly(seconds(number, pace), i18n.language);
  return (
    <IntoView>
      <Card id="client-plan" data-color="info" data-changes={number}>
        <div data-stack>
          <Heading level={2} data-size="xs">
            {t(`plan.title_${plan.wish}`, { count: number })}
          </Heading>
          <Paragraph>{t("plan.nothing_done")}</Paragraph>
          {(others.length > 0 || plan.repeated > 0 || plan.rejected.length > 0) && (
            <ul id="plan-others" className={styles.codes}>
              {others.map((words) => (
                <li key={words}>{words}</li>
              ))}
              {plan.repeated > 0 && <li>{t("plan.repeated", { count: plan.repeated })}</li>}
              {plan.rejected.slice(0, SHOWN).map(({ line, text, why }) => (
                <li key={line} data-rejected={line}>
                  {t(`plan.rejected_${why}`, { line, text })}
                </li>
              ))}
              {plan.rejected.length > SHOWN && (
                <li id="rejected-more">{t("plan.rejected_more", { count: plan.rejected.length - SHOWN })}</li>
              )}
            </ul>
          )}
          {plan.rows.length > 0 && (
            <div>
              <Details id="plan-rows">
                <Details.Summary>{t("plan.rows")}</Details.Summary>
                <Details.Content>
                  <VirtualList
                    id="plan-list"
                    label={t("plan.rows")}
                    items={plan.rows}
                    keyOf={(row) => row.number}
                    estimate={44}
                  >
                    {(row) => (
                      <div className={styles.row} data-step={row.step}>
                        <span>
                          {organisationNumber(row.number)} <bdi>{row.name}</bdi>
                        </span>
                        <span className={styles.subtle}>
                          {t(row.step === "change" ? `plan.step_${plan.wish}` : `plan.step_${row.step}`)}
                        </span>
                      </div>
                    )}
                  </VirtualList>
                </Details.Content>
              </Details>
            </div>
          )}
          {number > 0 && (
            <>
              <div className={styles.fields}>
                <Textfield
                  id="client-pace"
                  type="number"
                  min={1}
                  max={600}
                  label={t("plan.pace")}
                  description={number > 1 ? t("plan.takes", { time: took }) : undefined}
                  value={pace}
                  onChange={({ target }) =>
                    onPace(Math.min(Math.max(Math.round(Number(target.value)), 1), 600))
                  }
                />
              </div>
              <div data-row>
                <Button id="apply-clients" onClick={onApply}>
                  {t(`plan.apply_${plan.wish}`, { count: number })}
                </Button>
              </div>
            </>
          )}
        </div>
      </Card>
    </IntoView>
  );
}
