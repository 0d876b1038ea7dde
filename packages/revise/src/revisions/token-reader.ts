import type { Token } from "./source-tokens";
import { tokens } from "./source-tokens";

/** Steps through the tokens of a source with one token of foresight. */
export class TokenReader {
  /** Open brackets of any kind around the token that `next` gave last. */
  depth = 0;
  readonly #tokens: Generator<Token, void, undefined>;
  #ahead: Token | null | undefined;

  constructor(source: string) {
    this.#tokens = tokens(source);
  }

  /** The token after the current one, without going there. */
  peek(): Token | null {
    if (this.#ahead === undefined) {
      const { value } = this.#tokens.next();
      this.#ahead = value ?? null;
    }
    return this.#ahead;
  }

  next(): Token | null {
    const token = this.peek();
    this.#ahead = undefined;
    if (token?.kind === "mark") {
      if (/^[([{]$/.test(token.text)) this.depth += 1;
      else if (/^[)\]}]$/.test(token.text)) this.depth = Math.max(0, this.depth - 1);
    }
    return token;
  }

  /** Goes past the next token if it is this word or mark. */
  take(text: string): boolean {
    const { kind, text: found } = this.peek() ?? { kind: null, text: null };
    if (found !== text || (kind !== "word" && kind !== "mark")) return false;
    this.next();
    return true;
  }

  /** Goes on to a token at the present depth that `stop` accepts, or to the end of the bracket; leaves it unread. */
  skipUntil(stop: (token: Token) => boolean): void {
    const { depth } = this;
    for (let token = this.peek(); token !== null; token = this.peek()) {
      if (this.depth === depth && (stop(token) || /^[)\]}]$/.test(token.text))) return;
      this.next();
    }
  }
}
