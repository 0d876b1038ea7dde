/** The page of the operations, from the doc comments of `packages/revise/src/operations/builder*`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../workspace.mjs";

const folder = join(root, "packages/revise/src/operations");

/** Title → file, in the order of the page. */
const chapters = [
  ["Tables", "builder/table.ts"],
  ["Columns", "builder/column.ts"],
  ["Constraints", "builder/constraint.ts"],
  ["Indexes", "builder/table-index.ts"],
  ["Enums", "builder/enum-type.ts"],
  ["Views", "builder/view.ts"],
  ["Sequences", "builder/sequence.ts"],
  ["Partitions", "builder/partition.ts"],
  ["Functions and procedures", "builder/routine.ts"],
  ["Triggers", "builder/trigger.ts"],
  ["Rules", "builder/rule.ts"],
  ["Extended statistics", "builder/statistics.ts"],
  ["Domains and composite types", "builder/domain.ts"],
  ["Row security", "builder/policy.ts"],
  ["Rights", "builder/privilege.ts"],
  ["Rights on what will be created", "builder/default-privilege.ts"],
  ["Objects of every kind", "builder/object.ts"],
  ["Schemas and extensions", "builder/namespace.ts"],
  ["SQL and rows", "builder/sql.ts"],
  ["Beyond the transaction, and TypeORM itself", "builder.ts"],
  ["What is there already", "builder/existence.ts"],
];

const introduction = `# Operations

<!-- Written by \`npm run docs\` from the doc comments in packages/revise/src/operations. -->

\`upgrade\` and \`downgrade\` of a revision receive \`op\`. Every call is awaited. Names of tables and other objects are
\`"user"\`, \`"app.user"\`, or \`{ schema, name }\` where a name itself holds a dot. Words such as \`type\`, \`length\`, \`nullable\`
and \`onDelete\` are those of TypeORM's \`@Column\` and its relatives.

Who comes from Alembic finds its directives under these names:

| Alembic | here |
| --- | --- |
| \`add_column\`, \`drop_column\`, \`alter_column\` | \`addColumn\`, \`dropColumn\`, \`alterColumn\`, of which \`existing_…\` has no need |
| \`new_column_name\`, \`server_default\`, \`postgresql_using\` | \`name\`, \`default\`, \`using\` |
| \`create_table\`, \`drop_table\`, \`rename_table\` | \`createTable\`, \`dropTable\`, \`renameTable\` |
| \`postgresql_partition_by\`, \`_inherits\`, \`_with\`, \`_tablespace\`, \`_using\` | \`partitionBy\`, \`inherits\`, \`parameters\`, \`tablespace\`, \`using\` |
| \`create_table_comment\`, \`drop_table_comment\` | \`alterTable\`, \`commentOn\` |
| \`create_index\`, \`drop_index\` with \`postgresql_ops\`, \`_include\`, \`_where\`, \`_concurrently\` … | \`createIndex\`, \`dropIndex\` with \`operatorClass\`, \`include\`, \`where\`, \`concurrently\` … |
| \`create_primary_key\`, \`create_unique_constraint\`, \`create_check_constraint\` | \`addPrimaryKey\`, \`addUnique\`, \`addCheck\` |
| \`create_foreign_key\`, \`create_exclude_constraint\` | \`addForeignKey\`, \`addExclusion\` |
| \`drop_constraint\` | \`dropConstraint\` |
| \`execute\`, \`bulk_insert\`, \`get_bind\` | \`execute\`, \`bulkInsert\`, \`queryRunner\` |
| \`autocommit_block\` | \`autocommit\` |
| \`batch_alter_table\` | not needed: PostgreSQL alters in place |
| \`if_exists\`, \`if_not_exists\`, \`schema\` | \`{ ifExists: true }\`, \`{ ifNotExists: true }\`, \`"app.user"\` |
`;

export function operationsPage() {
  const sections = chapters.map(([title, file]) => chapter(title, join(folder, file)));
  const index = sections.map(({ title, methods }) => {
    const links = methods.map(({ name }) => `[\`${name}\`](#${name.toLowerCase()})`);
    return `- ${title}: ${links.join(", ")}`;
  });
  return [introduction, index.join("\n"), ...sections.map(({ text }) => text)].join("\n\n");
}

function chapter(title, file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const declared = source.statements.filter(
    (one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  const isCalls = (one) => /Calls$|^Operations$/.test(one.name.text);
  const methods = declared
    .filter((one) => ts.isInterfaceDeclaration(one) && isCalls(one))
    .flatMap((one) => one.members.map((member) => methodOf(member, source)));
  const types = declared.filter((one) => !isCalls(one)).map((one) => typeOf(one, source));
  const text = [`## ${title}`, ...methods.map(({ text: method }) => method), ...types].join("\n\n");
  return { title, methods, text };
}

function methodOf(member, source) {
  const name = member.name.text;
  const { prose, examples } = docOf(member);
  if (prose === "") throw new Error(`${source.fileName}: ${name} has no doc comment`);
  const signature = `op.${flat(member, source)
    .replace(/;$/, "")
    .replace(/^readonly /, "")}`;
  const blocks = [fence(signature), prose, ...examples.map(fence)];
  return { name, text: [`### ${name}`, ...blocks].join("\n\n") };
}

function typeOf(declaration, source) {
  const { prose } = docOf(declaration);
  const heading = `### ${declaration.name.text}`;
  if (ts.isTypeAliasDeclaration(declaration))
    return [heading, prose, fence(flat(declaration, source))].join("\n\n");
  const extended = (declaration.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((one) => one.getText(source)),
  );
  const rows = declaration.members.map((member) => {
    const optional = member.questionToken === undefined ? "" : ", optional";
    const type = flat(member.type, source).replaceAll("|", "\\|");
    return `| \`${member.name.text}\` | \`${type}\`${optional} | ${docOf(member).prose.replace(/\n+/g, " ")} |`;
  });
  const also =
    extended.length === 0 ? "" : `With everything of ${extended.map((one) => `\`${one}\``).join(" and ")}.`;
  const table = rows.length === 0 ? "" : ["| property | type | |", "| --- | --- | --- |", ...rows].join("\n");
  return [heading, prose, also, table].filter((part) => part !== "").join("\n\n");
}

/** The text of a doc comment, and its examples. */
function docOf(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const prose = (ts.getTextOfJSDocComment(doc?.comment) ?? "").replace(/\{@link (\w+)\}/g, "`$1`");
  const examples = (doc?.tags ?? [])
    .filter((tag) => tag.tagName.text === "example")
    .map((tag) => ts.getTextOfJSDocComment(tag.comment) ?? "");
  return { prose, examples };
}

/** The code without its comments, on one line; prettier breaks it again. */
function flat(node, source) {
  const printer = ts.createPrinter({ removeComments: true });
  return printer
    .printNode(ts.EmitHint.Unspecified, node, source)
    .replace(/\s+/g, " ")
    .replace(/\breadonly |^export /g, "")
    .replaceAll("; }", " }");
}

function fence(code) {
  return `\`\`\`ts\n${code}\n\`\`\``;
}
