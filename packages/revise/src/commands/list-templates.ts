import { templates } from "./templates";

/** The templates that `init` knows. */
export function listTemplates(): { readonly name: string; readonly purpose: string }[] {
  return templates.map(({ name, purpose }) => ({ name, purpose }));
}
