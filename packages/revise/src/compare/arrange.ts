/** Makes room for the differences, puts them in an order that can be run, and finds the way back. */
import type { Dependent } from "../dialect/dependent";
import { plainOperations } from "../operations/custom";
import type { Operation } from "../operations/operation";
import type { Differences } from "./compare-models";
import type { ArrangeContext, Comparison } from "./comparison";
import { downgradeOf } from "./downgrade";
import { withWords } from "./exact-words";
import { unmanagedExtension, usedExtensions } from "./extension";
import { compareNamespaces } from "./namespace";
import { orderOperations } from "./order";
import { recreateDependents } from "./recreate";
import { withFormerDefinitions } from "./recreate/former-definitions";
import { heldOnWayBack, heldOperations } from "./recreate/held";
import { inSteps } from "./recreate/rebuild-steps";
import { keepingParts } from "./recreate/parts";
import { rememberViews } from "./recreate/remember-views";
import { mentionsOfRemovedValues } from "./recreate/removed-values";
import { revivals } from "./recreate/revivals";
import { unfollowedRules, unfollowedViews } from "./recreate/unfollowed-views";
import { unkeptForeignKeys } from "./recreate/unkept-foreign-keys";
import { stayingDependents } from "./recreate/unmodelled";
import { renamedDependents } from "./rename/dependents";
import { inWordsOf } from "./rename/former-words";
import { renamedPart } from "./rename/own-of-parts";

/** Whether anything is to be made room for: what is there besides the models matters to nothing else. */
export function needsRoom({ renames, found }: Differences, besides: readonly Operation[]): boolean {
  return renames.operations.length > 0 || found.operations.length > 0 || besides.length > 0;
}

export function arrange(differences: Differences, context: ArrangeContext): Comparison {
  const { current, desired, renames, comparable, wanted, everything, found } = differences;
  const { besides = [], extensionUses = [], rereadable = (print: string) => print } = context;
  const types = everything.enumTypes.map(({ name }) => name);
  const renamed = (some: readonly Dependent[]): readonly Dependent[] =>
    renamedDependents(some, renames.operations, types, context);
  const dependents = renamed(context.dependents.filter(({ ofPart }) => ofPart === undefined));
  const parts = context.dependents.filter(({ ofPart }) => ofPart !== undefined);
  const followed = (part: Dependent, operation: Operation): Dependent =>
    renamedPart(part, operation, types, context);
  const all = recreateDependents(everything, wanted, inSteps(found.operations), { ...context, dependents });
  const used = usedExtensions([...all, ...besides.flatMap(plainOperations)], renamed(extensionUses));
  const changed = all.filter((operation) => operation.kind !== "dropExtension" || !used.has(operation.name));
  const namespaces = compareNamespaces(comparable, wanted, everything, changed, context);
  const unordered = withFormerDefinitions(
    [...renames.operations, ...namespaces.operations, ...rememberViews(changed), ...besides],
    inWordsOf(renames.operations, renames.tablesRenamed, context),
    inWordsOf(renames.operations, current, context),
    context,
  );

  const models = [current, desired];
  const operations = keepingParts(orderOperations(unordered, { models }), parts, followed);
  const staying = stayingDependents(dependents, operations);
  const back = downgradeOf(operations, current, { ...context, dependents: staying });
  const partsAfter = parts.map((part) => operations.reduce(followed, part));
  const downgrade = withWords(
    keepingParts(orderOperations(back.operations, { models, back: true }), partsAfter, followed),
    rereadable,
  );
  const plain = operations.flatMap(plainOperations);
  return {
    operations,
    downgrade,
    revived: revivals(everything, plain, dependents),
    refused: [
      ...heldOperations(everything, plain, dependents),
      ...heldOnWayBack(everything, plain, downgrade.flatMap(plainOperations), staying),
      ...mentionsOfRemovedValues(everything, plain, [...dependents, ...partsAfter], context),
      ...unkeptForeignKeys(everything, wanted, plain),
      ...unfollowedViews(everything, plain, context),
      ...unfollowedRules(plain, dependents),
    ],
    unmanaged: [...found.unmanaged, ...[...used].map(unmanagedExtension), ...namespaces.unmanaged],
    renameCandidates: renames.candidates,
    unusedRenames: renames.unused,
    notes: [...found.notes, ...back.notes],
  };
}
