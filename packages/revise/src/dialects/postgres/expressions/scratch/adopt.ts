/** Turns an answer of the server into the object spelt like its counterpart. */
import { type Column, sameDefault } from "../../../../model/column";
import type { Exclusion } from "../../../../model/constraint";
import {
  nameKey,
  objectKey,
  type ObjectKey,
  type ObjectKind,
  ownerOf,
  type QualifiedName,
} from "../../../../model/names";
import type { SchemaModel } from "../../../../model/schema-model";
import type { IndexKey, TableIndex } from "../../../../model/table-index";
import type { View } from "../../../../model/view";
import { setParametersApart } from "../../exclusion-parameters";
import { exclusionText } from "../../introspect/constraint";
import { viewText } from "../../introspect/view";
import { parseDefault } from "../default";
import type { Part, Spelling } from "./question";
import { type Origins, unchanged } from "./retyping";
import { printedWords } from "./words";

/**
 * The object in its counterpart's spelling; null where the answer shows that it means something else.
 *
 * @param origins what the counterparts will be printed like
 */
export function adopt(part: Part, text: string | null, origins: Origins = unchanged): Spelling | null {
  switch (part.kind) {
    case "extension":
    case "type":
      return null;
    case "default":
      return adoptDefault(part, text);
    case "generated":
      return adoptGenerated(part, text, origins);
    case "check": {
      const expression = origins(text ?? "").find((each) => part.current.includes(each));
      return expression === undefined ? null : { ...part.check, expression };
    }
    case "exclusion":
      return adoptExclusion(part, text, origins);
    case "index":
      return adoptIndex(part, text, origins);
    case "view":
      return adoptView(part, text, origins);
  }
}

/** What the entity says of storage is kept apart, as what the database says is. */
function adoptExclusion(
  { exclusion, current }: Extract<Part, { kind: "exclusion" }>,
  text: string | null,
  origins: Origins,
): Exclusion | null {
  const own = setParametersApart(exclusion.expression);
  const print = setParametersApart(exclusionText(text ?? "")).expression;
  const expression = origins(print).find((each) => current.includes(each));
  if (expression === undefined && own.parameters === null) return null;
  return {
    ...exclusion,
    expression: expression ?? own.expression,
    ...(own.parameters !== null && { index: { ...exclusion.index, parameters: own.parameters } }),
  };
}

function adoptDefault(part: Extract<Part, { kind: "default" }>, text: string | null): Column | null {
  // The server keeps no default for a NULL.
  const found = text === null ? null : parseDefault(text, part.column.type);
  if (found === null) return { ...part.column, default: null };
  const { current } = part;
  // A number that the database holds without quotes is kept as an expression: its meaning is what counts here.
  const meant = current?.kind === "expression" ? parseDefault(current.sql, part.column.type) : current;
  const same = [current, meant].some((each) => each !== null && sameDefault(found, each));
  return same ? { ...part.column, default: current } : null;
}

function adoptGenerated(
  { column, current }: Extract<Part, { kind: "generated" }>,
  text: string | null,
  origins: Origins,
): Column | null {
  if (current === null || column.generation?.kind !== "expression") return null;
  if (!origins(text ?? "").includes(current)) return null;
  return { ...column, generation: { ...column.generation, expression: current } };
}

function adoptView(
  part: Extract<Part, { kind: "view" }>,
  text: string | null,
  origins: Origins,
): View | null {
  const definition = part.current?.definition;
  if (text === null || definition === undefined) return null;
  return origins(viewText(text)).includes(definition) ? { ...part.view, definition } : null;
}

function adoptIndex(
  part: Extract<Part, { kind: "index" }>,
  text: string | null,
  origins: Origins,
): TableIndex | null {
  const { index, current } = part;
  const [predicate = null, ...spelt] = printedWords(part, text);
  const predicates = new Set(current.map((each) => each.where));
  const expressions = new Set(current.flatMap((each) => each.keys.map((key) => key.expression)));
  const among = (known: ReadonlySet<string | null>, print: string | null): string | undefined =>
    print === null ? undefined : origins(print).find((each) => known.has(each));
  const where = among(predicates, predicate) ?? index.where;
  const keys = index.keys.map((key, place): IndexKey => {
    const expression = among(expressions, spelt[place] ?? null);
    return expression === undefined ? key : { ...key, expression };
  });
  const changed = where !== index.where || keys.some((key, place) => key !== index.keys[place]);
  return changed ? { ...index, where, keys } : null;
}

/** The model with some of its objects spelt anew. */
export function respell(model: SchemaModel, spellings: ReadonlyMap<ObjectKey, Spelling>): SchemaModel {
  if (spellings.size === 0) return model;
  const owners = new Set([...spellings.keys()].map((key) => nameKey(ownerOf(key))));
  const spell = <Item extends { readonly name: string }>(
    kind: ObjectKind,
    owner: QualifiedName,
    items: readonly Item[],
  ): readonly Item[] =>
    items.map((item) => (spellings.get(objectKey(kind, owner, item.name)) ?? item) as Item);
  return {
    ...model,
    tables: model.tables.map((table) =>
      owners.has(nameKey(table.name))
        ? {
            ...table,
            columns: spell("column", table.name, table.columns),
            constraints: spell("constraint", table.name, table.constraints),
            indexes: spell("index", table.name, table.indexes),
          }
        : table,
    ),
    views: model.views.map((view) => {
      const spelt = spellings.get(objectKey("view", view.name)) ?? view;
      return { ...(spelt as typeof view), indexes: spell("index", view.name, view.indexes) };
    }),
  };
}
