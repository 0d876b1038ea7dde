/** How generated code looks: the options of prettier that touch it, by their names there. */
export interface LayoutStyle {
  readonly printWidth: number;
  readonly tabWidth: number;
  readonly useTabs: boolean;
  readonly singleQuote: boolean;
  readonly semi: boolean;
  readonly trailingComma: "all" | "es5" | "none";
  readonly bracketSpacing: boolean;
  readonly quoteProps: "as-needed" | "consistent" | "preserve";
  /** Objects are never spread over more lines than they need, so both values look the same. */
  readonly objectWrap: "preserve" | "collapse";
  /** Whether a key that is a number stands without quotes: prettier's way in JavaScript, not in TypeScript. */
  readonly bareNumberKeys?: boolean;
  /** `"lf"` unless stated; `"auto"` is that too, in a new file. */
  readonly endOfLine?: "lf" | "crlf" | "cr" | "auto";
}

/** Prettier's defaults. */
export const defaultStyle: LayoutStyle = {
  printWidth: 80,
  tabWidth: 2,
  useTabs: false,
  singleQuote: false,
  semi: true,
  trailingComma: "all",
  bracketSpacing: true,
  quoteProps: "as-needed",
  objectWrap: "preserve",
};
