/** The hooks for ES modules as Node.js before 22.15 runs them: in a thread of their own, which shares the cache on disk. */
import {
  afterNode,
  beforeNode,
  instead,
  load as loadHere,
  type Resolution,
  type ResolveContext,
  type Source,
} from "./import-hooks";
import { projectProvider } from "./project";
import { addProvider } from "./provider";

addProvider(projectProvider);

export async function resolve(
  specifier: string,
  context: ResolveContext,
  next: (specifier: string, context: ResolveContext) => Promise<Resolution>,
): Promise<Resolution> {
  const found = beforeNode(specifier, context);
  if (found !== null) return found;
  try {
    return afterNode(await next(specifier, context), context);
  } catch (error) {
    return instead(error, context);
  }
}

export async function load(
  url: string,
  context: ResolveContext,
  next: (url: string, context: ResolveContext) => Promise<Source>,
): Promise<Source> {
  return loadHere(url) ?? (await next(url, context));
}
