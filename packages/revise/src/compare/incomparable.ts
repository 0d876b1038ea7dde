import type { Role } from "../dialect/settlement";
import type { ObjectKey } from "../model/names";
import type { CompareContext } from "./comparison";

/** Why what is said of the object in this role could not be settled; null where it was. */
export function incomparableReason(
  key: ObjectKey,
  role: Role,
  { incomparable }: Pick<CompareContext, "incomparable">,
): string | null {
  return incomparable.find((entry) => entry.key === key && entry.role === role)?.reason ?? null;
}
