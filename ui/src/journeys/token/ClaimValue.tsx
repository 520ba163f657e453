import { useTranslation } from "react-i18next";

import type { ClaimValueView } from "../../ipc/generated/ClaimValueView";
import { dayAndTime } from "../../parts/format";
import styles from "./token.module.css";

/** A value in whatever form it has. */
export function ClaimValue({ value }: { value: ClaimValueView }) {
  const { t, i18n } = useTranslation("token");
  switch (value.kind) {
    case "text":
    case "number":
      return (
        <bdi>
          <code>{value.value}</code>
        </bdi>
      );
    case "flag":
      return t(value.value ? "value.yes" : "value.no");
    case "nothing":
      return t("value.nothing");
    case "moment":
      return dayAndTime(value.value, i18n.language);
    case "certificates":
      return t("value.certificates", { count: value.value });
    case "hidden":
      return <em>{t("value.hidden")}</em>;
    case "list":
      return value.value.length === 0 ? (
        t("value.nothing")
      ) : (
        <ul className={styles.list}>
          {value.value.map((one, place) => (
            <li key={place}>
              <ClaimValue value={one} />
            </li>
          ))}
        </ul>
      );
    case "members":
      return (
        <ul className={styles.list}>
          {value.value.map((member, place) => (
            <li key={place}>
              <bdi>
                <code className={styles.quiet}>{member.name}</code>
              </bdi>{" "}
              <ClaimValue value={member.value} />
            </li>
          ))}
        </ul>
      );
  }
}
