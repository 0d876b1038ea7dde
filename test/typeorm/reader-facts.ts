import { describeColumns } from "./column-facts";
import { describeConstraints } from "./constraint-facts";
import { describeDefaults } from "./default-facts";
import type { Orm } from "./entity-class";
import { describeEnumTypes } from "./enum-type-facts";
import { describeMetadata } from "./metadata-facts";
import { describeTables } from "./table-facts";
import { describeViews } from "./view-facts";

/** What the reader makes of entities, the same under every version of TypeORM. */
export function describeReader(orm: Orm): void {
  describeColumns(orm);
  describeDefaults(orm);
  describeEnumTypes(orm);
  describeConstraints(orm);
  describeTables(orm);
  describeViews(orm);
  describeMetadata(orm);
}
