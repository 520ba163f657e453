import { i18n } from "../locales/i18n";
import { accessible, scheme } from "./accessible";

/** Axe over what is shown, in each language and both schemes. Ends in bokmål and light. */
export async function accessibleInAll(): Promise<void> {
  for (const language of ["en", "nn", "nb"]) {
    await i18n.changeLanguage(language);
    for (const name of ["dark", "light"] as const) {
      scheme(name);
      await accessible();
    }
  }
}
