/**
 * Completion on Tab. The parser gives the words; the scripts are our own, because its script for bash takes a word that
 * holds a space for two.
 */
import { commands } from "./commands";

/** What the shell asks with, before the words of the line. */
const question = "--get-yargs-completions";

/** What the parser offers with one dash too many: short options, spelt long. */
const misspelt = `grep -vxe '--.'`;

const bash = `# Completion of revise for bash. To have it in every shell: revise completion >> ~/.bashrc
_revise_completion() {
  local IFS=$'\\n'
  local word="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(revise ${question} "\${COMP_WORDS[@]}" 2>/dev/null | ${misspelt})" -- "$word"))
}
complete -o bashdefault -o default -F _revise_completion revise
`;

const zsh = `#compdef revise
# Completion of revise for zsh. To have it in every shell: revise completion >> ~/.zshrc
_revise_completion() {
  local reply
  local si=$IFS
  IFS=$'\\n' reply=($(revise ${question} "\${words[@]}" 2>/dev/null | ${misspelt}))
  IFS=$si
  if [[ \${#reply} -gt 0 ]]; then _describe 'revise' reply; else _default; fi
}
if [[ "\${zsh_eval_context[-1]}" == "loadautofunc" ]]; then
  _revise_completion "$@"
else
  compdef _revise_completion revise
fi
`;

/** @param shell path or name, as in `$SHELL` */
export function completionScript(shell: string): string {
  return shell.endsWith("zsh") ? zsh : bash;
}

/** A question about options before any command is about those of the default command, which the parser leaves out. */
export function askAboutDefault(argv: readonly string[]): readonly string[] {
  const [first, program = "", ...words] = argv;
  if (first !== question || words.at(-1)?.startsWith("-") !== true) return argv;
  const names = commands.map(({ command }) => [command].flat().map((usage) => usage.split(" ")[0] ?? ""));
  if (words.some((word) => word === "completion" || names.flat().includes(word))) return argv;
  const [standIn = ""] = names.find((spellings) => spellings.includes("$0")) ?? [];
  return [first, program, standIn, ...words];
}
