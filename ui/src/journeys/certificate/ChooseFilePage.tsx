import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { Doorway } from "../../parts/Doorway";
import { WaitingCard } from "../../parts/WaitingCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import styles from "./certificate.module.css";
import { FileList } from "./FileList";
import { distinct, listedFiles, refusedFiles } from "./files";
import { OrderLinks } from "./OrderLinks";
import { OPEN_FORM, PasswordForm } from "./PasswordForm";
import { Questions } from "./Questions";
import type { Examining } from "./useExamination";

interface Props extends StepProps {
  examining: Examining;
  /** Goes on with the files that opened. */
  onWithoutLocked: () => void;
}

/** Files by dialog or by dropping them; a password only where one is needed. */
export function ChooseFilePage({ examining, onWithoutLocked, back, next, go, setup }: Props) {
  const { t } = useTranslation(["certificate", "common"]);
  const openPage = useCommand("app_open_page");
  const { picked, view, progress, picking, opening } = examining;

  const files = listedFiles(picked, view);
  const locked = files.filter((file) => file.locked);
  const problems = [examining.problem, ...refusedFiles(files).map(({ problem }) => problem)].filter(
    (problem) => problem !== null,
  );
  const nothing = view?.candidates.length === 0 && locked.length === 0 && problems.length === 0;
  // Certificates that are no organisation's are authorities'.
  const issuers = nothing && view.files.some((file) => file.certificates > 0);
  const choose = () => void examining.pick();
  const label = picked.length === 0 ? t("certificate:pick") : t("certificate:pick_other");
  return (
    <Step
      name="certificate"
      texts="certificate"
      back={back}
      other={{ id: "skip", label: t("certificate:skip"), onClick: next }}
      {...(locked.length > 0 && {
        primary: { label: t("certificate:open", { count: locked.length }), form: OPEN_FORM, busy: opening },
      })}
    >
      <div id="drop-zone" className={styles.zone} data-picked={picked.length > 0}>
        {picked.length === 0 ? (
          <>
            <Doorway />
            <Paragraph>{t("certificate:drop")}</Paragraph>
          </>
        ) : (
          <FileList files={files} />
        )}
        <Button
          id="pick-file"
          variant={locked.length > 0 || opening ? "secondary" : "primary"}
          loading={picking}
          onClick={choose}
        >
          {label}
        </Button>
      </div>
      {locked.length > 0 && (
        <PasswordForm
          key={locked.map(({ id }) => id).join()}
          locked={locked}
          view={view}
          open={(passwords) => void examining.open(passwords)}
          opening={opening}
          onPick={choose}
          {...(view !== null && view.candidates.length > 0 && { onWithout: onWithoutLocked })}
        />
      )}
      {progress !== null && (
        <WaitingCard
          id="opening"
          title={t("certificate:opening.title", { count: picked.length })}
          meanwhile={t("certificate:opening.meanwhile")}
          {...(progress.planned > 0 && { progress: progress.done / progress.planned })}
          cancel={{ label: t("common:cancel"), onClick: examining.cancel }}
        />
      )}
      {!opening &&
        distinct(problems).map((problem) => (
          <ProblemCard
            key={problem.code}
            problem={problem}
            on={{
              pick_file: choose,
              try_again: choose,
              create_key: () => go("key"),
              order_certificate: () => void openPage.run({ page: "order_buypass" }),
            }}
          />
        ))}
      {nothing && (
        <Paragraph id="nothing" role="status">
          {t(`certificate:${issuers ? "issuers_only" : "nothing_found"}`)}
        </Paragraph>
      )}
      <Questions locked={locked.length > 0} />
      {setup.certificate === null && locked.length === 0 && <OrderLinks />}
    </Step>
  );
}
