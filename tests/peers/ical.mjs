// The npm package ical.js as a second opinion: a calendar file (RFC 5545) in, what it understood out, as JSON.
import ICAL from "ical.js";

let file = "";
for await (const piece of process.stdin.setEncoding("utf8")) file += piece;
const calendar = new ICAL.Component(ICAL.parse(file));

const alarm = (component, event) => {
  const trigger = component.getFirstPropertyValue("trigger");
  const at = event.startDate.clone();
  at.isDate = false;
  at.addDuration(trigger);
  return { action: component.getFirstPropertyValue("action"), description: component.getFirstPropertyValue("description"), at: at.toString() };
};

const read = (component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    stamp: component.getFirstPropertyValue("dtstamp").toString(),
    day: event.startDate.toString(),
    wholeDay: event.startDate.isDate,
    after: event.endDate.toString(),
    transparency: component.getFirstPropertyValue("transp"),
    alarms: component.getAllSubcomponents("valarm").map((one) => alarm(one, event)),
  };
};

const names = ["version", "prodid", "calscale", "method", "x-wr-calname"];
process.stdout.write(
  JSON.stringify({
    ...Object.fromEntries(names.map((name) => [name, calendar.getFirstPropertyValue(name)])),
    components: calendar.getAllSubcomponents().map((component) => component.name),
    events: calendar.getAllSubcomponents("vevent").map(read),
  }),
);
