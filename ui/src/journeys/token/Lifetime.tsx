import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { TokenLifetimeView } from "../../ipc/generated/TokenLifetimeView";
import { Facts } from "../../parts/Facts";
import { dayAndTime, roughly } from "../../parts/format";
import { left, length } from "./facts";
import styles from "./token.module.css";

/** The services' own tolerance, in seconds. */
const TOLERANCE = 10;

/** From when until when, by whose clock. */
export function Lifetime({ life }: { life: TokenLifetimeView }) {
  const { t, i18n } = useTranslation("token");
  const moment = (at: string | null) => (at === null ? "" : dayAndTime(at, i18n.language));
  const facts = [
    { name: t("said.issued"), value: moment(life.issued_at) },
    {
      name: t("page.life.not_before"),
      value: life.not_before === life.issued_at ? "" : moment(life.not_before),
    },
    { name: t("said.expires"), value: moment(life.expires_at) },
    {
      name: t("page.life.whole"),
      value: life.seconds === null || life.seconds < 0 ? "" : length(life.seconds, t),
    },
    { name: t("page.life.at_reading"), value: life.remaining === null ? "" : left(life.remaining, t) },
  ].filter(({ value }) => value !== "");
  const offset = life.clock_offset ?? 0;

  if (facts.length === 0) return null;
  return (
    <section id="lifetime" className={styles.section}>
      <Heading level={2} data-size="xs">
        {t("page.life.heading")}
      </Heading>
      <Facts facts={facts} />
      {Math.abs(offset) > TOLERANCE && (
        <Paragraph data-size="sm" id="token-clock">
          {t(offset > 0 ? "page.life.clock_behind" : "page.life.clock_ahead", {
            length: roughly(Math.abs(offset), i18n.language),
          })}
        </Paragraph>
      )}
    </section>
  );
}
