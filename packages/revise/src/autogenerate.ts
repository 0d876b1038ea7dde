/**
 * The pipeline: introspect → read → rename → settle → compare → arrange → judge. It writes nothing; what it finds becomes a
 * revision file, a report or an exit code in `commands/`.
 */
import { untriedNotes } from "./autogenerate/rejected-expressions";
import { judge } from "./autogenerate/judge";
import { rejectExpressions, rejectSharedNames, rejectUnusedRenames } from "./autogenerate/rejections";
import { askAboutRenames } from "./autogenerate/rename-questions";
import { readBothSides, type ReadRequest } from "./autogenerate/read-sides";
import { alikeTables } from "./compare/alike";
import { arrange, needsRoom } from "./compare/arrange";
import { compareModels } from "./compare/compare-models";
import type {
  CompareContext,
  Questioner,
  RenameCandidate,
  RenameDecision,
  ObjectReference,
} from "./compare/comparison";
import { droppedExtensions } from "./compare/extension";
import { foldSchema, filterModel } from "./compare/filter";
import { type OtherRelation, otherRelationNote, otherRelations } from "./compare/other-relations";
import { applyRenames } from "./compare/rename";
import { refusedRenames } from "./compare/rename/refusal";
import { withFollowedViews } from "./compare/rename/renamed";
import { withUuidFunctions } from "./compare/uuid-functions";
import type { Introspection } from "./dialect/introspection";
import { objectKey, ownerOf, type QualifiedName } from "./model/names";
import type { SchemaModel } from "./model/schema-model";
import type { Operation } from "./operations/operation";
import { remarks } from "./safety/remarks";
import type { Finding } from "./safety/rule";
import { isGeneratedName } from "./typeorm/generated-name";
import type { MetadataModel } from "./typeorm/metadata-model";

export interface AutogenerateRequest extends ReadRequest {
  readonly versionTable: QualifiedName;
  /** Other tables of `revise` itself, which are nobody's to change. */
  readonly ownTables?: readonly QualifiedName[];
  readonly unmanaged: "keep" | "drop";
  readonly renames: readonly RenameDecision[];
  /** Asked about likely renames that no decision mentions. */
  readonly questioner?: Questioner;
  /** Compares what the models don't hold; asked once the entities are read. */
  readonly compareBesides?: () => Promise<readonly Operation[]>;
  /** Whether a revision file comes of it. */
  readonly writesFile?: boolean;
  /** Whether more operations may be added to those that are found, so that what is missing may yet be made. */
  readonly makesMore?: boolean;
  /** What the user has to say about the comparison, once both sides are known. */
  readonly customize?: (sides: BothSides) => Pick<CompareContext, "include" | "judge">;
}

/** Both sides, before anything is left out. */
export interface BothSides {
  readonly current: SchemaModel;
  readonly desired: SchemaModel;
  /** What `schema: null` stands for. */
  readonly defaultSchema: string;
  /** Where a column of the desired side comes from: `User.email`. */
  readonly originOfColumn: MetadataModel["originOfColumn"];
}

export interface AutogenerateResult {
  /** The database as it is. */
  readonly current: SchemaModel;
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
  readonly findings: readonly Finding[];
  /** What a revision file says above an operation. */
  readonly comments: ReadonlyMap<Operation, readonly string[]>;
  /** Likely renames that nobody has decided about. */
  readonly open: readonly RenameCandidate[];
  readonly unmanaged: readonly LeftAlone[];
  /** What could not be compared, and other remarks. */
  readonly notes: readonly string[];
  /** What the entities say that is cut, ignored or odd. */
  readonly warnings: readonly string[];
}

/** An object that stays as it is. */
export interface LeftAlone {
  readonly kind: string;
  readonly name: QualifiedName;
  readonly table: QualifiedName | null;
}

/**
 * Compares the entities with the database.
 *
 * @throws `metadata-invalid` for a name that is given twice, `expression-rejected` for an expression of an entity that
 * the server does not understand, `rename-invalid` for a decision that fits nothing, and what reading either side can
 * throw
 */
export async function autogenerate(request: AutogenerateRequest): Promise<AutogenerateResult> {
  const { dialect, connection } = request;
  const { found, metadata, namesShared } = await readBothSides(request);
  const others = otherRelations(found.model, found.unmodelled, metadata.model);
  const context = contextOf(request, found, metadata, others);
  const current = filterModel(found.model, "current", context);
  const wanted = filterModel(metadata.model, "desired", context);
  if (namesShared) rejectSharedNames(wanted, metadata);
  const renames =
    request.questioner === undefined
      ? request.renames
      : await askAboutRenames(request.questioner, current, wanted, context);
  const outcome = applyRenames(current, wanted, { ...context, renames });
  const viewsAfterRenames = await dialect.viewsAfterRenames(connection, found, outcome.operations);
  const renamed = withFollowedViews(outcome.current, { viewsAfterRenames });
  const besides = (await request.compareBesides?.()) ?? [];
  const desired = withUuidFunctions(renamed, metadata.model, metadata.generatedUuids);
  const considered = filterModel(desired, "desired", context);
  const alike = alikeTables(renamed, considered, context);
  // The server knows enum types by their old names until the revision runs, and expressions name them.
  const settlement = await dialect.settle(connection, { ...renamed, enumTypes: current.enumTypes }, desired, {
    existing: current,
    wanted: considered,
    renames: outcome.operations,
    makesMore: request.makesMore === true || besides.length > 0,
    altersColumns: context.judge === undefined,
    alike,
  });
  const { unsettled: incomparable, unsteady } = settlement;
  rejectExpressions(
    incomparable.filter(({ key, fresh }) => fresh || isIn(ownerOf(key), context)),
    metadata,
  );
  const comparing = { ...context, renames, viewsAfterRenames, incomparable, unsteady, alike };
  const differences = compareModels(found.model, settlement.desired, comparing);
  const dependents = needsRoom(differences, besides) ? await found.dependents() : [];
  const leaving = droppedExtensions(differences.found.operations);
  const extensionUses = leaving.length === 0 ? [] : await found.extensionUses(leaving);
  const comparison = arrange(differences, { ...comparing, dependents, extensionUses, besides });
  rejectUnusedRenames(refusedRenames(comparison.unusedRenames, current, metadata.model));
  const { operations: upgrade, downgrade, notes } = comparison;
  const findings = await judge(comparison, found, request);
  return {
    current: found.model,
    upgrade,
    downgrade,
    findings,
    comments: remarks(findings),
    open: comparison.renameCandidates,
    unmanaged: [...comparison.unmanaged.map(leftAlone), ...outsideModel(found, context)],
    notes: [
      ...others.map((other) => otherRelationNote(other, metadata.origins)),
      ...notes,
      ...untriedNotes(incomparable),
    ],
    warnings: metadata.warnings,
  };
}

function contextOf(
  { managed, versionTable, ownTables = [], unmanaged, renames, dialect, customize }: AutogenerateRequest,
  { model: current, defaultSchema, types, outside }: Introspection,
  { model: desired, untouched, houseTables, entailedExtensions, originOfColumn }: MetadataModel,
  others: readonly OtherRelation[],
): CompareContext {
  const enums = [...current.enumTypes, ...desired.enumTypes].map(({ name }) => name);
  return {
    ...customize?.({ current, desired, defaultSchema, originOfColumn }),
    defaultSchema,
    managed,
    untouched: new Set([...untouched, ...outside, ...others.map(({ name }) => objectKey("table", name))]),
    houseTables: new Set([
      ...houseTables,
      ...ownTables.map((name) => objectKey("table", foldSchema(name, defaultSchema))),
    ]),
    versionTable,
    entailedExtensions,
    unmanaged,
    renames,
    incomparable: [],
    castExpression: (from, to, column) => dialect.castExpression(from, to, column, { ...types, enums }),
    rereadable: (print) => dialect.rereadable(print),
    afterValueRename: (print, rename, types) => dialect.afterValueRename(print, rename, types),
    giveOwn: (own) => dialect.giveOwn(own),
    comparableTypes: (left, right) => dialect.comparableTypes(left, right),
    storesLongValues: (type) => dialect.storesLongValues(type),
    sequenceName: (table, column) => dialect.sequenceName(table, column),
    isGeneratedName,
  };
}

/** What the models have no place for, on tables that are looked at. */
function outsideModel({ unmodelled }: Introspection, context: CompareContext): readonly LeftAlone[] {
  return unmodelled.filter(
    ({ name, table }) => isIn(table, context) && !context.untouched.has(objectKey("table", name)),
  );
}

function leftAlone({ kind, name, member }: ObjectReference): LeftAlone {
  if (member === null) return { kind, name, table: null };
  return { kind, name: { schema: name.schema, name: member }, table: name };
}

/** Whether what belongs to the table is looked at. */
function isIn(table: QualifiedName | null, { include }: CompareContext): boolean {
  if (table === null || include === undefined) return true;
  return include({ kind: "table", name: table, member: null }, "desired");
}
