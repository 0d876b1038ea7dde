/** What the server does not take of what the entities say, and what it could not be asked about. */
import type { Role, Unsettled } from "../dialect/settlement";
import { displayName, memberOf, objectKey, ownerOf } from "../model/names";
import type { MetadataModel } from "../typeorm/metadata-model";

export interface RejectedExpression {
  readonly entity: string;
  /** `User.email` where it stands at a property. */
  readonly property: string | null;
  /** `default of column "email"` */
  readonly what: string;
  /** The server's message. */
  readonly reason: string;
}

/**
 * The refusals, in the words of the entities. Where a type is not there, that alone is told: what else is said of its
 * columns is refused for the same reason.
 */
export function rejectedExpressions(
  unsettled: readonly Unsettled[],
  { origins, originOfColumn }: Pick<MetadataModel, "origins" | "originOfColumn">,
): readonly RejectedExpression[] {
  const rejected = unsettled.filter((one) => one.rejected);
  const types = rejected.filter(({ role }) => role === "type");
  return (types.length > 0 ? types : rejected).map((one) => {
    const { key, reason } = one;
    const table = ownerOf(key);
    const entity =
      origins.get(objectKey("table", table)) ?? origins.get(objectKey("view", table)) ?? table.name;
    const column = memberOf(key);
    const isColumn = column !== null && key === objectKey("column", table, column);
    const property = isColumn ? originOfColumn(table, column) : (origins.get(key) ?? null);
    return { entity, property: property === entity ? null : property, what: describeSubject(one), reason };
  });
}

const words: Readonly<Record<Role, string>> = {
  extension: "extension",
  type: "type of column",
  default: "default of column",
  generated: "generated column",
  check: "check",
  exclusion: "exclusion",
  primaryKey: "primary key",
  unique: "unique",
  index: "index",
  view: "view",
};

/** `default of column "email"`, `view`: what the server was asked about, without the table. */
export function describeSubject({ key, role }: Pick<Unsettled, "key" | "role">): string {
  const member = memberOf(key);
  return member === null ? words[role] : `${words[role]} "${member}"`;
}

/** As many lines as one looks through at once. */
const shown = 8;

export function rejectionMessage(rejected: readonly RejectedExpression[]): string {
  const lines = rejected.map(({ entity, property, what, reason }) => {
    const place = property === null ? `the ${what} of ${entity}` : `the ${what} (${property})`;
    return `${place}: ${reason}`;
  });
  if (lines.length === 1) return `The server does not accept ${lines.join("")}`;
  const rest = lines.length > shown ? [`and ${String(lines.length - shown)} more`] : [];
  return ["The server does not accept", ...lines.slice(0, shown), ...rest].join("\n  ");
}

/** Remarks about new objects that could not be tried: the reasons are those of the role, and few. */
export function untriedNotes(unsettled: readonly Unsettled[]): readonly string[] {
  const untried = unsettled.filter(({ fresh, rejected }) => fresh && !rejected);
  return [...new Set(untried.map(({ reason }) => reason))].map((reason) => {
    const [first = "", ...more] = untried
      .filter((one) => one.reason === reason)
      .map((one) => `the ${describeSubject(one)} of ${displayName(ownerOf(one.key))}`);
    const rest = more.length === 0 ? "" : ` and ${String(more.length)} more`;
    return `The server was not asked whether it takes ${first}${rest}: ${reason}`;
  });
}
