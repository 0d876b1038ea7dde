/** A wire to the server that sees each statement, and may do something before it arrives or before its answer does. */
import { createServer, connect, type Socket } from "node:net";

export type Moment = "before" | "after";

export interface Proxy {
  readonly url: string;
  /** Statements of all connections since the last reset. */
  readonly statements: number;
  /** Calls `act` once at that statement, in place of sending it on (`before`) or of its answer (`after`). */
  reset(trap?: { readonly statement: number; readonly moment: Moment; readonly act: () => void }): void;
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
  const to = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let statements = 0;
  let trap: Parameters<Proxy["reset"]>[0];
  const server = createServer((client) => {
    const upstream = connect(Number(to.port), to.hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    let stopped = false;
    let answerIsTrap = false;
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end).setNoDelay(true);
    const messages = messageReader();
    client.on("data", (data) => {
      if (stopped) return;
      statements += messages(data);
      const sprung = trap !== undefined && statements >= trap.statement;
      if (sprung && trap?.moment === "before") {
        spring();
        return;
      }
      answerIsTrap = sprung;
      upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (stopped) return;
      if (answerIsTrap) spring();
      else client.write(data);
    });
    function spring(): void {
      stopped = true;
      const { act } = trap ?? {};
      trap = undefined;
      act?.();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === "object" && address !== null ? address.port : 0);
  const cut = (): void => {
    for (const [client, upstream] of pairs) {
      client.destroy();
      upstream.destroy();
    }
  };
  return {
    url: url.href,
    get statements() {
      return statements;
    },
    reset: (next) => {
      statements = 0;
      trap = next;
    },
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** Counts the statements in what a client sends: `Query` and `Sync` (protocol 3.0), after the untyped start message. */
function messageReader(): (data: Buffer) => number {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (data) => {
    rest = Buffer.concat([rest, data]);
    let count = 0;
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return count;
      const length = rest.readInt32BE(head) + head;
      if (rest.length < length) return count;
      if (started && (rest[0] === 0x51 || rest[0] === 0x53)) count += 1;
      started = true;
      rest = rest.subarray(length);
    }
  };
}
