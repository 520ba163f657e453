import "./looks";

import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";

import { App } from "./app/App";
import type { Host } from "./ipc/host";
import { HostContext } from "./ipc/HostContext";
import { tauri } from "./ipc/hosts/tauri";
import { i18n } from "./locales/i18n";

async function chosenHost(): Promise<Host> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has("scripted")) {
    return (await import("./testing/preview")).preview();
  }
  return tauri;
}

const root = document.getElementById("root");
if (root !== null) {
  const host = await chosenHost();
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <HostContext value={host}>
        <App />
      </HostContext>
    </I18nextProvider>,
  );
}
