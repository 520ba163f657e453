import js from "@eslint/js";
import i18next from "eslint-plugin-i18next";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const tauriOnlyInItsHost = {
  group: ["@tauri-apps/*"],
  message: "Only ipc/hosts/tauri.ts knows Tauri; call the host.",
};

export default tseslint.config(
  { ignores: ["dist", "theme", "src/ipc/generated"] },
  js.configs.recommended,
  {
    files: ["src/**/*.{ts,tsx}", "vite.config.ts"],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat["recommended-latest"],
      i18next.configs["flat/recommended"],
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "i18next/no-literal-string": ["error", { mode: "jsx-text-only", "should-validate-template": true }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-restricted-imports": ["error", { patterns: [tauriOnlyInItsHost] }],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "The page makes no requests; call the host." },
        { name: "localStorage", message: "The page keeps nothing; the shell does." },
        { name: "sessionStorage", message: "The page keeps nothing; the shell does." },
      ],
      "max-lines": ["error", { max: 200, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["src/ipc/hosts/tauri.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/**/*.test.{ts,tsx}", "src/testing/**", "vite.config.ts"],
    rules: { "i18next/no-literal-string": "off", "max-lines": "off" },
  },
);
