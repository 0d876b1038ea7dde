import type { Connection } from "../../../dialect/connection";
import type { Settlement } from "../../../dialect/dialect";
import type { SchemaModel } from "../../../model/schema-model";

export function settle(_connection: Connection, _current: SchemaModel, desired: SchemaModel): Promise<Settlement> {
  return Promise.resolve({ desired, unsettled: [] });
}
