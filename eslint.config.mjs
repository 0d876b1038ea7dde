import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/.build/**", "fixtures/**", "**/.cache/**", "packages/revise/bin/**"] },
  {
    files: ["packages/*/src/**/*.ts", "test/**/*.ts", "*.mts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "max-lines": ["error", { max: 350, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 14],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        { selector: "TSEnumDeclaration", message: "No enums: a union of literals." },
      ],
    },
  },
  {
    files: ["packages/revise/src/**/*.ts"],
    ignores: ["packages/revise/src/cli/**"],
    rules: {
      "no-console": "error",
      "no-process-exit": "error",
      "no-restricted-properties": ["error", { object: "process", property: "exit" }],
    },
  },
  {
    files: ["test/**/*.ts", "vitest.config.mts"],
    rules: { "max-lines-per-function": "off", "no-restricted-syntax": "off" },
  },
);
