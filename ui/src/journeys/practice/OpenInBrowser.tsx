import { Button } from "@digdir/designsystemet-react";
import { ExternalLinkIcon } from "@navikt/aksel-icons";

import type { Page } from "../../ipc/generated/Page";
import { useCommand } from "../../ipc/useCommand";
import { ProblemCard } from "../../problems/ProblemCard";

/** Opens a page in the person's browser. */
export function OpenInBrowser({ id, page, label }: { id: string; page: Page; label: string }) {
  const open = useCommand("app_open_page");
  const show = () => void open.run({ page });
  return (
    <>
      <Button id={id} type="button" variant="secondary" loading={open.busy} onClick={show}>
        <ExternalLinkIcon aria-hidden />
        {label}
      </Button>
      {open.problem && <ProblemCard problem={open.problem} on={{ try_again: show }} />}
    </>
  );
}
