import { templates } from "./templates";

/** A template of `init`. */
export interface TemplateSummary {
  /** The value of `--template`. */
  readonly name: string;
  /** One line: what it is for. */
  readonly purpose: string;
}

/** The templates that `init` knows. */
export function listTemplates(): TemplateSummary[] {
  return templates.map(({ name, purpose }) => ({ name, purpose }));
}
