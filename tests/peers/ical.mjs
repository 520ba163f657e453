// Reads a calendar file (RFC 5545) from standard input with ical.js, and tells what it understood as JSON.
import ICAL from "ical.js";

let file = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
  file += chunk;
}
const strict = ICAL.parse(file);
const calendar = new ICAL.Component(strict);
const property = (name) => calendar.getFirstPropertyValue(name);
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const alarms = component.getAllSubcomponents("valarm").map((alarm) => ({
    action: alarm.getFirstPropertyValue("action"),
    description: alarm.getFirstPropertyValue("description"),
    // The moment, by a clock that is not turned: what the reader's own does is its affair.
    at: event.startDate.clone().addDuration(alarm.getFirstPropertyValue("trigger")) ?? null,
    trigger: alarm.getFirstPropertyValue("trigger").toString(),
  }));
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    stamp: component.getFirstPropertyValue("dtstamp").toString(),
    day: event.startDate.toString(),
    whole_day: event.startDate.isDate,
    after: event.endDate.toString(),
    days: event.duration.toString(),
    transparent: component.getFirstPropertyValue("transp") === "TRANSPARENT",
    alarms,
  };
});
process.stdout.write(
  JSON.stringify({
    version: property("version"),
    product: property("prodid"),
    method: property("method"),
    name: property("x-wr-calname"),
    zones: calendar.getAllSubcomponents("vtimezone").length,
    events,
  }),
);
