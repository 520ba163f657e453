import { useTranslation } from "react-i18next";

import type { CertificateView } from "../../ipc/generated/CertificateView";
import { Facts } from "../../parts/Facts";
import styles from "./certificate.module.css";
import { Chain } from "./Chain";
import { detailFacts } from "./details";

/** What few need: the whole of what stands in the certificate and its file, and its chain. */
export function DetailsOf({ certificate }: { certificate: CertificateView }) {
  const { t, i18n } = useTranslation("certificate");
  return (
    <div className={styles.form}>
      <Chain chain={certificate.chain} />
      <Facts facts={detailFacts(certificate, t, i18n.language, new Date())} />
    </div>
  );
}
