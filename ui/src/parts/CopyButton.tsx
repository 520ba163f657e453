import { Button } from "@digdir/designsystemet-react";
import { CheckmarkIcon, FilesIcon } from "@navikt/aksel-icons";
import { useEffect, useState } from "react";

import { copy } from "./clipboard";

const SAID_FOR_MS = 3000;

interface Props {
  text: string;
  label: string;
  copied: string;
  id?: string;
  /** What is copied, for those who hear the button alone; where there are several. */
  what?: string;
}

/** Copies a text, and says so for a moment. */
export function CopyButton({ text, label, copied, id, what }: Props) {
  const [done, setDone] = useState(false);

  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [done]);

  return (
    <Button
      id={id}
      variant="secondary"
      data-size="sm"
      {...(what !== undefined && { "aria-label": `${done ? copied : label}: ${what}` })}
      onClick={() => void copy(text).then(setDone)}
    >
      {done ? <CheckmarkIcon aria-hidden /> : <FilesIcon aria-hidden />}
      <span aria-live="polite">{done ? copied : label}</span>
    </Button>
  );
}
