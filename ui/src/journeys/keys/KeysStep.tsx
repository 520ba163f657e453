import { useEffect, useState } from "react";

import type { KeyView } from "../../ipc/generated/KeyView";
import type { PickedFiles } from "../../ipc/generated/PickedFiles";
import { NEW_KEY, type StepProps } from "../StepProps";
import { AwayPage } from "./AwayPage";
import { ImportPage } from "./ImportPage";
import { MakeKeyPage } from "./MakeKeyPage";
import { RegisteredPage } from "./RegisteredPage";
import { RegisterPage } from "./RegisterPage";

interface Props extends StepProps {
  /** Files that were dropped on the window and not taken yet. */
  dropped: PickedFiles | null;
  onTaken: () => void;
}

/** Step 3: a key, and where it is registered. */
export function KeysStep({ dropped, onTaken, ...props }: Props) {
  const [file] = useState(dropped?.picked[0] ?? null);
  const [importing, setImporting] = useState(file !== null);
  const [making, setMaking] = useState(props.about === NEW_KEY);
  const [imported, setImported] = useState<string | null>(null);
  const [again, setAgain] = useState(false);
  useEffect(() => {
    if (dropped !== null) onTaken();
  }, [dropped, onTaken]);

  const { key } = props.setup;
  const take = (made: KeyView) => {
    setImporting(false);
    setMaking(false);
    props.change({ key: made });
  };
  const takeImported = (key: KeyView) => {
    setImported(key.id);
    take(key);
  };
  if (importing) {
    return <ImportPage {...props} given={file} back={() => setImporting(false)} onKey={takeImported} />;
  }
  if (key === null || making) {
    const back = key === null ? props.back : () => setMaking(false);
    return <MakeKeyPage {...props} back={back} onKey={take} onImport={() => setImporting(true)} />;
  }
  if (key.registered_at === null || again) {
    const back = again ? () => setAgain(false) : props.back;
    if (!key.private_here) {
      return (
        <AwayPage
          {...props}
          held={key}
          back={back}
          onMake={() => setMaking(true)}
          onImport={() => setImporting(true)}
        />
      );
    }
    return (
      <RegisterPage
        {...props}
        held={key}
        asks={imported === key.id && !again}
        back={back}
        onRegistered={(registered) => {
          setAgain(false);
          props.change({ key: registered });
        }}
      />
    );
  }
  return <RegisteredPage {...props} held={key} onChange={() => setAgain(true)} />;
}
