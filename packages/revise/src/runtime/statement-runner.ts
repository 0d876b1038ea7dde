/** Runs the statements of a revision where each of them belongs. */
import type { Connection } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import type { ReviseError } from "../errors";
import type { Statement } from "../operations/statement";
import { quietly } from "../util/quietly";
import { failureOf, statementError } from "./statement-failure";
import type { Journal } from "./journal";
import type { WorkSession } from "./work-session";

export interface StatementRunnerOptions {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly session: WorkSession;
  /** False where each statement of the revision is to be a transaction of its own. */
  readonly transactional: boolean;
  readonly journal: Journal;
  readonly onStatement: (statement: Statement) => void;
}

/**
 * Knows which transaction a statement is in: that of the revision, one of its own, one that the revision has opened by hand,
 * or none.
 */
export class StatementRunner {
  readonly #options: StatementRunnerOptions;
  #islands = 0;
  /** Whether the revision has opened a transaction by hand. */
  #byHand = false;
  #failed: ReviseError | null = null;

  constructor(options: StatementRunnerOptions) {
    this.#options = options;
  }

  /** The error of the first statement that failed in the transaction that is still open: it is why later ones fail. */
  get failed(): ReviseError | null {
    return this.#failed;
  }

  /** What follows is not in the transaction of the revision. Islands may lie in islands. */
  async enterIsland(): Promise<void> {
    this.#islands += 1;
    await this.#leaveTransaction();
  }

  async leaveIsland(): Promise<void> {
    this.#islands -= 1;
    await this.returnToTransaction();
  }

  /** Sees to it that a transaction is open, whoever has opened it. */
  async begin(): Promise<void> {
    if (!this.#byHand) await this.#options.session.transaction.begin();
  }

  /** Opens the transaction of the revision where it is to go on in one. */
  async returnToTransaction(): Promise<void> {
    if (this.joins) await this.#options.session.transaction.begin();
  }

  /** Ends the transaction that a revision which failed has opened by hand. */
  async abandon(): Promise<void> {
    if (this.#byHand) await quietly(this.#options.connection.query("ROLLBACK"));
  }

  /** Whether statements belong to the transaction of the revision. */
  get joins(): boolean {
    return this.#islands === 0 && this.#options.transactional;
  }

  /**
   * @param begun whether an earlier run has begun the first of them, and may have ended it
   * @returns the rows of the last statement
   */
  async runAll(statements: readonly Statement[], begun: boolean): Promise<readonly unknown[]> {
    let rows: readonly unknown[] = [];
    for (let at = 0; at < statements.length;) {
      const group = groupFrom(statements, at);
      if (group[0]?.transactional === false) rows = await this.#runOutside(group[0], begun && at === 0);
      else rows = await this.#runInside(group);
      at += group.length;
    }
    return rows;
  }

  /** In the transaction of the revision; where that is not to be, in one of their own with the note that they are done. */
  async #runInside(statements: readonly Statement[]): Promise<readonly unknown[]> {
    const { dialect, journal } = this.#options;
    const { transaction } = this.#options.session;
    const joins = this.joins;
    const control = joins ? null : dialect.transactionControl(statements[0]?.sql ?? "");
    if (control !== null || this.#byHand) return this.#runByHand(statements, control);
    await transaction.begin();
    let rows: readonly unknown[] = [];
    try {
      for (const statement of statements) {
        rows = await this.query(statement);
        journal.advance(1);
      }
      if (!joins || statements.at(-1)?.transactional === "last") await this.#leaveTransaction();
    } catch (error) {
      if (!joins) await transaction.rollback();
      throw error;
    }
    return rows;
  }

  /** A transaction that the revision makes itself is left to it; the note of progress becomes a part of it. */
  async #runByHand(
    statements: readonly Statement[],
    control: ReturnType<Dialect["transactionControl"]>,
  ): Promise<readonly unknown[]> {
    let rows: readonly unknown[] = [];
    for (const statement of statements) rows = await this.query(statement);
    if (control === "opens") this.#byHand = true;
    if (control === "closes") this.#byHand = false;
    this.#options.journal.advance(statements.length);
    await this.#note();
    return rows;
  }

  /** @param begun whether an earlier run has begun it and may have ended it */
  async #runOutside(statement: Statement, begun: boolean): Promise<readonly unknown[]> {
    const { connection, dialect, journal, session } = this.#options;
    if (session.transaction.open) {
      await journal.save(true);
      await session.transaction.commit();
      this.#failed = null;
    } else await this.#note(true);
    const left = begun ? await dialect.resume(connection, statement) : [statement];
    let rows: readonly unknown[] = [];
    for (const one of left) rows = await this.query(one);
    journal.advance(1);
    await this.#note();
    return rows;
  }

  /**
   * Asks again what an earlier run has asked. In a transaction that only reads, because a function that is called by
   * SELECT may write, and has done so already.
   */
  async repeat(statements: readonly Statement[]): Promise<readonly unknown[]> {
    const { connection } = this.#options;
    const { transaction } = this.#options.session;
    await transaction.begin();
    await connection.query("SAVEPOINT revise_repeat");
    await connection.query("SET TRANSACTION READ ONLY");
    let rows: readonly unknown[] = [];
    try {
      for (const statement of statements) rows = await this.query(statement);
    } catch (error) {
      if (failureOf(error)?.facts?.kind !== "read-only") throw error;
      this.#failed = null;
      await connection.query("ROLLBACK TO SAVEPOINT revise_repeat");
    }
    await connection.query("RELEASE SAVEPOINT revise_repeat");
    if (!this.joins) await transaction.commit();
    return rows;
  }

  async query(statement: Statement): Promise<unknown[]> {
    const { dialect, session, onStatement } = this.#options;
    onStatement(statement);
    try {
      const rows = await session.run(statement);
      this.#failed = null;
      return rows;
    } catch (error) {
      const facts = dialect.describeError(error);
      const failed = statementError({ statement, facts, blockers: session.blockers, cause: error });
      if (session.transaction.open) this.#failed ??= failed;
      throw failed;
    }
  }

  /** Outside of the transaction of the revision. */
  async #note(begun = false): Promise<void> {
    const { journal, session } = this.#options;
    if (this.#byHand) return journal.save(begun);
    await session.transaction.begin();
    await journal.save(begun);
    await session.transaction.commit();
  }

  async #leaveTransaction(): Promise<void> {
    const { journal, session } = this.#options;
    if (!session.transaction.open) return;
    await journal.save();
    await session.transaction.commit();
    this.#failed = null;
  }
}

/** The statements from `at` on that one transaction can hold; one where that must run outside. */
function groupFrom(statements: readonly Statement[], at: number): readonly Statement[] {
  const end = statements.findIndex(({ transactional }, index) => index >= at && transactional !== true);
  if (end === -1) return statements.slice(at);
  if (end === at) return statements.slice(at, at + 1);
  return statements.slice(at, statements[end]?.transactional === "last" ? end + 1 : end);
}
