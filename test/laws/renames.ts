/** New names for what is in a project, and the decisions that tell of them. */
import fc, { type Arbitrary } from "fast-check";
import type { DataSource, EntityMetadata } from "typeorm";
import { clipToBytes } from "../../packages/revise/src/util/text";
import type { Rows } from "../../packages/testkit/src/rows";
import { isEnum } from "./column-types";
import type { Column, Entity, Naming, Project } from "./project";
import { tidy } from "./tidy";

/** `where` counts through entities or shared enums, `which` through columns or values. */
export interface Rename {
  readonly what: "table" | "column" | "enumValue";
  readonly where: number;
  readonly which: number;
  readonly naming: Naming;
}

export const rename: Arbitrary<Rename> = fc.record<Rename>({
  what: fc.constantFrom("table", "column", "column", "column", "enumValue"),
  where: fc.nat({ max: 5 }),
  which: fc.nat({ max: 11 }),
  naming: fc.constantFrom("default", "snake", "upper", "hostile"),
});

/** The project with the new names, tidied; a rename that leads into what `tidy` takes apart changes nothing. */
export function withNewNames(project: Project, renames: readonly Rename[]): Project {
  return renames.reduce((before, one) => {
    const after = renamed(before, one);
    return shapeOf(tidy(after)) === shapeOf(before) ? after : before;
  }, project);
}

/** Everything but the names that `rename` gives. */
function shapeOf(project: Project): string {
  return JSON.stringify(project, (key, value: unknown) =>
    key === "naming" || key === "values" ? undefined : value,
  );
}

function renamed(project: Project, { what, where, which, naming }: Rename): Project {
  const at = where % project.entities.length;
  const change = (edit: (entity: Entity) => Entity): Project => ({
    ...project,
    entities: project.entities.map((entity, index) => (index === at ? edit(entity) : entity)),
  });
  if (what === "table") return change((entity) => ({ ...entity, naming }));
  if (what === "column") {
    return change((entity) => ({
      ...entity,
      columns: entity.columns.map((column, index) =>
        index === which % entity.columns.length ? { ...column, naming } : column,
      ),
    }));
  }
  const enumAt = where % project.enums.length;
  return {
    ...project,
    enums: project.enums.map((one, index) =>
      index === enumAt
        ? {
            ...one,
            values: one.values.map((value, i) => (i === which % one.values.length ? `${value}_2` : value)),
          }
        : one,
    ),
  };
}

/** What became what, table by table, in the names of the database. */
export interface NewNames {
  /** `public.user` → `public.person` */
  readonly tables: ReadonlyMap<string, string>;
  /** By the new name of the table: old column → new column. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly values: ReadonlyMap<string, string>;
  /** For `--rename`. */
  readonly decisions: readonly string[];
}

/** Both have the same entities in the same order, with the same columns in the same order. */
export function newNames(
  [before, after]: readonly [DataSource, DataSource],
  [former, latter]: readonly [Project, Project],
): NewNames {
  const wanted = tablesIn(after);
  const pairs = tablesIn(before).map((from, index): Pair => {
    const to = wanted[index];
    if (to?.columns.length !== from.columns.length) throw new Error("Not the same entities");
    return { from, to };
  });
  const columns = new Map<string, Map<string, string>>();
  for (const { from, to } of pairs) {
    const ofTable = columns.get(fullName(to)) ?? new Map<string, string>();
    for (const [name, newName] of columnPairs({ from, to })) ofTable.set(name, newName);
    columns.set(fullName(to), ofTable);
  }
  return {
    tables: new Map(pairs.map(({ from, to }) => [fullName(from), fullName(to)])),
    columns,
    values: new Map(former.enums.flatMap((_, index) => valuePairs(former, latter, index))),
    decisions: [
      ...new Set([
        ...pairs.flatMap(decisionsAbout),
        ...latter.entities.flatMap(valueDecisions(former, latter)),
      ]),
    ],
  };
}

interface Pair {
  readonly from: EntityMetadata;
  readonly to: EntityMetadata;
}

function tablesIn({ entityMetadatas }: DataSource): readonly EntityMetadata[] {
  return entityMetadatas.filter(({ tableType }) => tableType !== "view");
}

function columnPairs({ from, to }: Pair): readonly (readonly [string, string])[] {
  return from.columns.map(({ databaseName }, index) => [
    clipped(databaseName),
    clipped(to.columns[index]?.databaseName ?? databaseName),
  ]);
}

function decisionsAbout(pair: Pair): readonly string[] {
  const [from, to] = [spelt(pair.from), spelt(pair.to)];
  const ofColumns = columnPairs(pair)
    .filter(([name, newName]) => name !== newName)
    .map(([name, newName]) => `${to}.${name}:${newName}`);
  return from === to ? ofColumns : [`${from}:${to}`, ...ofColumns];
}

function valuePairs(former: Project, latter: Project, index: number): [from: string, to: string][] {
  const wanted = latter.enums[index]?.values ?? [];
  return (former.enums[index]?.values ?? []).flatMap((value, place): [string, string][] => {
    const newValue = wanted[place] ?? value;
    return newValue === value ? [] : [[value, newValue]];
  });
}

/** The values of shared enums, which stand in the schemas of the tables that use them. */
function valueDecisions(former: Project, latter: Project): (entity: Entity) => readonly string[] {
  return (entity) =>
    columnsIn(entity)
      .filter(({ role, computed, type }) => role === "column" && computed === null && isEnum(type))
      .flatMap(({ enumName }) => {
        const type = `${entity.schema === null ? "" : `${entity.schema}.`}${enumName ?? ""}`;
        const index = latter.enums.findIndex(({ name }) => name === enumName);
        return valuePairs(former, latter, index).map(([from, to]) => `${type}.${from}:${to}`);
      });
}

function columnsIn(entity: Entity): readonly Column[] {
  return [
    ...entity.inherited,
    ...entity.columns,
    ...[...entity.embeddeds, ...entity.children].flatMap((one) => one.columns),
  ];
}

/** As reports and decisions name it. */
function spelt({ schema, tableName }: EntityMetadata): string {
  return `${schema === undefined || schema === "public" ? "" : `${schema}.`}${clipped(tableName)}`;
}

function fullName({ schema, tableName }: EntityMetadata): string {
  return `${schema ?? "public"}.${clipped(tableName)}`;
}

function clipped(name: string): string {
  return clipToBytes(name, 63);
}

/** The rows as they are to be found under the new names of tables and columns. */
export function underNewNames(rows: Rows, names: NewNames): Rows {
  return new Map(
    [...rows].map(([table, all]) => {
      const newTable = names.tables.get(table) ?? table;
      const columns = names.columns.get(newTable);
      return [newTable, all.map((row) => mapped(row, (column) => columns?.get(column) ?? column))];
    }),
  );
}

/** Rows with the values of enums as they were called before; no other value is called like a new one. */
export function withFormerValues(rows: Rows, { values }: NewNames): Rows {
  const former = new Map([...values].map(([from, to]) => [to, from]));
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    return typeof value === "string" ? (former.get(value) ?? value) : value;
  };
  return new Map(
    [...rows].map(([table, all]) => [table, all.map((row) => mapped(row, (column) => column, named))]),
  );
}

function mapped(
  row: Readonly<Record<string, unknown>>,
  columnOf: (column: string) => string,
  valueOf = (value: unknown): unknown => value,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [columnOf(column), valueOf(value)]));
}
