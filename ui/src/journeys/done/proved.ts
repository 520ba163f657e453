import type { TFunction } from "i18next";

import type { HandoverView } from "../../ipc/generated/HandoverView";
import type { SetupView } from "../../ipc/generated/SetupView";
import type { StepName } from "../../ipc/generated/StepName";
import type { FactLine } from "../../parts/Facts";
import { day, dayAndTime } from "../../parts/format";

/** What each step that is done came to: when, by what. */
export function provedFacts(
  { proved, setup }: HandoverView,
  t: TFunction<"done">,
  language: string,
): FactLine[] {
  return proved.flatMap((step) => {
    const value = whatItProved(step, setup, t, language);
    return value === null ? [] : [{ name: t(`proved.${step}`), value }];
  });
}

function whatItProved(
  step: StepName,
  setup: SetupView,
  t: TFunction<"done">,
  language: string,
): string | null {
  const { certificate, key, maskinporten, login, access } = setup;
  switch (step) {
    case "certificate":
      return (
        certificate &&
        t("proved.certificate_what", {
          name: certificate.subject_name,
          date: day(certificate.not_after, language),
        })
      );
    case "key":
      return (
        key &&
        t(key.registered_at === null ? "proved.key_made" : "proved.key_what", {
          kid: key.kid,
          date: day(key.registered_at ?? key.created_at, language),
        })
      );
    case "maskinporten":
      return (
        maskinporten &&
        t(`proved.maskinporten_what.${maskinporten.sign_with}`, {
          date: dayAndTime(maskinporten.issued_at, language),
        })
      );
    case "login":
      return (
        login &&
        t(login.name === null ? "proved.login_nameless" : "proved.login_what", {
          name: login.name,
          date: dayAndTime(login.logged_in_at, language),
        })
      );
    case "access":
      return (
        access && t(`proved.access_what.${access.subject}`, { date: dayAndTime(access.tested_at, language) })
      );
    default:
      return null;
  }
}
