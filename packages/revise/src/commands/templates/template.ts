/** What a template of `init` is asked for. Paths are relative to the configuration file and start with a dot. */
export interface TemplateSettings {
  /** The modules that export a DataSource: one, unless the template takes several. */
  readonly dataSources: readonly string[];
  readonly directory: string;
}

export interface Template {
  readonly name: string;
  /** One line for `list-templates`. */
  readonly purpose: string;
  /** Whether it is for projects with more than one DataSource. */
  readonly severalDataSources: boolean;
  /** The text of `revise.config.ts`. */
  readonly config: (settings: TemplateSettings) => string;
  /** Every other file by its path from the working directory. */
  readonly files: (settings: TemplateSettings) => ReadonlyMap<string, string>;
  /** What to do before the first revision; null for nothing. */
  readonly firstStep: string | null;
}
