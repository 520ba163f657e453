import { Heading } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { ChainLinkView } from "../../ipc/generated/ChainLinkView";
import styles from "./certificate.module.css";

/** Who vouches for whom, from the certificate upwards: a picture that reads as a list. */
export function Chain({ chain }: { chain: readonly ChainLinkView[] }) {
  const { t } = useTranslation("certificate");
  if (chain.length === 0) return null;
  // Two in a row are a certificate and who issued it; the top is above them.
  const partOf = (step: number) =>
    step === 0 ? "leaf" : step > 1 && step === chain.length - 1 ? "root" : "issuing";
  return (
    <section className={styles.order}>
      <Heading level={3} data-size="2xs">
        {t("chain.title")}
      </Heading>
      <ol id="chain" className={styles.chain}>
        {chain.map(({ name, place }, step) => (
          <li key={`${step}-${name}`} data-place={place}>
            <span className={styles.quiet}>{t(`chain.${partOf(step)}`)}</span>
            <strong>
              <bdi>{name === "" ? t("nameless") : name}</bdi>
            </strong>
            <span>{t(`chain.${place}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
