import { useCallback, useEffect, useState } from "react";

import type { RightFitness } from "../../ipc/generated/RightFitness";
import type { RightView } from "../../ipc/generated/RightView";
import type { SystemView } from "../../ipc/generated/SystemView";
import { useCommand } from "../../ipc/useCommand";
import { partsOfRight } from "../../parts/right";

/** The vendor's systems, read when the page opens. */
export function useSystems() {
  const { run, problem, busy } = useCommand("system_list");
  const [systems, setSystems] = useState<readonly SystemView[] | null>(null);
  const read = useCallback(
    () => run({}).then((answer) => answer && setSystems(answer.systems.filter(({ deleted }) => !deleted))),
    [run],
  );
  useEffect(() => void read(), [read]);
  return { systems, problem, busy, read };
}

export interface Rights {
  resources: readonly RightView[];
  packages: readonly RightView[];
}

/** What a system's rights are called, and for whom they are; by their ids alone where the registry does not answer. */
export function useRights(system: SystemView | null): Rights | null {
  const { run: readResources } = useCommand("system_resources");
  const { run: readPackages } = useCommand("system_packages");
  const [rights, setRights] = useState<{ of: string; rights: Rights } | null>(null);
  useEffect(() => {
    if (system === null) return;
    let left = false;
    const search = (chosen: readonly string[]) => ({ words: "", chosen: [...chosen] });
    void Promise.all([readResources(search(system.resources)), readPackages(search(system.packages))]).then(
      ([resources, packages]) => {
        if (left) return;
        setRights({
          of: system.id,
          rights: {
            resources: system.rights.map((right) => asOf(right, resources?.chosen ?? [])),
            packages: packages?.chosen ?? system.packages.map(nameless),
          },
        });
      },
    );
    return () => {
      left = true;
    };
  }, [system, readResources, readPackages]);
  return rights !== null && rights.of === system?.id ? rights.rights : null;
}

/** A right of the system, called what its resource is called; it is asked for as the register has it. */
function asOf(right: string, resources: readonly RightView[]): RightView {
  const found = resources.find(({ id }) => id === partsOfRight(right).resource);
  return found === undefined ? nameless(right) : { ...found, id: right };
}

const NONE = { nb: "", nn: "", en: "" };

function nameless(id: string): RightView {
  return { id, title: NONE, description: NONE, owner: NONE, kind: "", fitness: "unseen" };
}

export type Kind = "standard" | "agent";

/** Whether a system user of the kind can have it. */
export function fits(fitness: RightFitness, kind: Kind): boolean {
  if (fitness === "not_delegable" || fitness === "wrong_kind") return false;
  return fitness !== (kind === "standard" ? "clients_only" : "own_only");
}
