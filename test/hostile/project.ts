/** A TypeORM project in which every text is hostile. */
import fc, { type Arbitrary } from "fast-check";
import { truncateIdentifier } from "../../packages/revise/src/dialects/postgres/identifiers";
import {
  call,
  options,
  type ClassDeclaration,
  type ProjectDeclaration,
  type PropertyDeclaration,
} from "../laws/declaration";
import { hostileText } from "./text";

/** All names and texts of a project, so that one of them can be replaced. */
export interface HostileProject {
  readonly schema: string | null;
  readonly parent: string;
  readonly child: string;
  readonly view: string;
  readonly key: string;
  readonly text: string;
  readonly choice: string;
  readonly reference: string;
  readonly enumType: string;
  readonly unique: string;
  readonly check: string;
  readonly index: string;
  readonly foreignKey: string;
  readonly primaryKey: string;
  readonly tableComment: string;
  readonly columnComment: string;
  readonly textDefault: string;
  readonly checked: string;
  readonly enumValues: readonly string[];
  readonly message: string;
}

/** Distinct ones: names of relations, types and constraints share their spaces in the database. */
function named<Name extends string>(...names: readonly Name[]): Arbitrary<Record<Name, string>> {
  return fc
    .uniqueArray(hostileText, {
      minLength: names.length,
      maxLength: names.length,
      selector: truncateIdentifier,
    })
    .map((drawn) => {
      const entries = names.map((name, index) => [name, drawn[index] ?? ""] as const);
      return Object.fromEntries(entries) as Record<Name, string>;
    });
}

/** A dot in the name of an entity is TypeORM's way to write its schema. */
const withoutDots = (name: string): string => name.replaceAll(".", "·");

const label = hostileText.filter((text) => Buffer.byteLength(text) <= 63);

export const hostileProject: Arbitrary<HostileProject> = fc
  .tuple(
    named("parent", "child", "view", "enumType", "unique", "check", "index", "foreignKey", "primaryKey"),
    named("key", "text", "choice", "reference"),
    fc.record({
      schema: fc.option(hostileText.filter((name) => !name.startsWith("pg_"))),
      tableComment: hostileText,
      columnComment: hostileText,
      textDefault: hostileText,
      checked: hostileText,
      enumValues: fc.uniqueArray(label, { minLength: 1, maxLength: 3 }),
      message: hostileText,
    }),
  )
  .map(([names, columns, texts]) => ({
    ...names,
    ...columns,
    ...texts,
    parent: withoutDots(names.parent),
    child: withoutDots(names.child),
    view: withoutDots(names.view),
  }));

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** TypeORM takes the quotes of a default as they are; authors write two. */
const escaped = (text: string): string => text.replaceAll("'", "''");

export function declare(project: HostileProject): ProjectDeclaration {
  return { options: {}, classes: [declareParent(project), declareChild(project), declareView(project)] };
}

function declareParent(project: HostileProject): ClassDeclaration {
  const differs = `${quote(project.text)} <> ${literal(project.checked)}`;
  return {
    name: "Parent",
    parent: null,
    listed: true,
    decorators: [
      call("Entity", project.parent, options({ schema: project.schema, comment: project.tableComment })),
      call("Unique", project.unique, ["text", "choice"]),
      call("Check", project.check, differs),
      call("Index", project.index, ["choice"]),
    ],
    properties: [
      declareKey(project, project.primaryKey),
      property("text", "Column", {
        name: project.text,
        type: "text",
        default: escaped(project.textDefault),
        comment: project.columnComment,
      }),
      property("choice", "Column", {
        name: project.choice,
        type: "enum",
        enum: project.enumValues,
        enumName: project.enumType,
        default: escaped(project.enumValues[0] ?? ""),
      }),
    ],
  };
}

function declareChild(project: HostileProject): ClassDeclaration {
  return {
    name: "Child",
    parent: null,
    listed: true,
    decorators: [call("Entity", project.child, options({ schema: project.schema }))],
    properties: [
      declareKey(project, null),
      {
        name: "parent",
        decorators: [
          call("ManyToOne", { class: "Parent" }),
          call("JoinColumn", {
            name: project.reference,
            foreignKeyConstraintName: project.foreignKey,
          }),
        ],
      },
    ],
  };
}

function declareView(project: HostileProject): ClassDeclaration {
  const schema = project.schema === null ? "" : `${quote(project.schema)}.`;
  return {
    name: "View",
    parent: null,
    listed: true,
    decorators: [
      call(
        "ViewEntity",
        project.view,
        options({
          schema: project.schema,
          expression: `SELECT ${quote(project.text)} FROM ${schema}${quote(project.parent)} WHERE ${quote(project.text)} <> ${literal(project.checked)}`,
        }),
      ),
    ],
    properties: [property("text", "ViewColumn", { name: project.text })],
  };
}

function declareKey(project: HostileProject, constraint: string | null): PropertyDeclaration {
  return property("id", "PrimaryColumn", {
    name: project.key,
    type: "int",
    ...options({ primaryKeyConstraintName: constraint }),
  });
}

function property(name: string, decorator: string, argument: object): PropertyDeclaration {
  return { name, decorators: [call(decorator, argument)] };
}
