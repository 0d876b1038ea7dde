/** How long values of a column are kept, as a revision file writes it: `storage: "EXTERNAL", compression: "lz4"`. */
import { type ColumnStorage, compressionMethods, storageStrategies } from "../../model/column";
import { oneOf, optional } from "../arguments";

export const storageFields = {
  storage: optional(oneOf(...storageStrategies)),
  compression: optional(oneOf(...compressionMethods)),
};

interface StorageWords {
  readonly storage?: ColumnStorage["strategy"] | undefined;
  readonly compression?: ColumnStorage["compression"] | undefined;
}

export function encodeStorage({ strategy, compression }: ColumnStorage): StorageWords {
  return { ...(strategy && { storage: strategy }), ...(compression && { compression }) };
}

/** Undefined where nothing is said. */
export function decodeStorage({ storage, compression }: StorageWords): ColumnStorage | undefined {
  if (storage === undefined && compression === undefined) return undefined;
  return { ...(storage && { strategy: storage }), ...(compression && { compression }) };
}
