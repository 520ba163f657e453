import { Checkbox, Fieldset, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RightView } from "../../ipc/generated/RightView";
import { type Kind, fits } from "./useSystems";

interface Props {
  /** `rights` or `packages`. */
  what: "rights" | "packages";
  kind: Kind;
  rights: readonly RightView[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** What the system has, to choose from; what the kind cannot have is shown and says why. */
export function RightChecks({ what, kind, rights, chosen, onChange }: Props) {
  const { t, i18n } = useTranslation("systemuser");
  if (rights.length === 0) return null;
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <Fieldset id={`ask-${what}`}>
      <Fieldset.Legend>{t(`ask.${what}.legend`)}</Fieldset.Legend>
      <Fieldset.Description>{t(`ask.${what}.${kind}`)}</Fieldset.Description>
      {rights.map(({ id, title, fitness }) => {
        const name = inWords(title, i18n.language);
        const possible = fits(fitness, kind);
        return (
          <Checkbox
            key={id}
            id={`${what}-${bare(id)}`}
            value={id}
            label={name === "" ? bare(id) : name}
            description={possible ? (name === "" ? undefined : bare(id)) : t(`ask.unfit.${kind}`)}
            disabled={!possible}
            checked={possible && chosen.includes(id)}
            onChange={() => toggle(id)}
          />
        );
      })}
      {rights.every(({ fitness }) => !fits(fitness, kind)) && (
        <Paragraph data-size="sm">{t(`ask.none_fits.${kind}`)}</Paragraph>
      )}
    </Fieldset>
  );
}

/** A package by its name alone. */
export function bare(id: string): string {
  return id.replace(/^urn:altinn:accesspackage:/, "");
}

/** In the reader's language, in bokmål where it has no such text. */
export function inWords(texts: RightView["title"], language: string): string {
  const own = language === "nn" ? texts.nn : language === "en" ? texts.en : texts.nb;
  return [own, texts.nb, texts.nn, texts.en].find((text) => text !== "") ?? "";
}
