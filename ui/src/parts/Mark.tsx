import {
  CheckmarkCircleFillIcon,
  ExclamationmarkTriangleFillIcon,
  HourglassIcon,
  InformationSquareFillIcon,
  XMarkOctagonFillIcon,
} from "@navikt/aksel-icons";

import styles from "./parts.module.css";

export type MarkKind = "good" | "note" | "warning" | "blocking" | "waiting";

const ICONS = {
  good: CheckmarkCircleFillIcon,
  note: InformationSquareFillIcon,
  warning: ExclamationmarkTriangleFillIcon,
  blocking: XMarkOctagonFillIcon,
  waiting: HourglassIcon,
};

const COLORS = {
  good: "success",
  note: "info",
  warning: "warning",
  blocking: "danger",
  waiting: "info",
} as const;

/** A status as shape and colour. The words beside it say the same, so it is hidden from readers. */
export function Mark({ kind }: { kind: MarkKind }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className={styles.mark} data-color={COLORS[kind]} />;
}

/** The colour that goes with a mark. */
export function colorOf(kind: MarkKind) {
  return COLORS[kind];
}
