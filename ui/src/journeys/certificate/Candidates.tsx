import { Card, Fieldset, Radio, Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { CandidateView } from "../../ipc/generated/CandidateView";
import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import { day, organisationNumber } from "../../parts/format";
import { colorOf, Mark } from "../../parts/Mark";
import styles from "./certificate.module.css";
import { isOver, judgement } from "./verdict";

interface Props {
  view: ExaminationView;
  /** Fingerprint. */
  chosen: string;
  onChoose: (fingerprint: string) => void;
}

/** The certificates side by side: what each is for, whose, until when, and whether it can be used. */
export function Candidates({ view, chosen, onChoose }: Props) {
  const { t, i18n } = useTranslation("certificate");

  // What they have in common is said of the chosen one below.
  const differ = (of: (certificate: CandidateView["certificate"]) => string | null) =>
    new Set(view.candidates.map(({ certificate }) => of(certificate))).size > 1;
  const owners = differ((one) => one.organisation ?? one.subject_name);
  const environments = differ((one) => one.belongs_to);

  function lines({ certificate, has_key }: CandidateView): string[] {
    const { organisation_name, subject_name, organisation } = certificate;
    return [
      ...(owners ? [organisation_name ?? subject_name] : []),
      ...(owners && organisation !== null ? [organisationNumber(organisation)] : []),
      ...(environments ? [t(`belongs_to.${certificate.belongs_to}`)] : []),
      t(isOver(certificate) ? "candidate.expired" : "candidate.expires", {
        date: day(certificate.not_after, i18n.language),
      }),
      t(has_key ? "candidate.key_there" : "candidate.key_missing"),
      ...(certificate.file_name === "" ? [] : [certificate.file_name]),
    ];
  }

  return (
    <Fieldset className={styles.candidates}>
      <Fieldset.Legend>{t("candidate.legend", { count: view.candidates.length })}</Fieldset.Legend>
      <Fieldset.Description>{t("candidate.description")}</Fieldset.Description>
      <div className={styles.cards} data-count={view.candidates.length}>
        {view.candidates.map((candidate) => {
          const { fingerprint, role } = candidate.certificate;
          const recommended = fingerprint === view.recommended;
          const { kind, short } = judgement(candidate, view.files);
          return (
            <Card
              key={fingerprint}
              data-color={fingerprint === chosen ? "fjord" : "neutral"}
              data-chosen={fingerprint === chosen}
              className={styles.card}
            >
              <Radio
                id={`candidate-${fingerprint.slice(0, 8)}`}
                className={styles.candidate}
                name="candidate"
                value={fingerprint}
                checked={fingerprint === chosen}
                onChange={() => onChoose(fingerprint)}
                label={
                  <span className={styles.role}>
                    <strong>{t(`role.${role}`)}</strong>
                    {recommended && (
                      <Tag data-color="fjord" variant="outline" data-size="sm">
                        {t("candidate.recommended")}
                      </Tag>
                    )}
                  </span>
                }
                description={
                  <span className={styles.lines}>
                    <span className={styles.short} data-color={colorOf(kind)}>
                      <Mark kind={kind} />
                      {t(`short.${short}`)}
                    </span>
                    {lines(candidate).map((line) => (
                      <span key={line}>
                        <bdi>{line}</bdi>
                      </span>
                    ))}
                    {recommended && candidate.why !== null && (
                      <span className={styles.why}>{t(`why.${candidate.why}`)}</span>
                    )}
                  </span>
                }
              />
            </Card>
          );
        })}
      </div>
    </Fieldset>
  );
}
