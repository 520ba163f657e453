import { Label } from "@digdir/designsystemet-react";
import { useId } from "react";

import { Breakable } from "./Breakable";
import { CopyButton } from "./CopyButton";
import styles from "./parts.module.css";

interface Props {
  label: string;
  value: string;
  copy: string;
  copied: string;
  /** Id of the button. */
  id?: string;
  /** Id of the value. */
  valueId?: string;
}

/** A value to paste elsewhere: whole, monospaced, with a button. */
export function CopyField({ label, value, copy, copied, id, valueId }: Props) {
  const labelId = useId();
  return (
    <div className={styles.copyField}>
      <div className={styles.copyHead}>
        <Label id={labelId} asChild>
          <span>{label}</span>
        </Label>
        <CopyButton id={id ?? ""} text={value} label={copy} copied={copied} />
      </div>
      {/* A scrolling area must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre id={valueId} className={styles.value} tabIndex={0} role="region" aria-labelledby={labelId}>
        <Breakable text={value} />
      </pre>
    </div>
  );
}
