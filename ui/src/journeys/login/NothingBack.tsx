import { Paragraph } from "@digdir/designsystemet-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { LoginProvider } from "../../ipc/generated/LoginProvider";
import { Choice } from "../../parts/Choice";
import { CopyRows } from "../../parts/CopyRows";
import styles from "./login.module.css";

/** What one may see when nothing comes back. */
const SEEN = ["closed", "error_page", "unreachable", "elsewhere", "again"] as const;
type Seen = (typeof SEEN)[number];

/** What this login rests on, to compare with what is registered. */
export interface Values {
  provider: LoginProvider;
  client_id: string;
  /** The redirect URI as it must stand on the client. */
  registered: string;
  /** With the port of this login; none once it is over. */
  inUse?: string;
  environment: string;
}

/** Which values help against what is seen. */
const NEEDED: Record<Seen, readonly (keyof Omit<Values, "provider">)[]> = {
  closed: [],
  error_page: ["client_id", "registered", "environment"],
  unreachable: ["inUse", "registered"],
  elsewhere: [],
  again: [],
};

interface Props {
  values: Values;
  /** How many asked here meanwhile without being the answer; none while it waits. */
  strangers?: number;
  /** What can be done at once about a window that was closed. */
  children?: ReactNode;
}

/** «Kommer ingenting tilbake?»: what is seen, how to tell, what to do, with the values it takes. */
export function NothingBack({ values, strangers = 0, children }: Props) {
  const { t } = useTranslation("login");
  const [seen, setSeen] = useState<Seen | null>(null);
  return (
    <div className={styles.trouble}>
      {strangers > 0 && <Paragraph>{t("trouble.strangers", { count: strangers })}</Paragraph>}
      <Choice
        legend={t("trouble.legend")}
        value={seen}
        onChange={setSeen}
        options={SEEN.map((one) => ({ value: one, id: `seen-${one}`, label: told(one, "label") }))}
      />
      <div role="status">
        {seen !== null && (
          <div id="seen" data-seen={seen} className={styles.seen}>
            <Paragraph>{told(seen, "how")}</Paragraph>
            <Paragraph className={styles.remedy}>{told(seen, "remedy")}</Paragraph>
          </div>
        )}
      </div>
      {seen !== null && <NeededValues values={values} seen={seen} />}
      {seen === "closed" && children}
    </div>
  );

  function told(one: Seen, part: "label" | "how" | "remedy"): string {
    return t(`trouble.${one}.${part}`, { provider: t(`provider.${values.provider}.name`) });
  }
}

function NeededValues({ values, seen }: { values: Values; seen: Seen }) {
  const { t } = useTranslation(["login", "common"]);
  const rows = NEEDED[seen].map((name) => ({
    id: `needed-${name}`,
    label: t(`trouble.value.${name}`),
    value: values[name] ?? "",
  }));
  const told = rows.filter(({ value }) => value !== "");
  if (told.length === 0) return null;
  return (
    <CopyRows
      rows={told}
      copy={t("common:copy.copy")}
      copied={t("common:copy.copied")}
      empty={t("trouble.value.none")}
    />
  );
}
