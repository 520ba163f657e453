import { Button } from "@digdir/designsystemet-react";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ExaminationView } from "../../ipc/generated/ExaminationView";
import { isolated } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { PasswordField } from "../PasswordField";
import styles from "./certificate.module.css";
import { distinct, type ListedFile } from "./files";
import type { Passwords } from "./useExamination";

export const OPEN_FORM = "open-certificate";
const SPACES = "certificate.wrong_password_spaces";

interface Props {
  /** At least one. */
  locked: readonly ListedFile[];
  /** The newest answer. */
  view: ExaminationView | null;
  open: (passwords: Passwords) => void;
  opening: boolean;
  onPick: () => void;
  /** Goes on with what is open already. */
  onWithout?: () => void;
}

/** One password for all locked files, as one order has; or one for each, where it does not fit them all. */
export function PasswordForm({ locked, view, open, opening, onPick, onWithout }: Props) {
  const { t } = useTranslation("certificate");
  const form = useRef<HTMLFormElement>(null);
  // Where some files have opened and others have not, one password did not fit them all.
  const [each, setEach] = useState(onWithout !== undefined);
  const [missing, setMissing] = useState(false);

  const problems = locked.map(({ problem }) => problem).filter((problem) => problem !== null);
  const refused = problems.filter(({ code }) => code !== "certificate.password_needed");
  const hasSpaces = refused.some(({ code }) => code === SPACES);
  const fields = each && locked.length > 1 ? locked : locked.slice(0, 1);
  const nameOf = ({ id }: ListedFile) => (fields.length > 1 ? `password-${id ?? ""}` : "password");

  useEffect(() => {
    // A refused password leaves the field, unless its spaces are what may be wrong with it.
    if (!hasSpaces) form.current?.reset();
  }, [view, hasSpaces]);

  function send(trimmed: boolean) {
    if (form.current === null) return;
    const typed = new FormData(form.current);
    const passwords = new Map<string, string>();
    for (const file of locked) {
      const given = typed.get(fields.length > 1 ? nameOf(file) : "password");
      if (file.id === null || typeof given !== "string" || given === "") continue;
      passwords.set(file.id, trimmed ? given.trim() : given);
    }
    if (![...passwords.values()].some((given) => given !== given.trim())) form.current.reset();
    setMissing(passwords.size === 0);
    if (passwords.size > 0) open(passwords);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    send(false);
  }

  function errorOf({ problem }: ListedFile): string | null {
    if (missing) return t("password.missing");
    if (problem === null || problem.code === "certificate.password_needed") return null;
    return t("password.refused", { count: fields.length > 1 ? 1 : locked.length });
  }

  return (
    <form id={OPEN_FORM} ref={form} onSubmit={submit} noValidate className={styles.form}>
      {fields.map((file, place) => (
        <PasswordField
          key={file.id}
          id={nameOf(file)}
          name={nameOf(file)}
          label={
            fields.length === locked.length
              ? t("password.label", { name: isolated(file.name) })
              : t("password.label_all")
          }
          {...(place === 0 && {
            description:
              fields.length === locked.length
                ? t("password.description")
                : t("password.description_all", { count: locked.length }),
          })}
          error={opening ? null : errorOf(file)}
          focus={place === 0 && !opening}
        />
      ))}
      {!opening && hasSpaces && (
        <div>
          <Button id="password-trim" variant="secondary" onClick={() => send(true)}>
            {t("password.trim")}
          </Button>
        </div>
      )}
      {(locked.length > 1 || onWithout) && (
        <div data-row>
          {locked.length > 1 && (
            <Button id="password-each" variant="tertiary" data-size="sm" onClick={() => setEach(!each)}>
              {t(each ? "password.same" : "password.each")}
            </Button>
          )}
          {onWithout && (
            <Button id="without-locked" variant="tertiary" data-size="sm" onClick={onWithout}>
              {t("password.without")}
            </Button>
          )}
        </div>
      )}
      {!opening &&
        distinct(refused).map((problem) => (
          <ProblemCard
            key={problem.code}
            problem={problem}
            on={{
              pick_file: onPick,
              try_again: onPick,
              enter_password: () => document.getElementById(fields[0] ? nameOf(fields[0]) : "")?.focus(),
            }}
          />
        ))}
    </form>
  );
}
