import type { Dialect } from "../dialect/dialect";
import type { StatementLimits } from "./statement-limits";
import { limitNames, noLimits } from "./statement-limits";

/** Text of SQL with a blank line after every piece. */
export class Script {
  readonly #pieces: string[] = [];
  #open = false;
  /** Those of the open transaction, and those of the session. */
  #limits = { transaction: noLimits, session: noLimits };

  get text(): string {
    return this.#pieces.map((piece) => `${piece}\n\n`).join("");
  }

  get open(): boolean {
    return this.#open;
  }

  line(text: string): void {
    this.#pieces.push(text);
  }

  /** A semicolon after a comment would be part of it, so it gets a line of its own there. */
  statement(sql: string): void {
    const text = sql.replace(/[\s;]+$/, "");
    if (text === "") return;
    const lastLine = text.slice(text.lastIndexOf("\n") + 1);
    this.#pieces.push(lastLine.includes("--") ? `${text}\n;` : `${text};`);
  }

  /** Sets the limits of what follows, as far as they are others now. */
  limit(wanted: StatementLimits, dialect: Dialect): void {
    const scope = this.#open ? "transaction" : "session";
    for (const name of limitNames) {
      if (this.#limits[scope][name] !== wanted[name]) this.statement(dialect[name](wanted[name], scope));
    }
    this.#limits = { ...this.#limits, [scope]: wanted };
  }

  begin(): void {
    if (this.#open) return;
    this.#open = true;
    this.#limits = { ...this.#limits, transaction: this.#limits.session };
    this.#pieces.push("BEGIN;");
  }

  commit(): void {
    if (!this.#open) return;
    this.#open = false;
    // Nothing has happened since the transaction was opened.
    if (this.#pieces.at(-1) === "BEGIN;") this.#pieces.pop();
    else this.#pieces.push("COMMIT;");
  }
}
