/** Enum types that this very revision is going to create, as temporary types of the same name. */
import type { Column } from "../../../../model/column";
import type { EnumType } from "../../../../model/enum-type";
import { nameKey } from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import { quoteName } from "../../identifiers";
import { quoteLiteral } from "../literal";
import { mentionedIn } from "./question";

export interface StandInTypes {
  /** The column with a type that exists in the attempt. */
  replace(column: Column): Column;
  /** The statements that create the types that the columns have or the texts mention. */
  create(columns: readonly Column[], texts: readonly string[]): readonly string[];
}

export function standInTypes(current: SchemaModel, desired: SchemaModel): StandInTypes {
  const existing = new Set(current.enumTypes.map((type) => nameKey(type.name)));
  const taken = new Set(current.enumTypes.map((type) => type.name.name));
  const missing = new Map<string, EnumType>();
  for (const type of desired.enumTypes) {
    // One temporary type to a name: a second one of another schema, or one that hides an existing type, is left out.
    if (existing.has(nameKey(type.name)) || taken.has(type.name.name)) continue;
    taken.add(type.name.name);
    missing.set(nameKey(type.name), type);
  }
  // Few texts differ, such as `now()`, and each is looked through for every type.
  const known = new Map<string, readonly string[]>();
  const typesIn = (text: string): readonly string[] => {
    const found =
      known.get(text) ?? [...missing.values()].map(({ name }) => name.name).filter(mentionedIn([text]));
    known.set(text, found);
    return found;
  };
  return {
    replace: (column) =>
      missing.has(nameKey(column.type)) ? { ...column, type: { ...column.type, schema: "pg_temp" } } : column,
    create: (columns, texts) => {
      const own = columns.flatMap(({ type }) => (type.schema === "pg_temp" ? [type.name] : []));
      const needed = new Set([...own, ...texts.flatMap(typesIn)]);
      if (needed.size === 0) return [];
      return [...missing.values()]
        .filter(({ name }) => needed.has(name.name))
        .map(
          ({ name, values }) =>
            `CREATE TYPE ${quoteName({ schema: "pg_temp", name: name.name })} AS ENUM (${values.map(quoteLiteral).join(", ")})`,
        );
    },
  };
}
