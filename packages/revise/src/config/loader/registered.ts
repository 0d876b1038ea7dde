/** Whether the process runs under a TypeScript loader of the user's own. */
import Module from "node:module";

const loaders =
  /\b(?:ts-node|tsx|ts-eager|swc-node|@swc\/register|oxc-node|esbuild-register|esbuild-kit|esbuild-runner|esno|jiti|sucrase|@babel\/register|amaro)\b/;

/**
 * True for a hook on `.ts` files that is not ours, and for a loader among the options of Node.js (`--import tsx`,
 * `-r ts-node/register`, `NODE_OPTIONS`). Node's own type stripping does not count: it emits no decorators. Settled
 * when this file is loaded, which is before our own hooks are installed.
 */
export const hasRegisteredLoader: boolean = hasRequireHook() || loaders.test(nodeOptions());

function hasRequireHook(): boolean {
  const extensions = (Module as unknown as { _extensions: Record<string, unknown> })._extensions;
  return typeof extensions[".ts"] === "function";
}

function nodeOptions(): string {
  const words = [...process.execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(/\s+/)];
  return words
    .filter((word, index) => {
      const isValue = /^(?:--import|--require|-r|--loader|--experimental-loader)$/.test(
        words[index - 1] ?? "",
      );
      return isValue || /^(?:--import|--require|-r|--loader|--experimental-loader)=?/.test(word);
    })
    .join("\n");
}
