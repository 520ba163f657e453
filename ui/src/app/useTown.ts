import { useEffect, useState } from "react";

import type { PracticeView } from "../ipc/generated/PracticeView";
import { useCommand } from "../ipc/useCommand";
import type { Place } from "../journeys/StepProps";

/** The practice town as it stands, asked for again at each place; none outside practice. */
export function useTown(
  practice: boolean,
  place: Place | null,
): readonly [PracticeView | null, (town: PracticeView) => void] {
  const { run: open } = useCommand("practice_open");
  const [town, setTown] = useState<PracticeView | null>(null);
  useEffect(() => {
    if (practice) void open({}).then((answer) => answer && setTown(answer));
  }, [open, practice, place]);
  return [practice ? town : null, setTown];
}
