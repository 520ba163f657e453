import { Component, type ReactNode } from "react";

import type { Problem } from "../ipc/generated/Problem";
import { ProblemCard } from "../problems/ProblemCard";

const BUG: Problem = { code: "app.bug", turn: "us", facts: {}, actions: [], said: null };

interface Props {
  /** Where one is: another page is another try. */
  place: string;
  children: ReactNode;
}

/** A page that cannot be drawn says so in its own place; the way to the others stays. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.place !== this.props.place) this.setState({ failed: false });
  }

  override render() {
    return this.state.failed ? <ProblemCard problem={BUG} /> : this.props.children;
  }
}
