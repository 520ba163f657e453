import { Fragment } from "react";

/** An address, a scope or another long value, that breaks after its own signs before it breaks within a word. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[^/][/:?&])(?!\/)/).map((part, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
