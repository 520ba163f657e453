import { useState } from "react";

import type { PickedFile } from "../../ipc/generated/PickedFile";
import type { StepProps } from "../StepProps";
import { CertificatePage } from "./CertificatePage";
import { ChooseFilePage } from "./ChooseFilePage";

export interface Props extends StepProps {
  /** A file that was dropped on the window and not taken yet. */
  dropped: PickedFile | null;
  onTaken: () => void;
}

/** Step 2: a file in, a verdict out. */
export function CertificateStep(props: Props) {
  const [replacing, setReplacing] = useState(props.dropped !== null);
  const { certificate } = props.setup;
  if (certificate !== null && !replacing) {
    return <CertificatePage {...props} certificate={certificate} onReplace={() => setReplacing(true)} />;
  }
  return (
    <ChooseFilePage
      {...props}
      back={certificate === null ? props.back : () => setReplacing(false)}
      onImported={(imported) => {
        setReplacing(false);
        props.change({ certificate: imported });
      }}
    />
  );
}
