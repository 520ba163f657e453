import { Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { RestoredProfileView } from "../../ipc/generated/RestoredProfileView";
import { useCommand } from "../../ipc/useCommand";
import { VerdictCard } from "../../parts/VerdictCard";
import { ProblemCard } from "../../problems/ProblemCard";
import { Saved } from "../Saved";
import type { StepProps } from "../StepProps";
import styles from "./settings.module.css";

interface Props extends Pick<StepProps, "replace" | "go"> {
  /** Without one there is nothing to save. */
  hasProfile: boolean;
}

/** A copy of the profile without its secrets: saved, and read back. */
export function ProfileCopy({ hasProfile, replace, go }: Props) {
  const { t } = useTranslation("settings");
  const save = useCommand("profile_back_up");
  const restore = useCommand("profile_restore");
  const [restored, setRestored] = useState<RestoredProfileView | null>(null);
  const saveCopy = () => void save.run({});

  async function restoreCopy() {
    const answer = await restore.run({});
    if (answer?.restored !== true) return;
    setRestored(answer);
    replace(answer.app);
    // Another profile goes on where it was left; what this one lacks is told first.
    go("settings");
  }

  return (
    <section className={styles.section} aria-labelledby="copy-title">
      <Heading level={2} data-size="xs" id="copy-title">
        {t("copy.title")}
      </Heading>
      <Paragraph>{t("copy.what")}</Paragraph>
      <Paragraph data-size="sm">{t("copy.restore_what")}</Paragraph>
      <div data-row>
        {hasProfile && (
          <Button id="profile-back-up" variant="secondary" loading={save.busy} onClick={saveCopy}>
            {t("copy.save")}
          </Button>
        )}
        <Button
          id="profile-restore"
          variant="secondary"
          loading={restore.busy}
          onClick={() => void restoreCopy()}
        >
          {t("copy.restore")}
        </Button>
      </div>
      <Saved state={save.state} />
      {save.problem && <ProblemCard problem={save.problem} on={{ try_again: saveCopy }} />}
      {restore.problem && (
        <ProblemCard
          problem={restore.problem}
          on={{ try_again: () => void restoreCopy(), pick_file: () => void restoreCopy() }}
        />
      )}
      {restored && <Restored without={restored.without_private} go={go} />}
    </section>
  );
}

function Restored({ without, go }: { without: readonly string[] } & Pick<StepProps, "go">) {
  const { t } = useTranslation("settings");
  const whole = without.length === 0;
  return (
    <VerdictCard
      id="restored"
      kind={whole ? "good" : "note"}
      verdict={t("copy.restored")}
      lead={
        <div>
          <Paragraph>{whole ? t("copy.whole") : t("copy.without", { count: without.length })}</Paragraph>
          <ul className={styles.files}>
            {without.map((key) => (
              <li key={key}>
                <code>{key}</code>
              </li>
            ))}
          </ul>
        </div>
      }
    >
      {!whole && (
        <Button id="to-keys" variant="secondary" data-color="fjord" onClick={() => go("keys")}>
          {t("copy.to_keys")}
        </Button>
      )}
    </VerdictCard>
  );
}
