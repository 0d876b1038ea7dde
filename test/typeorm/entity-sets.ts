import { inheritanceSets, relationSets, schemaSets } from "./relation-sets";
import type { Entities, PostgresOptions } from "./models";
import type { Orm } from "./entity-class";
import { columnSets } from "./column-sets";
import { formSets } from "./form-sets";
import { entityClass } from "./entity-class";

export interface EntitySet {
  readonly entities: Entities;
  readonly options?: PostgresOptions;
  /** SQL that TypeORM needs but never writes: schemas. */
  readonly before?: readonly string[];
  readonly schemas?: readonly string[];
  /** The server spells the defaults otherwise; whether they mean the same is for the server to say. */
  readonly respelt?: boolean;
  /** TypeORM cannot build it, or builds something else than the entities say. */
  readonly oursAlone?: boolean;
  /** Where the reader deliberately asks for something else than TypeORM builds. */
  readonly improvements?: readonly { readonly object: string; readonly reason: string }[];
}

/** Sets of entities that together use everything with which TypeORM shapes a PostgreSQL schema. */
export function entitySets(orm: Orm): Record<string, EntitySet> {
  return {
    ...columnSets(orm),
    ...formSets(orm),
    ...constraintSets(orm),
    ...relationSets(orm),
    ...inheritanceSets(orm),
    ...schemaSets(orm),
  };
}

function constraintSets(orm: Orm): Record<string, EntitySet> {
  const { Entity, Column, PrimaryGeneratedColumn, PrimaryColumn, Index, Unique, Check, Exclusion } = orm;
  const id = PrimaryGeneratedColumn();
  const n = Column({ type: "int" });
  return {
    "keys and constraints": {
      entities: [
        entityClass(
          "Composite",
          { b: PrimaryColumn({ type: "int" }), a: PrimaryColumn({ type: "text" }) },
          { decorators: [Entity("composite")] },
        ),
        entityClass(
          "Named",
          { id: PrimaryColumn({ type: "int", primaryKeyConstraintName: "named_key" }) },
          { decorators: [Entity("named")] },
        ),
        entityClass(
          "Constrained",
          { id, a: Column({ type: "int", unique: true }), b: n, c: n, during: Column({ type: "tstzrange" }) },
          {
            decorators: [
              Entity("constrained"),
              Unique("uq_bc", ["b", "c"]),
              Unique(["c"], { deferrable: "INITIALLY DEFERRED" }),
              Unique("uq_imm", ["c", "b"], { deferrable: "INITIALLY IMMEDIATE" }),
              Check("ck_a", `"a" > 0`),
              Check(`"b" > 0 AND "c" <> 5`),
              Exclusion(`USING gist ("a" WITH =, "during" WITH &&)`),
              Exclusion("xc_named", `USING gist ("b" WITH =, "during" WITH &&) WHERE ("b" > 0)`, {
                deferrable: "INITIALLY DEFERRED",
              }),
            ],
          },
        ),
        entityClass(
          "Merged",
          { id: PrimaryColumn({ type: "int", unique: true }), a: n },
          { decorators: [Entity("merged"), Unique("first", ["a"]), Unique("second", ["a"])] },
        ),
      ],
    },
    indexes: {
      entities: [
        entityClass(
          "Indexed",
          {
            id,
            a: [n, Index()],
            b: n,
            t: Column({ type: "text" }),
            p: Column({ type: "point" }),
            j: Column({ type: "jsonb" }),
            v: Column({ type: "tsvector" }),
          },
          {
            decorators: [
              Entity("indexed"),
              Index(["a", "b"]),
              Index("ix_unique", ["b"], { unique: true }),
              Index("ix_where", ["b"], { where: `"b" > 5` }),
              Index(["b", "a"], { where: `"b" IS NOT NULL` }),
              Index("ix_gist", ["p"], { spatial: true }),
              Index("ix_fulltext", ["t"], { fulltext: true }),
              Index("ix_fn", (entity: unknown) => [(entity as { t: string }).t]),
            ],
          },
        ),
      ],
    },
  };
}
