/** The arrows of the page: what may import what. */
module.exports = {
  forbidden: [
    // A type that is made from another may hold itself, as JSON does.
    {
      name: "no-circle",
      severity: "error",
      from: { pathNot: "^src/ipc/generated/" },
      to: { circular: true },
    },
    {
      name: "no-journey-imports-another",
      severity: "error",
      from: { path: "^src/journeys/([^/]+)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^src/journeys/[^/]+/", pathNot: "^src/journeys/$1/" },
    },
    {
      name: "journeys-know-no-app",
      severity: "error",
      from: { path: "^src/journeys/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^src/(app|main)" },
    },
    {
      name: "parts-know-no-command",
      severity: "error",
      from: { path: "^src/parts/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^src/(app|journeys|problems|ipc)/" },
    },
    {
      name: "problems-know-no-journey",
      severity: "error",
      from: { path: "^src/problems/" },
      to: { path: "^src/(app|journeys)/" },
    },
    {
      name: "ipc-knows-nothing-of-the-screen",
      severity: "error",
      from: { path: "^src/ipc/" },
      to: { path: "^src/(app|journeys|problems|parts|locales)/" },
    },
    {
      name: "one-door-to-tauri",
      severity: "error",
      from: { pathNot: "^src/ipc/hosts/tauri\\.ts$" },
      to: { path: "@tauri-apps" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "default", "types"] },
  },
};
