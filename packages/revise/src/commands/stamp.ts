import { ReviseError } from "../errors";
import { planStamp } from "../revisions/plan-stamp";
import { isRange } from "../revisions/target";
import { inEnvironment } from "./environment";
import { runOffline, runOnline, type MigrationOutcome } from "./migration";
import { readSpan, rejectBoth } from "./migration-span";
import { openProject, type CommandOptions } from "./project";

/** The options of {@link stamp}. */
export interface StampOptions extends CommandOptions {
  /** Targets; with `sql` ranges `start:end` that all start alike. */
  readonly revisions: readonly string[];
  /** Give the script, without a database. */
  readonly sql?: boolean;
  /** Delete all rows first, known or not. */
  readonly purge?: boolean;
  /** A word for `env.ts`. */
  readonly tag?: string;
}

/** Sets the version rows without running revisions. */
export async function stamp(options: StampOptions): Promise<MigrationOutcome> {
  rejectBoth(["--sql", options.sql === true], ["--purge", options.purge === true]);
  const project = await openProject(options, "stamp");
  const graph = project.graph({ broken: "warn" });
  const sql = options.sql ?? false;
  const spans = options.revisions.map((target) => readSpan(graph, { target, sql }));
  const starts = new Set(spans.map(({ rows }) => rows.join(" ")));
  if (
    starts.size > 1 ||
    (starts.size > 0 && options.revisions.some(isRange) && !options.revisions.every(isRange))
  ) {
    throw new ReviseError("usage", "The ranges start at different revisions.", {
      hint: "A database is at one place: give every range the same start.",
    });
  }
  const targets = spans.map(({ target }) => target);
  const purge = options.purge ?? false;
  const plan = (rows: readonly string[]): ReturnType<typeof planStamp> =>
    planStamp(graph, rows, targets, { purge });
  return inEnvironment({
    project,
    command: "stamp",
    options,
    run: (chosen, onEvent) => {
      const request = { project: chosen, graph, onEvent, signal: options.signal, plan };
      return sql ? runOffline(request, spans[0]?.rows ?? []) : runOnline(request);
    },
  });
}
