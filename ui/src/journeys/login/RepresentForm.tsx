import { Checkbox, Textfield } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { Choice } from "../../parts/Choice";
import { type Draft, isNamed, type RepresentKind } from "./draft";
import type { FormProps } from "./FormProps";
import styles from "./login.module.css";

const KINDS: readonly RepresentKind[] = ["nobody", "service", "resource", "work_account"];

/** Whom the person is to choose among, at Ansattporten. */
export function RepresentForm({ draft: { represent, also }, missing, onChange }: FormProps) {
  const { t } = useTranslation("login");
  const { about, code } = represent;
  const change = (part: Partial<Draft["represent"]>) => onChange({ represent: { ...represent, ...part } });
  // The organisation of a work account is told to those alone who log in with one.
  const needs = (kind: RepresentKind) => kind === "work_account" && !also.includes(kind);
  const choose = (kind: RepresentKind) =>
    onChange({
      represent: { ...represent, about: kind },
      ...(needs(kind) && { also: [...also, "work_account"] }),
    });
  return (
    <>
      <Choice
        legend={t("represent.legend")}
        value={about}
        onChange={choose}
        options={KINDS.map((kind) => ({
          value: kind,
          id: `represent-${kind}`,
          label: t(`represent.${kind}.label`),
          detail: t(`represent.${kind}.detail`),
        }))}
      />
      {isNamed(about) && (
        <div className={styles.under}>
          <Textfield
            id="represent-code"
            label={t(`represent.${about}.code`)}
            description={t(`represent.${about}.code_description`)}
            value={code}
            autoComplete="off"
            spellCheck={false}
            error={missing.includes("represent-code") && t("represent.missing")}
            onChange={({ target }) => change({ code: target.value })}
          />
          {(["several", "required"] as const).map((one) => (
            <Checkbox
              key={one}
              id={`represent-${one}`}
              value={one}
              label={t(`represent.${one}`)}
              checked={represent[one]}
              onChange={({ target }) => change({ [one]: target.checked })}
            />
          ))}
        </div>
      )}
    </>
  );
}
