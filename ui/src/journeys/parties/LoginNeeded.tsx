import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";

import type { LoginView } from "../../ipc/generated/LoginView";
import { aboutLogin } from "../loginWish";
import type { StepProps } from "../StepProps";
import { Breakable } from "../../parts/Breakable";
import styles from "./parties.module.css";

/** What a login must have for a section; any of them opens it. */
export const PARTIES = ["altinn:accessmanagement/authorizedparties", "altinn:portal/enduser"] as const;
export const CLIENTS = ["altinn:clientdelegations.read", "altinn:clientdelegations.write"] as const;
export const DIALOGS = ["digdir:dialogporten"] as const;

/** Whether a login opens what these scopes open. */
export function opens(login: LoginView | null, scopes: readonly string[]): boolean {
  return login?.held === true && scopes.some((scope) => login.scopes.includes(scope));
}

interface Props {
  section: "parties" | "clients" | "dialogs";
  login: LoginView | null;
  /** What will be asked for. */
  scopes: readonly string[];
  go: StepProps["go"];
}

/** Says before anything is sent that a login is wanted, or one with more scopes. */
export function LoginNeeded({ section, login, scopes, go }: Props) {
  const { t } = useTranslation("parties");
  const held = login?.held === true;
  return (
    <Card id={`login-needed-${section}`} data-color="info" role="status">
      <div data-stack>
        <Heading level={2} data-size="2xs">
          {t(held ? "login.more" : "login.none")}
        </Heading>
        <Paragraph>{t("login.why")}</Paragraph>
        <ul className={styles.codes}>
          {scopes.map((scope) => (
            <li key={scope}>
              <code>
                <Breakable text={scope} />
              </code>
            </li>
          ))}
        </ul>
        <div data-row>
          <Button id={`log-in-${section}`} onClick={() => go("login", aboutLogin({ scopes, high: false }))}>
            {t(held ? "login.again" : "login.log_in")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
