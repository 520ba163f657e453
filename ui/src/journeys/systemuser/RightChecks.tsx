import { Checkbox, Fieldset, Paragraph } from "@digdir/designsystemet-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import type { RightView } from "../../ipc/generated/RightView";
import { partsOfRight } from "../../parts/right";
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
  const { t, i18n } = useTranslation(["systemuser", "common"]);
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
            id={`${what}-${inId(id)}`}
            value={id}
            label={name === "" ? called(id, t) : name}
            description={possible ? (name === "" ? undefined : called(id, t)) : t(`ask.unfit.${kind}`)}
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

/** A right with its action, or a package by its name alone. */
export function called(id: string, t: TFunction<["systemuser", "common"]>): string {
  const { resource, action } = partsOfRight(id);
  return action === null ? bare(resource) : t("common:right", { resource, action });
}

/** The end of an element's id. */
export function inId(id: string): string {
  return bare(id).replace("#", "-");
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
