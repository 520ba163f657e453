import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { StepName } from "../ipc/generated/StepName";
import { type Primary, StepPage } from "../parts/StepPage";

const NUMBERS: Record<StepName, number> = {
  start: 1,
  certificate: 2,
  key: 3,
  maskinporten: 4,
  login: 5,
  system_user: 6,
  access: 7,
  done: 8,
};

interface Props {
  name: StepName;
  /** The noun whose texts hold `step.title`, `purpose`, `what`, `need` and `next`. */
  texts: string;
  /** Another key than `step`, for a step of several pages. */
  part?: string;
  back: (() => void) | null;
  primary?: Primary;
  other?: { id: string; label: string; onClick: () => void };
  children: ReactNode;
}

/** A wizard step's page, with the texts that every step has. */
export function Step({ name, texts, part = "step", back, primary, other, children }: Props) {
  const { t } = useTranslation([texts, "common"]);
  const section = (about: "what" | "need" | "next") => ({
    title: t(`common:help.${about}`),
    text: t(`${texts}:${part}.${about}`),
  });
  return (
    <StepPage
      id={`step-${name}`}
      eyebrow={t("common:step.number", { number: NUMBERS[name], of: 8 })}
      title={t(`${texts}:${part}.title`)}
      purpose={t(`${texts}:${part}.purpose`)}
      aid={{ title: t("common:help.what"), sections: [section("what"), section("need"), section("next")] }}
      {...(back && { back: { label: t("common:back"), onClick: back } })}
      {...(primary && { primary })}
      {...(other && { other })}
    >
      {children}
    </StepPage>
  );
}
