/** The words of the command line, in the spelling that the parser takes. */

/** `-cFILE`: the options of one letter that have a value. */
const attached = /^-([cmnrtx])([^=].*)$/s;
/** Text may begin with a minus; what holds a blank is no option. */
const isText = /^-.*\s/s;

/**
 * What other programs take, Alembic's command line among them: a value right after its letter (`-mtext`), a message that begins
 * with a minus, and `--` before what is no option, which the parser would not give to the command.
 */
export function asSeparateValues(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf("--");
  const words = at < 0 ? argv : argv.slice(0, at);
  const rest = at < 0 ? [] : argv.slice(at + 1);
  // A target with a minus the parser takes anyway.
  return [...joinValues(words), ...(rest.some((word) => /^-(?!\d)/.test(word)) ? ["--", ...rest] : rest)];
}

function joinValues(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const before = words[index - 1];
    if (isMessage(before) && isText.test(word)) return [];
    const value = words[index + 1];
    if (isMessage(word) && value !== undefined && isText.test(value)) return [`${word}=${value}`];
    return [word.replace(attached, "-$1=$2")];
  });
}

function isMessage(word: string | undefined): boolean {
  return word === "-m" || word === "--message";
}
