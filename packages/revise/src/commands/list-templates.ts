import { templates } from "./templates";

export interface TemplateSummary {
  readonly name: string;
  readonly purpose: string;
}

/** The templates that `init` knows. */
export function listTemplates(): TemplateSummary[] {
  return templates.map(({ name, purpose }) => ({ name, purpose }));
}
