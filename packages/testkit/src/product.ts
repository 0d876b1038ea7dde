/** The product as the scenarios use it: its commands, in this process, on a project of their own. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DataSource } from "typeorm";
import { check } from "../../revise/src/commands/check";
import { downgrade } from "../../revise/src/commands/downgrade";
import { revision } from "../../revise/src/commands/revision";
import { upgrade } from "../../revise/src/commands/upgrade";
import { loadModule } from "../../revise/src/config/load-module";
import { isReviseError } from "../../revise/src/errors";
import { fillInMark } from "../../revise/src/operations/column/fill-in";
import { createOperations, type Operations } from "../../revise/src/operations/builder";
import type { Operation } from "../../revise/src/operations/operation";
import { defaultStyle } from "../../revise/src/render/layout-style";
import { renderRevisionFile } from "../../revise/src/render/revision-file";
import { readHeaderFile } from "../../revise/src/revisions/header";
import { message } from "../../revise/src/revisions/revision";
import { RecordingSink } from "../../revise/src/runtime/recording-sink";
import { reportText } from "./scenario-report";
import type { ScenarioOptions } from "./scenario-folder";

export interface NewRevision {
  readonly id: string;
  readonly message: string;
  /** Answers to rename questions; an answer to a question that nobody asks is an error. */
  readonly renames: readonly string[];
}

export interface Written {
  /** The text of the file with a fixed date; null where there was nothing to write. */
  readonly revision: string | null;
  readonly report: string;
  /** The file without its remarks, and what its recorded operations look like when they are printed again. */
  readonly printed: { readonly once: string; readonly again: string };
}

const registry = Symbol.for("revise.scenario.dataSources");
const dataSources = ((globalThis as Record<symbol, unknown>)[registry] ??= new Map()) as Map<
  string,
  () => DataSource
>;

const configuration = `module.exports = {
  dataSource: () => globalThis[Symbol.for("revise.scenario.dataSources")].get(__dirname)(),
  directory: "./revisions",
  unmanaged: UNMANAGED,
};
`;

export class Product {
  readonly #directory: string;

  constructor(directory: string, options: Pick<ScenarioOptions, "unmanaged">) {
    this.#directory = directory;
    mkdirSync(join(directory, "revisions/versions"), { recursive: true });
    const text = configuration.replace("UNMANAGED", JSON.stringify(options.unmanaged ?? "keep"));
    writeFileSync(join(directory, "revise.config.cjs"), text);
  }

  /** What the commands read from now on; called for each of them, because two may not share entities. */
  use(dataSource: () => DataSource): void {
    dataSources.set(this.#directory, dataSource);
  }

  async writeRevision({ id, message: text, renames }: NewRevision): Promise<Written> {
    const warnings: string[] = [];
    const { path, comparison } = await revision({
      cwd: this.#directory,
      onEvent: (event) => {
        if (event.kind === "warning") warnings.push(event.message);
      },
      autogenerate: true,
      revisionId: id,
      message: text,
      renames,
    });
    if (comparison === null) throw new Error("No comparison");
    const report = reportText(comparison, warnings);
    if (path === null) return { revision: null, report, printed: { once: "", again: "" } };
    const source = readFileSync(path, "utf8").replace(
      /Create Date: .*/,
      "Create Date: 2026-01-01T00:00:00.000Z",
    );
    writeFileSync(path, source);
    return {
      revision: source,
      report,
      printed: { once: withoutRemarks(source), again: await printAgain(path) },
    };
  }

  async upgrade(): Promise<void> {
    await this.#complete(() => upgrade({ cwd: this.#directory, target: "head" }));
  }

  async downgrade(): Promise<void> {
    await this.#complete(() => downgrade({ cwd: this.#directory, target: "-1" }));
  }

  /** A file that offers expressions to fill in is refused until somebody has looked at them; here they are taken. */
  async #complete(run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!isReviseError(error, "expression-missing")) throw error;
      const path = String(error.details["file"]);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll(`${fillInMark} `, ""));
      await run();
    }
  }

  async findChanges(): Promise<readonly string[]> {
    const { comparison } = await check({ cwd: this.#directory });
    return comparison.changes.map(({ description }) => description);
  }

  close(): void {
    dataSources.delete(this.#directory);
  }
}

function withoutRemarks(text: string): string {
  return text.replace(/^ *\/\/ .*\n/gm, "");
}

async function printAgain(path: string): Promise<string> {
  const header = readHeaderFile(path);
  if (!header.ok) throw new Error(`${path}: ${header.broken.reason}`);
  const { id, downRevisions, createDate } = header.revision;
  return renderRevisionFile(
    {
      revision: id,
      downRevision: downRevisions[0] ?? null,
      branchLabels: null,
      dependsOn: null,
      message: message(header.revision),
      createDate: createDate ?? "",
      upgrade: await record(path, "upgrade"),
      downgrade: await record(path, "downgrade"),
    },
    defaultStyle,
  );
}

type Direction = "upgrade" | "downgrade";

async function record(path: string, direction: Direction): Promise<readonly Operation[]> {
  const sink = new RecordingSink();
  const loaded = (await loadModule(path, "plain")) as Record<Direction, (op: Operations) => Promise<void>>;
  await loaded[direction](createOperations(sink));
  return sink.operations;
}
