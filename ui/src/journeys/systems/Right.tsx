import { Tag } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { RightFitness } from "../../ipc/generated/RightFitness";
import type { RightView } from "../../ipc/generated/RightView";
import { Breakable } from "../../parts/Breakable";
import styles from "./systems.module.css";
import { inWords } from "./words";

const COLORS: Record<RightFitness, "success" | "info" | "warning" | "danger" | "neutral"> = {
  any: "success",
  clients_only: "info",
  own_only: "info",
  not_delegable: "danger",
  wrong_kind: "danger",
  unknown: "danger",
  unseen: "neutral",
};

/** A resource or a package: what it is called, whose it is, and what a system can do with it. */
export function Right({ id, right }: { id: string; right: RightView | null }) {
  const { t, i18n } = useTranslation("systems");
  const words = (texts: RightView["title"]) => inWords(texts, i18n.language);
  const about =
    right && [words(right.description), words(right.owner), right.kind].filter((text) => text !== "");
  return (
    <div className={styles.about}>
      {right && words(right.title) !== "" && <bdi>{words(right.title)}</bdi>}
      <code>
        <Breakable text={id} />
      </code>
      {about && about.length > 0 && <span className={styles.quiet}>{about.join(" · ")}</span>}
      {right && (
        <Tag data-color={COLORS[right.fitness]} data-size="sm" data-fitness={right.fitness}>
          {t(`fitness.${right.fitness}`)}
        </Tag>
      )}
    </div>
  );
}
