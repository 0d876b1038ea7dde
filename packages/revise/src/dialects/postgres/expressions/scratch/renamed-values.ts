import { sameName } from "../../../../model/names";
import { isValueRename } from "../../../../operations/enum-type";
import type { Operation } from "../../../../operations/operation";
import { relocationOf } from "../../../../operations/relocation";
import { compile } from "../../ddl/compile";

/**
 * The statements after which the server reads and prints the new names of values. A type that gets another name itself is
 * stood in for, see `stand-in-types.ts`.
 *
 * @param renames in the order in which they run
 */
export function valueRenames(renames: readonly Operation[] = []): readonly string[] {
  const arriving = renames.flatMap((rename) => {
    const relocation = relocationOf(rename);
    return relocation?.kind === "type" ? [relocation.to] : [];
  });
  const values = renames
    .filter(isValueRename)
    .filter(({ name }) => !arriving.some((type) => sameName(type, name)));
  return compile(values).map(({ sql }) => sql);
}
