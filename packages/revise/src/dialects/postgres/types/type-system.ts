import type { TypeSystem } from "../../../dialect/type-system";
import { truncateIdentifier } from "../identifiers";
import { canonicalType } from "./canonical";
import { formatType } from "./format";
import { parseType } from "./parse";

export const postgresTypes: TypeSystem = {
  parse: parseType,
  canonical: canonicalType,
  format: formatType,
  truncateIdentifier,
};
