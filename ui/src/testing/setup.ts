import "../looks";

import { i18n } from "../locales/i18n";

// Every test begins in the source language and the light scheme.
document.documentElement.dataset.colorScheme = "light";
await i18n.changeLanguage("nb");
