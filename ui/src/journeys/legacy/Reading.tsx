import { Button, Field, Heading, Label, Paragraph, Select, Textfield } from "@digdir/designsystemet-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { LegacyView } from "../../ipc/generated/LegacyView";
import { useCommand } from "../../ipc/useCommand";
import { IntoView } from "../../parts/IntoView";
import { ProblemCard } from "../../problems/ProblemCard";
import { typed } from "../typed";
import styles from "./legacy.module.css";
import { Listing } from "./Listing";

/** What a list's own link leads to; what leads nowhere that is described cannot be opened. */
const LEADS_TO: Readonly<Record<string, string>> = {
  messages: "message",
  messagebox: "messages",
  reportees: "reportee",
  enterpriseusers: "enterpriseuser",
};
const NOTHING_ELSE = { who: "", id: "", top: null, skip: null, link: null };

/** What whoever is logged in may read, or nobody; what is missing for the rest. A list stays while one of it is looked at. */
export function Reading({ view }: { view: LegacyView }) {
  const { t } = useTranslation("legacy");
  const list = useCommand("legacy_call");
  const one = useCommand("legacy_call");
  const open = view.resources.filter(({ opens }) => opens);
  const [resource, setResource] = useState(open[0]?.name ?? "");
  const [opened, setOpened] = useState<number | null>(null);
  const template = open.find(({ name }) => name === resource)?.template ?? "";
  const listed = list.state.kind === "done" ? list.state.answer : null;
  const single = one.state.kind === "done" ? one.state.answer : null;
  const leadsTo = listed === null ? undefined : LEADS_TO[listed.resource];

  function anew() {
    setOpened(null);
    one.reset();
  }
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const value = (name: string) => (form.elements.namedItem(name) === null ? "" : typed(form, name));
    anew();
    void list.run({ ...NOTHING_ELSE, resource, who: value("who"), id: value("id") });
  }

  return (
    <>
      <form id="legacy-read" className={styles.section} autoComplete="off" onSubmit={submit}>
        <Heading level={3} data-size="2xs">
          {t("read.title")}
        </Heading>
        {!view.closed && (
          <Paragraph id="legacy-opens">{t(`read.opens.${view.session ?? "nobody"}`)}</Paragraph>
        )}
        <Field>
          <Label htmlFor="legacy-resource">{t("read.resource")}</Label>
          <Select
            id="legacy-resource"
            value={resource}
            onChange={({ target }) => {
              setResource(target.value);
              anew();
              list.reset();
            }}
          >
            {open.map(({ name }) => (
              <Select.Option key={name} value={name}>
                {t(`resource.${name}`)}
              </Select.Option>
            ))}
          </Select>
          <Field.Description>
            <code>{template}</code>
          </Field.Description>
        </Field>
        {template.includes("{who}") && (
          <Textfield
            id="legacy-who"
            name="who"
            label={t("read.who")}
            description={t("read.who_description")}
          />
        )}
        {template.includes("{id}") && <Textfield id="legacy-id" name="id" label={t("read.id")} />}
        <Button id="legacy-call" type="submit" variant="secondary" loading={list.busy}>
          {t("read.submit")}
        </Button>
      </form>
      {list.problem && <ProblemCard problem={list.problem} />}
      {one.problem && <ProblemCard problem={one.problem} />}
      {single !== null && (
        <IntoView atTop key="one">
          <Listing listing={single} onBack={one.reset} />
        </IntoView>
      )}
      {listed !== null && single === null && (
        <IntoView key="list">
          <Listing
            listing={listed}
            opened={opened}
            onOpen={
              leadsTo === undefined
                ? undefined
                : (link, place) => {
                    setOpened(place);
                    void one.run({ ...NOTHING_ELSE, resource: leadsTo, link });
                  }
            }
          />
        </IntoView>
      )}
    </>
  );
}
