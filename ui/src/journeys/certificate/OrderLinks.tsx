import { Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";
import styles from "./certificate.module.css";

const PAGES = ["town_hall", "order_buypass", "order_commfides"] as const;

/** Where certificates come from. */
export function OrderLinks() {
  const { t } = useTranslation("certificate");
  const openPage = useCommand("app_open_page");
  return (
    <section className={styles.order}>
      <Heading level={2} data-size="2xs">
        {t("order.title")}
      </Heading>
      <Paragraph data-size="sm">{t("order.text")}</Paragraph>
      <div className={styles.links}>
        {PAGES.map((page) => (
          <Link key={page} asChild>
            <button id={`open-${page}`} type="button" onClick={() => void openPage.run({ page })}>
              {t(`order.${page}`)}
            </button>
          </Link>
        ))}
      </div>
      {openPage.problem && <ProblemCard problem={openPage.problem} />}
    </section>
  );
}
