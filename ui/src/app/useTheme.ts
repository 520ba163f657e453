import { useEffect } from "react";

import type { Theme } from "../ipc/generated/Theme";

/** Switches the colour scheme at once; `auto` follows the operating system. */
export function useTheme(theme: Theme): void {
  useEffect(() => {
    document.documentElement.dataset.colorScheme = theme === "system" ? "auto" : theme;
  }, [theme]);
}
