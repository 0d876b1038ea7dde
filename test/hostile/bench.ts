/** The commands, in this process, on a project whose entities are given as a function. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type TestDatabase } from "@revise/testkit";
import { check } from "../../packages/revise/src/commands/check";
import type { MigrationOutcome } from "../../packages/revise/src/commands/migration";
import { downgrade } from "../../packages/revise/src/commands/downgrade";
import {
  revision,
  type RevisionOptions,
  type RevisionResult,
} from "../../packages/revise/src/commands/revision";
import { upgrade } from "../../packages/revise/src/commands/upgrade";
import { loadModule } from "../../packages/revise/src/config/load-module";
import { createOperations, type Operations } from "../../packages/revise/src/operations/builder";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { encode } from "../../packages/revise/src/operations/traits-table";
import { RecordingSink } from "../../packages/revise/src/runtime/recording-sink";
import ts from "typescript";
import { build, type BuiltProject } from "../laws/build";
import type { ProjectDeclaration } from "../laws/declaration";

/** What a revision file was made from, and what it says when it is run. */
export interface BothWays {
  readonly upgrade: readonly Operation[];
  readonly downgrade: readonly Operation[];
}

interface Shared {
  dataSource: () => unknown;
  meant: BothWays | null;
}

const registry = Symbol.for("revise.test.hostile");
const shared = ((globalThis as Record<symbol, unknown>)[registry] ??= new Map()) as Map<string, Shared>;

const configuration = `const shared = globalThis[Symbol.for("revise.test.hostile")].get(__dirname);
module.exports = {
  dataSource: () => shared.dataSource(),
  directory: "./revisions",
  processRevisionDirectives: (context, revision, [{ upgrade, downgrade }]) => {
    shared.meant = { upgrade: [...upgrade], downgrade: [...downgrade] };
  },
};
`;

export class Bench {
  readonly directory = mkdtempSync(join(tmpdir(), "revise-hostile-"));
  readonly database: TestDatabase;
  readonly #built: BuiltProject[] = [];

  private constructor(database: TestDatabase, project: ProjectDeclaration) {
    this.database = database;
    const dataSource = (): unknown => {
      const built = build(project, database.url);
      this.#built.push(built);
      return built.dataSource;
    };
    shared.set(this.directory, { dataSource, meant: null });
    mkdirSync(join(this.directory, "revisions"));
    writeFileSync(join(this.directory, "revise.config.cjs"), configuration);
  }

  /** For `body` alone: database, classes and directory are gone after it. */
  static async with(project: ProjectDeclaration, body: (bench: Bench) => Promise<void>): Promise<void> {
    const bench = new Bench(await createDatabase("hostile"), project);
    try {
      await body(bench);
    } finally {
      shared.delete(bench.directory);
      rmSync(bench.directory, { recursive: true });
      for (const built of bench.#built) built.forget();
      await bench.database.drop();
    }
  }

  revision(options: RevisionOptions): Promise<RevisionResult> {
    return revision({ cwd: this.directory, ...options });
  }

  upgrade(options: { readonly sql?: boolean } = {}): Promise<MigrationOutcome> {
    return upgrade({ cwd: this.directory, target: "head", ...options });
  }

  async downgrade(): Promise<void> {
    await downgrade({ cwd: this.directory, target: "base" });
  }

  async findChanges(): Promise<readonly string[]> {
    const { comparison } = await check({ cwd: this.directory });
    return comparison.changes.map(({ description }) => description);
  }

  /** The operations that the last revision was made from. */
  get meant(): BothWays {
    return shared.get(this.directory)?.meant ?? { upgrade: [], downgrade: [] };
  }

  /** Files below the directory of revisions. */
  files(): string[] {
    const versions = join(this.directory, "revisions");
    return existsSync(versions) ? readdirSync(versions, { recursive: true }).map(String).sort() : [];
  }
}

/** The operations that a file asks for when it is executed. */
export async function executed(path: string): Promise<BothWays> {
  const loaded = (await loadModule(path, "plain")) as Record<
    keyof BothWays,
    (op: Operations) => Promise<void>
  >;
  const record = async (direction: keyof BothWays): Promise<readonly Operation[]> => {
    const sink = new RecordingSink();
    await loaded[direction](createOperations(sink));
    return sink.operations;
  };
  return { upgrade: await record("upgrade"), downgrade: await record("downgrade") };
}

/** Operations as what `op` is called with: a drop need not say what it drops. */
export function calls({ upgrade, downgrade }: BothWays): object {
  const call = (operation: Operation): readonly unknown[] => [operation.kind, ...encode(operation)];
  return { upgrade: upgrade.map(call).map(plain), downgrade: downgrade.map(call).map(plain) };
}

/** With SQL, which is given by functions, as text. */
function plain(value: unknown): unknown {
  if (typeof value === "function") return { sql: (value as () => unknown)() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** What the compiler says of a file before it looks at types. */
export function syntaxErrors(source: string): readonly unknown[] {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => messageText);
}
