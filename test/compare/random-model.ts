/** Random models that a database could hold: foreign keys point at keys, columns use enum types that are there. */
import fc from "fast-check";
import type { Column } from "../../packages/revise/src/model/column";
import type { Constraint } from "../../packages/revise/src/model/constraint";
import { displayName } from "../../packages/revise/src/model/names";
import type { SchemaModel } from "../../packages/revise/src/model/schema-model";
import type { Table } from "../../packages/revise/src/model/table";
import type { TableIndex } from "../../packages/revise/src/model/table-index";
import type { View } from "../../packages/revise/src/model/view";
import {
  check,
  column,
  enumType,
  foreignKey,
  generated,
  index,
  model,
  name,
  primaryKey,
  table,
  unique,
  view,
} from "../../packages/testkit/src/builders";

const tableNames = ["a", "b", "c", "app.a"];
const columnNames = ["id", "x", "y", "z"];
const enumNames = ["mood_enum", "app.mood_enum"];
const values = ["one", "two", "three", "four"];

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const some = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...items]);

const defaults: Readonly<Record<string, string>> = {
  integer: "1",
  bigint: "2",
  text: "one",
  "varchar(20)": "two",
};

const plainColumn = (columnName: string, enums: readonly string[]): fc.Arbitrary<Column> =>
  fc
    .record({
      type: fc.constantFrom("integer", "integer", "bigint", "text", "varchar(20)", ...enums, ...enums),
      nullable: fc.boolean(),
      comment: maybe(fc.constantFrom("first", "second")),
      default: maybe(fc.constantFrom("one", "two")),
      special: fc.nat(6),
    })
    .map((draw) => {
      if (columnName === "z" && draw.special === 0) return generated("z", "boolean", "(x IS NULL)");
      if (columnName === "id" && draw.special === 1) {
        return column("id", "integer", { generation: { kind: "serial", sequence: null } });
      }
      return column(columnName, draw.type, {
        nullable: draw.nullable && columnName !== "id" && columnName !== "x",
        comment: draw.comment,
        default:
          draw.default === null ? null : { kind: "literal", text: defaults[draw.type] ?? draw.default },
      });
    });

interface Keyed {
  readonly table: Table;
  readonly keys: readonly (readonly string[])[];
}

const tableParts = (tableName: string, enums: readonly string[]): fc.Arbitrary<Keyed> =>
  fc
    .record({
      others: some(columnNames.slice(1)),
      drawn: fc.tuple(...columnNames.map((columnName) => plainColumn(columnName, enums))),
      comment: maybe(fc.constantFrom("a table")),
      uniqueColumns: maybe(some(columnNames)),
      uniqueName: fc.constantFrom("uq", "key"),
      indexColumns: maybe(some(columnNames)),
      indexName: fc.constantFrom("ix", "key"),
      where: maybe(fc.constantFrom("(x IS NOT NULL)", "(y IS NULL)")),
      uniqueIndex: fc.boolean(),
      pkName: fc.constantFrom("pk", "pk2"),
      pk: fc.constantFrom(["id"], ["id", "x"], ["x", "id"]),
      check: maybe(fc.constantFrom("(x IS NOT NULL)", "(y IS NULL)", "((y IS NULL) OR (x IS NULL))")),
    })
    .map((draw) => {
      const present = new Set(["id", ...draw.others]);
      const has = (names: readonly string[] | null): readonly string[] =>
        (names ?? []).filter((columnName) => present.has(columnName));
      const columns = draw.drawn.filter(
        (one) => present.has(one.name) && (one.generation?.kind !== "expression" || present.has("x")),
      );
      const there = new Set(columns.map((one) => one.name));
      const prefix = displayName(name(tableName)).replace(".", "_");
      const pk = has(draw.pk).filter((columnName) => there.has(columnName));
      const uniqueColumns = has(draw.uniqueColumns).filter((columnName) => there.has(columnName));
      const indexColumns = has(draw.indexColumns).filter((columnName) => there.has(columnName));
      const reads = (sql: string | null): boolean =>
        sql !== null && ["x", "y"].every((letter) => !sql.includes(letter) || there.has(letter));
      const constraints: Constraint[] = [primaryKey(`${prefix}_${draw.pkName}`, ...pk)];
      // The server merges a unique over the columns of the primary key into that.
      if (uniqueColumns.length > 0 && uniqueColumns.join() !== pk.join())
        constraints.push(unique(`${prefix}_${draw.uniqueName}`, ...uniqueColumns));
      if (reads(draw.check)) constraints.push(check(`${prefix}_ck`, draw.check ?? ""));
      const indexes: TableIndex[] = [];
      const clash = uniqueColumns.length > 0 && draw.indexName === draw.uniqueName;
      if (indexColumns.length > 0 && !clash) {
        const where = reads(draw.where) ? draw.where : null;
        indexes.push(index(`${prefix}_${draw.indexName}`, indexColumns, { where, unique: draw.uniqueIndex }));
      }
      return {
        table: { ...table(tableName, ...columns, ...constraints, ...indexes), comment: draw.comment },
        keys: [pk, ...(uniqueColumns.length > 0 ? [uniqueColumns] : [])],
      };
    });

function sameTypes(own: Table, columns: readonly string[], target: Table, key: readonly string[]): boolean {
  const typesOf = (holder: Table, names: readonly string[]): string =>
    JSON.stringify(names.map((one) => holder.columns.find((found) => found.name === one)?.type));
  return columns.length === key.length && typesOf(own, columns) === typesOf(target, key);
}

const withForeignKeys = (parts: readonly Keyed[]): fc.Arbitrary<readonly Table[]> =>
  fc.tuple(
    ...parts.map(({ table: own }) =>
      fc
        .array(
          fc.record({
            target: fc.nat(Math.max(0, parts.length - 1)),
            key: fc.nat(1),
            onDelete: fc.constantFrom("NO ACTION" as const, "CASCADE" as const),
          }),
          { maxLength: 2 },
        )
        .map((draws) => {
          const keys = draws.flatMap((draw, at) => {
            const target = parts[draw.target];
            const key = target?.keys[draw.key] ?? target?.keys[0];
            if (target === undefined || key === undefined) return [];
            const columns = own.columns.slice(0, key.length).map((one) => one.name);
            if (!sameTypes(own, columns, target.table, key)) return [];
            const prefix = displayName(own.name).replace(".", "_");
            return [
              foreignKey(`${prefix}_fk${String(at)}`, columns, displayName(target.table.name), key, {
                onDelete: draw.onDelete,
              }),
            ];
          });
          const distinctKeys = keys.filter(
            (key, at) =>
              keys.findIndex(
                (other) => JSON.stringify({ ...key, name: "" }) === JSON.stringify({ ...other, name: "" }),
              ) === at,
          );
          return { ...own, constraints: [...own.constraints, ...distinctKeys] };
        }),
    ),
  );

const views = (tables: readonly Table[]): fc.Arbitrary<readonly View[]> =>
  fc
    .record({ first: maybe(fc.nat(3)), second: fc.boolean(), materialized: fc.boolean() })
    .map(({ first, second, materialized }) => {
      const source = tables[first ?? 99];
      if (source === undefined) return [];
      const names = source.columns.map((one) => one.name).join(", ");
      const from = displayName(source.name);
      const base = view("v1", `SELECT ${names} FROM ${from}`, [from], { materialized });
      return second ? [base, view("v2", "SELECT id FROM v1", ["v1"])] : [base];
    });

export const randomModel: fc.Arbitrary<SchemaModel> = fc
  .record({ enums: some(enumNames), tables: some(tableNames), values: fc.tuple(some(values), some(values)) })
  .chain(({ enums, tables, values: drawn }) =>
    fc
      .tuple(...tables.map((tableName) => tableParts(tableName, enums)))
      .chain((parts) => withForeignKeys(parts))
      .chain((made) => views(made).map((seen) => ({ made, seen })))
      .map(({ made, seen }) =>
        model({
          namespaces: [...tables, ...enums].some((one) => one.startsWith("app.")) ? [{ name: "app" }] : [],
          enumTypes: enums.map((one, at) => enumType(one, ...new Set(["one", ...(drawn[at] ?? []), "two"]))),
          tables: made,
          views: seen,
        }),
      ),
  );
