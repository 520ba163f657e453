import { useState } from "react";

import type { PickedFiles } from "../../ipc/generated/PickedFiles";
import type { StepProps } from "../StepProps";
import { CertificatePage } from "./CertificatePage";
import { ChooseFilePage } from "./ChooseFilePage";
import { DoctorPage } from "./DoctorPage";
import { listedFiles } from "./files";
import { useExamination } from "./useExamination";

export interface Props extends StepProps {
  /** Files that were dropped on the window and not taken yet. */
  dropped: PickedFiles | null;
  onTaken: () => void;
}

/** Step 2: files in, a verdict out; what is used is stored. */
export function CertificateStep({ dropped, onTaken, ...props }: Props) {
  const [replacing, setReplacing] = useState(dropped !== null);
  const [withoutLocked, setWithoutLocked] = useState(false);
  const examining = useExamination(dropped, onTaken);
  const { certificate } = props.setup;

  if (certificate !== null && !replacing) {
    return <CertificatePage {...props} certificate={certificate} onReplace={() => setReplacing(true)} />;
  }

  const begin = () => {
    examining.reset();
    setReplacing(false);
  };
  const pick = async () => {
    setWithoutLocked(false);
    await examining.pick();
  };
  const { view, picked, progress } = examining;
  const isLocked = listedFiles(picked, view).some(({ locked }) => locked);
  if (view !== null && view.candidates.length > 0 && progress === null && (!isLocked || withoutLocked)) {
    return (
      <DoctorPage
        {...props}
        key={view.examination}
        view={view}
        picking={examining.picking || examining.opening}
        problem={examining.problem}
        onPick={() => void pick()}
        back={begin}
        onLearned={examining.learn}
        onUsed={(used) => {
          begin();
          props.change({ certificate: used });
          if (used.usable === "registered_key") props.go("key");
        }}
      />
    );
  }
  return (
    <ChooseFilePage
      {...props}
      back={picked.length > 0 || certificate !== null ? begin : props.back}
      examining={{ ...examining, pick }}
      onWithoutLocked={() => setWithoutLocked(true)}
    />
  );
}
