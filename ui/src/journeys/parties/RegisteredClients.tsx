import { Heading, Paragraph, Search } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { RegisteredClientsView } from "../../ipc/generated/RegisteredClientsView";
import { CopyButton } from "../../parts/CopyButton";
import { list, organisationNumber } from "../../parts/format";
import { VirtualList } from "../../parts/VirtualList";
import styles from "./lookup.module.css";

/** Whose accountant, auditor or manager a firm is. */
export function RegisteredClients({ found }: { found: RegisteredClientsView }) {
  const { t, i18n } = useTranslation(["register", "common"]);
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase(i18n.language);
  const digits = wanted.replace(/\s/g, "");
  const shown = found.clients.filter(
    ({ name, number }) =>
      wanted === "" || name.toLocaleLowerCase(i18n.language).includes(wanted) || number.startsWith(digits),
  );
  return (
    <section id="registered-clients" className={styles.section}>
      <Heading level={3} data-size="2xs">
        {t("clients.heading", { count: found.clients.length })}
      </Heading>
      {found.clients.length === 0 ? (
        <Paragraph>{t("clients.none")}</Paragraph>
      ) : (
        <>
          <Search>
            <Search.Input
              id="search-clients"
              aria-label={t("clients.search")}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
            <Search.Clear />
          </Search>
          <VirtualList
            id="client-list"
            label={t("clients.label")}
            items={shown}
            keyOf={({ number }) => number}
            estimate={56}
          >
            {({ number, name, roles }) => (
              <div data-number={number} className={styles.client}>
                <bdi>{name}</bdi>
                <span className={styles.quiet}>
                  {organisationNumber(number)}
                  {", "}
                  {list(
                    roles.map((role) => t(`role.${role}`, { defaultValue: role })),
                    i18n.language,
                  )}
                </span>
              </div>
            )}
          </VirtualList>
          <div>
            <CopyButton
              id="copy-clients"
              label={t("clients.copy")}
              copied={t("common:copy.copied")}
              text={shown.map(({ number }) => number).join("\n")}
            />
          </div>
        </>
      )}
      {found.left_out > 0 && (
        <Paragraph data-size="sm">{t("clients.left_out", { count: found.left_out })}</Paragraph>
      )}
    </section>
  );
}
