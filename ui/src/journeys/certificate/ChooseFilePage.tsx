import { Button, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import type { PickedFile } from "../../ipc/generated/PickedFile";
import { useCommand } from "../../ipc/useCommand";
import { Doorway } from "../../parts/Doorway";
import { ProblemCard } from "../../problems/ProblemCard";
import { PasswordField } from "../PasswordField";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import styles from "./certificate.module.css";

interface Props extends StepProps {
  dropped: PickedFile | null;
  onTaken: () => void;
  onImported: (certificate: CertificateView) => void;
}

const ASKS_FOR_PASSWORD = [
  "certificate.password_needed",
  "certificate.wrong_password",
  "certificate.password_encoding",
];

/** A file by dialog or by dropping it; its password only when it has one. */
export function ChooseFilePage({ dropped, onTaken, onImported, back, next, setup }: Props) {
  const { t } = useTranslation(["certificate", "common"]);
  const pick = useCommand("certificate_pick");
  const opening = useCommand("certificate_import");
  const openPage = useCommand("app_open_page");
  const [picked, setPicked] = useState<PickedFile | null>(dropped);
  const started = useRef(false);

  async function open(file: string, password: string | null) {
    const certificate = await opening.run({ file, password });
    if (certificate) onImported(certificate);
  }

  useEffect(() => {
    // A dropped file is opened once, when the page opens.
    if (dropped === null || started.current) return;
    started.current = true;
    onTaken();
    if (dropped.file !== null) void open(dropped.file, null);
  });

  async function choose() {
    const answer = await pick.run({});
    if (!answer?.picked) return;
    opening.reset();
    setPicked(answer.picked);
    if (answer.picked.file !== null) void open(answer.picked.file, null);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get("password");
    event.currentTarget.reset();
    if (picked?.file != null && typeof password === "string") void open(picked.file, password);
  }

  const refused = opening.problem;
  const [wasAsked, setWasAsked] = useState<string | null>(null);
  const asksNow =
    refused !== null && ASKS_FOR_PASSWORD.includes(refused.code) ? (picked?.file ?? null) : null;
  if (asksNow !== null && asksNow !== wasAsked) setWasAsked(asksNow);
  // The field stays while the next try runs, so that nothing jumps.
  const asking = asksNow !== null || (opening.busy && wasAsked !== null && wasAsked === picked?.file);

  const problem =
    picked?.problem ?? pick.problem ?? (refused?.code === "certificate.password_needed" ? null : refused);
  return (
    <Step
      name="certificate"
      texts="certificate"
      back={back}
      other={{ id: "skip", label: t("certificate:skip"), onClick: next }}
      {...(asking && {
        primary: { label: t("certificate:open"), form: "open-certificate", busy: opening.busy },
      })}
    >
      <div id="drop-zone" className={styles.zone} data-picked={picked !== null}>
        {picked === null && <Doorway />}
        <Paragraph>{picked === null ? t("certificate:drop") : picked.name}</Paragraph>
        <Button
          id="pick-file"
          variant={asking ? "secondary" : "primary"}
          loading={pick.busy || (opening.busy && !asking)}
          onClick={() => void choose()}
        >
          {picked === null ? t("certificate:pick") : t("certificate:pick_other")}
        </Button>
      </div>
      {asking && (
        <form id="open-certificate" onSubmit={submit} noValidate>
          <PasswordField
            key={picked?.file}
            id="password"
            name="password"
            label={t("certificate:password.label", { name: picked?.name ?? "" })}
            description={t("certificate:password.description")}
            focus
          />
        </form>
      )}
      <div aria-live="polite">
        {problem && (
          <ProblemCard
            problem={problem}
            on={{
              pick_file: () => void choose(),
              try_again: () => void choose(),
              enter_password: () => document.getElementById("password")?.focus(),
              order_certificate: () => void openPage.run({ page: "order_buypass" }),
            }}
          />
        )}
      </div>
      {setup.certificate === null && (
        <section className={styles.order}>
          <Heading level={2} data-size="2xs">
            {t("certificate:order.title")}
          </Heading>
          <Paragraph data-size="sm">{t("certificate:order.text")}</Paragraph>
          <div className={styles.links}>
            {(["town_hall", "order_buypass", "order_commfides"] as const).map((page) => (
              <Link key={page} asChild>
                <button id={`open-${page}`} type="button" onClick={() => void openPage.run({ page })}>
                  {t(`certificate:order.${page}`)}
                </button>
              </Link>
            ))}
          </div>
          {openPage.problem && <ProblemCard problem={openPage.problem} />}
        </section>
      )}
    </Step>
  );
}
