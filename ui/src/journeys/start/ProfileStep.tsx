import { Button, Fieldset, Heading, Paragraph } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AppView } from "../../ipc/generated/AppView";
import type { ChooseProfile } from "../../ipc/generated/ChooseProfile";
import type { EnvironmentKind } from "../../ipc/generated/EnvironmentKind";
import { useCommand } from "../../ipc/useCommand";
import { organisationNumber } from "../../parts/format";
import { ProblemCard } from "../../problems/ProblemCard";
import { LanguageChoice } from "../LanguageChoice";
import { Step } from "../Step";
import type { StepProps } from "../StepProps";
import { EnvironmentCards } from "./EnvironmentCards";
import { OrganisationField } from "./OrganisationField";
import { TownChoice } from "./TownChoice";
import styles from "./start.module.css";

/** Step 1, first page: language, environment, organisation. */
export function ProfileStep({ app, profile, replace, go }: StepProps) {
  const { t } = useTranslation(["start", "common"]);
  const choose = useCommand("profile_choose");
  const open = useCommand("profile_open");
  const [environment, setEnvironment] = useState<EnvironmentKind>(
    profile?.environment ?? (app.custom_environment === null ? "practice" : "custom"),
  );
  const [invalid, setInvalid] = useState(false);

  const problem = choose.problem ?? open.problem;

  function take(answer: AppView | null) {
    if (answer === null) return;
    replace(answer);
    if (answer.profile?.id === profile?.id) go("start");
  }

  async function chooseNew(chosen: ChooseProfile) {
    open.reset();
    take(await choose.run(chosen));
  }

  async function openEarlier(id: string) {
    choose.reset();
    take(await open.run({ id }));
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const organisation = text(form, "organisation") ?? "";
    const wrong = environment !== "practice" && !/^\d{9}$/.test(organisation.replace(/\s/g, ""));
    setInvalid(wrong);
    if (!wrong) {
      void chooseNew({ environment, organisation, organisation_name: text(form, "organisation-name") });
    }
  }

  return (
    <Step
      name="start"
      texts="start"
      back={profile === null ? null : () => go("start")}
      primary={{ label: t("start:profile.use"), form: "profile", busy: choose.busy || open.busy }}
    >
      <Paragraph>{t("start:independent")}</Paragraph>
      <LanguageChoice language={app.settings.language} replace={replace} />
      <form id="profile" onSubmit={submit} className={styles.form} noValidate>
        <Fieldset>
          <Fieldset.Legend>{t("start:environment.legend")}</Fieldset.Legend>
          <EnvironmentCards chosen={environment} onChoose={setEnvironment} custom={app.custom_environment} />
        </Fieldset>
        {environment === "practice" ? (
          <TownChoice chosen={profile?.environment === "practice" ? profile.organisation : null} />
        ) : (
          <OrganisationField key={environment} invalid={invalid} />
        )}
      </form>
      {problem && <ProblemCard problem={problem} />}
      {app.profiles.length > 0 && (
        <section className={styles.form}>
          <Heading level={2} data-size="2xs">
            {t("start:profile.earlier")}
          </Heading>
          <div className={styles.profiles}>
            {app.profiles.map((earlier) => (
              <Button
                key={earlier.id}
                id={`profile-${earlier.id}`}
                variant="secondary"
                data-size="sm"
                onClick={() => void openEarlier(earlier.id)}
              >
                {t(`common:environment.${earlier.environment}`)} · {earlier.organisation_name}{" "}
                {organisationNumber(earlier.organisation)}
              </Button>
            ))}
          </div>
        </section>
      )}
    </Step>
  );
}

function text(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" ? value : null;
}
