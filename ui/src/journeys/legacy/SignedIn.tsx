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
import { Rungs } from "./Rungs";

/** A single one of a list is opened by the list's own link. */
const ONE_OF: Readonly<Record<string, string>> = {
  messages: "message",
  reportees: "reportee",
  enterpriseusers: "enterpriseuser",
};

interface Props {
  view: LegacyView;
  onLogOut: () => void;
}

/** What could be read, as whoever is logged in or as nobody; the rungs; the way out. */
export function SignedIn({ view, onLogOut }: Props) {
  const { t } = useTranslation("legacy");
  const call = useCommand("legacy_call");
  const [resource, setResource] = useState(view.session === null ? "metadata" : "messages");
  const template = view.resources.find(({ name }) => name === resource)?.template ?? "";
  const read = call.state.kind === "done" ? call.state.answer : null;
  const nothingElse = { top: null, skip: null, link: null };

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const value = (name: string) => (form.elements.namedItem(name) === null ? "" : typed(form, name));
    void call.run({ resource, who: value("who"), id: value("id"), ...nothingElse });
  }

  return (
    <>
      {view.session !== null && (
        <div className={styles.head} id="legacy-session">
          <Paragraph>{t("session.in", { how: t(`way.${view.session}.label`) })}</Paragraph>
          <Button id="legacy-log-out" variant="secondary" data-size="sm" onClick={onLogOut}>
            {t("session.out")}
          </Button>
        </div>
      )}
      <Rungs />
      <form id="legacy-read" className={styles.section} autoComplete="off" onSubmit={submit}>
        <Heading level={3} data-size="2xs">
          {t("read.title")}
        </Heading>
        <Field>
          <Label htmlFor="legacy-resource">{t("read.resource")}</Label>
          <Select
            id="legacy-resource"
            value={resource}
            onChange={({ target }) => {
              setResource(target.value);
              call.reset();
            }}
          >
            {view.resources.map(({ name }) => (
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
        <Button id="legacy-call" type="submit" variant="secondary" loading={call.busy}>
          {t("read.submit")}
        </Button>
      </form>
      {call.problem && <ProblemCard problem={call.problem} />}
      {read && (
        <IntoView>
          <Listing
            listing={read}
            onOpen={(link) =>
              void call.run({
                resource: ONE_OF[read.resource] ?? read.resource,
                who: "",
                id: "",
                ...nothingElse,
                link,
              })
            }
          />
        </IntoView>
      )}
    </>
  );
}
