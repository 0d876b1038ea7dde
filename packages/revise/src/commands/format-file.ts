/** Generated files look as the user's own prettier would write them. */
import type { Options } from "prettier";
import { defaultStyle, type LayoutStyle } from "../render/layout-style";

export interface FileFormat {
  /** The layout the renderer writes at once. */
  readonly style: LayoutStyle;
  /** Lets the user's prettier have the last word. */
  readonly format: (text: string) => Promise<string>;
}

/**
 * Above this size the renderer's own layout stands: it is what prettier writes (a property test says so), and prettier
 * takes a hundred times as long. In characters.
 */
const prettierLimit = 200_000;

/** @param path where the file will be, which decides the prettier configuration that holds for it */
export async function fileFormat(path: string): Promise<FileFormat> {
  const prettier = await import("prettier");
  const options: Options = (await prettier.resolveConfig(path, { editorconfig: true })) ?? {};
  const own = (options.plugins ?? []).length === 0;
  return {
    style: styleOf(options),
    format: async (text) => {
      if (own && text.length > prettierLimit) return text;
      return prettier.format(text, { ...options, filepath: path });
    },
  };
}

function styleOf(options: Options): LayoutStyle {
  return {
    printWidth: options.printWidth ?? defaultStyle.printWidth,
    tabWidth: options.tabWidth ?? defaultStyle.tabWidth,
    useTabs: options.useTabs ?? defaultStyle.useTabs,
    singleQuote: options.singleQuote ?? defaultStyle.singleQuote,
    semi: options.semi ?? defaultStyle.semi,
    trailingComma: options.trailingComma ?? defaultStyle.trailingComma,
    bracketSpacing: options.bracketSpacing ?? defaultStyle.bracketSpacing,
    quoteProps: options.quoteProps ?? defaultStyle.quoteProps,
    objectWrap: options.objectWrap ?? defaultStyle.objectWrap,
    ...(options.endOfLine === undefined || options.endOfLine === "auto"
      ? {}
      : { endOfLine: options.endOfLine }),
  };
}
