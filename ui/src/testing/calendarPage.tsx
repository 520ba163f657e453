import type { AppView } from "../ipc/generated/AppView";
import type { CalendarView } from "../ipc/generated/CalendarView";
import { type Script, scripted } from "../ipc/hosts/scripted";
import { CalendarPage } from "../journeys/calendar/CalendarPage";
import { ProblemActions } from "../problems/ProblemActions";
import { busyCalendar } from "./calendar";
import { calendar } from "./previewCalendar";
import { show } from "./show";
import { appView, profile } from "./views";

/** The calendar's page over a calendar that remembers. */
export async function open(script: Script = {}, whose = profile) {
  const host = scripted({ app_open: () => appView(), ...calendar(false), ...script });
  const went: unknown[] = [];
  const replaced: AppView[] = [];
  const shown = (
    <ProblemActions value={{ order_certificate: () => went.push("order") }}>
      <div style={{ padding: "1rem" }}>
        <CalendarPage
          profile={whose}
          go={(...where) => went.push(where)}
          replace={(app) => replaced.push(app)}
        />
      </div>
    </ProblemActions>
  );
  await show(shown, host);
  const inputs = (name: string) => host.calls.filter((call) => call.name === name).map(({ input }) => input);
  return { went, replaced, inputs };
}

/** A script whose calendar differs in this. */
export const view = (parts: Partial<CalendarView>): Script => ({
  calendar_open: () => ({ ...busyCalendar, ...parts }),
});
