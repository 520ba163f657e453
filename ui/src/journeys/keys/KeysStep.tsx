import { useState } from "react";

import type { StepProps } from "../StepProps";
import { MakeKeyPage } from "./MakeKeyPage";
import { RegisteredPage } from "./RegisteredPage";
import { RegisterPage } from "./RegisterPage";

/** Step 3: a key, and where it is registered. */
export function KeysStep(props: StepProps) {
  const [again, setAgain] = useState(false);
  const { key } = props.setup;
  if (key === null) return <MakeKeyPage {...props} />;
  if (key.registered_at === null || again) {
    return (
      <RegisterPage
        {...props}
        held={key}
        back={again ? () => setAgain(false) : props.back}
        onRegistered={(registered) => {
          setAgain(false);
          props.change({ key: registered });
        }}
      />
    );
  }
  return <RegisteredPage {...props} held={key} onChange={() => setAgain(true)} />;
}
