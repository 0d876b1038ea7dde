import { entityClass } from "./entity-class";
import type { Orm } from "./entity-class";
import type { EntitySet } from "./entity-sets";

export function relationSets(orm: Orm): Record<string, EntitySet> {
  const {
    Entity,
    Column,
    PrimaryGeneratedColumn,
    PrimaryColumn,
    ManyToOne,
    OneToOne,
    ManyToMany,
    JoinColumn,
    JoinTable,
  } = orm;
  const id = PrimaryGeneratedColumn();
  const Owner = entityClass(
    "Owner",
    { id: PrimaryGeneratedColumn("uuid") },
    { decorators: [Entity("owner")] },
  );
  const Pair = entityClass(
    "Pair",
    { a: PrimaryColumn({ type: "int" }), b: PrimaryColumn({ type: "varchar", length: 5 }) },
    { decorators: [Entity("pair")] },
  );
  const Tag = entityClass(
    "Tag",
    { name: PrimaryColumn({ type: "varchar", length: 30, comment: "the tag" }) },
    { decorators: [Entity("tag")] },
  );
  const Post = entityClass(
    "Post",
    {
      id,
      ownerId: Column({ type: "uuid", nullable: true }),
      owner: [ManyToOne(() => Owner), JoinColumn({ name: "ownerId" })],
      other: ManyToOne(() => Owner, {
        nullable: false,
        onDelete: "CASCADE",
        onUpdate: "RESTRICT",
        deferrable: "INITIALLY DEFERRED",
      }),
      free: ManyToOne(() => Owner, { createForeignKeyConstraints: false }),
      one: [OneToOne(() => Owner), JoinColumn({ name: "one_id", foreignKeyConstraintName: "fk_one" })],
      pair: [
        ManyToOne(() => Pair, { onDelete: "SET NULL" }),
        JoinColumn([
          { name: "pair_b", referencedColumnName: "b" },
          { name: "pair_a", referencedColumnName: "a" },
        ]),
      ],
      tags: [ManyToMany(() => Tag), JoinTable()],
      pairs: [
        ManyToMany(() => Pair, { onDelete: "RESTRICT" }),
        JoinTable({ name: "post_pair", joinColumn: { name: "post" } }),
      ],
      related: [ManyToMany("Post"), JoinTable()],
      parent: ManyToOne("Post"),
    },
    { decorators: [Entity("post")] },
  );
  const Profile = entityClass(
    "Profile",
    { owner: [OneToOne(() => Owner), JoinColumn(), PrimaryColumn({ type: "uuid", name: "ownerId" })] },
    { decorators: [Entity("profile")] },
  );
  return { relations: { entities: [Owner, Pair, Tag, Post, Profile] } };
}

export function inheritanceSets(orm: Orm): Record<string, EntitySet> {
  const { Entity, Column, PrimaryGeneratedColumn, Index, Unique, Tree, TreeChildren, TreeParent, ManyToOne } =
    orm;
  const id = PrimaryGeneratedColumn();
  const tree = (name: string, type: "closure-table" | "nested-set" | "materialized-path"): new () => object =>
    entityClass(
      name,
      { id, children: TreeChildren(), parent: TreeParent() },
      { decorators: [Entity(name.toLowerCase()), Tree(type)] },
    );
  // The relations of a tree refer to the class that carries them.
  const trees = [
    tree("Closure", "closure-table"),
    tree("Nested", "nested-set"),
    tree("Path", "materialized-path"),
  ];
  const Deep = entityClass("Deep", { z: Column({ type: "int", unique: true }) }, {});
  const Address = entityClass(
    "Address",
    {
      street: [Column({ type: "text" }), Index()],
      no: Column({ type: "int", default: 1 }),
      deep: Column(() => Deep),
    },
    { decorators: [Unique(["street"])] },
  );
  const Base = entityClass(
    "Base",
    { id, created: orm.CreateDateColumn(), kind: Column({ type: "text", default: "base" }) },
    {},
  );
  const Other = entityClass(
    "Other",
    { x: Column({ type: "int" }) },
    { parent: Base, decorators: [Entity("other"), Index(["kind"])] },
  );
  const Home = entityClass(
    "Home",
    {
      main: Column(() => Address),
      spare: Column(() => Address, { prefix: "s" }),
      flat: Column(() => Deep, { prefix: false }),
    },
    { parent: Base, decorators: [Entity("home")] },
  );
  const Animal = entityClass(
    "Animal",
    { id, name: Column({ type: "text" }) },
    { decorators: [Entity("animal"), orm.TableInheritance({ column: { type: "varchar", name: "kind" } })] },
  );
  const Cat = entityClass(
    "Cat",
    { lives: Column({ type: "int" }), home: ManyToOne(() => Home) },
    { parent: Animal, decorators: [orm.ChildEntity("cat"), Index(["lives"])] },
  );
  const Dog = entityClass(
    "Dog",
    { size: Column({ type: "enum", enum: ["s", "l"] }), place: Column(() => Deep) },
    { parent: Animal, decorators: [orm.ChildEntity()] },
  );
  return {
    trees: { entities: trees },
    "embedded and inherited": { entities: [Home, Other, Animal, Cat, Dog] },
  };
}

export function schemaSets(orm: Orm): Record<string, EntitySet> {
  const {
    Entity,
    Column,
    PrimaryGeneratedColumn,
    Index,
    ViewEntity,
    ViewColumn,
    ManyToOne,
    ManyToMany,
    JoinTable,
  } = orm;
  const id = PrimaryGeneratedColumn();
  const Main = entityClass(
    "Main",
    { id, s: Column({ type: "enum", enum: ["a"] }) },
    { decorators: [Entity("main", { schema: "app" })] },
  );
  const Here = entityClass(
    "Here",
    { id, main: ManyToOne(() => Main), mains: [ManyToMany(() => Main), JoinTable({ schema: "app" })] },
    { decorators: [Entity("here", { schema: "public" })] },
  );
  const Dotted = entityClass(
    "Dotted",
    { id, s: Column({ type: "enum", enum: ["a"] }) },
    { decorators: [Entity("app.dotted")] },
  );
  const Thing = entityClass(
    "Thing",
    { id, n: Column({ type: "int" }) },
    { decorators: [Entity("thing", {})] },
  );
  const Plain = entityClass(
    "Plain",
    { n: ViewColumn() },
    { decorators: [ViewEntity({ name: "plain", expression: `SELECT 1 AS "n"` })] },
  );
  const Built = entityClass(
    "Built",
    { n: [ViewColumn(), Index("ix_built", { unique: true })] },
    {
      decorators: [
        ViewEntity({
          name: "built",
          materialized: true,
          dependsOn: [Plain],
          expression: (source) => source.createQueryBuilder().select("t.n", "n").from(Thing, "t"),
        }),
      ],
    },
  );
  const before = ["CREATE SCHEMA app"];
  return {
    schemas: { entities: [Main, Here], before, schemas: ["app"] },
    "schema in the name of the table": { entities: [Dotted], before, schemas: ["app"] },
    "schema of the data source": { entities: [Thing], before, schemas: ["app"], options: { schema: "app" } },
    "default schema of the data source": {
      entities: [Thing],
      options: { schema: "public", entityPrefix: "x_", cache: true },
    },
    views: { entities: [Thing, Plain, Built] },
  };
}
