/** The text of a new revision file: `renderItem` and `template` of the configuration, the layout of the user's prettier. */
import { readFileSync } from "node:fs";
import type { Configuration } from "../config/config";
import { ReviseError } from "../errors";
import type { RevisionFileContent } from "../render/revision-file";
import { readHeader } from "../revisions/header";
import { fileFormat } from "./format-file";
import { callUser } from "./user-callback";
import { messageOf } from "../util/text";

/**
 * @param path where the file will be
 * @throws `hook-failed` for what `renderItem` does, `config-invalid` for a template that makes no revision
 */
export async function revisionText(
  configuration: Configuration,
  content: RevisionFileContent,
  path: string,
): Promise<string> {
  const { style, format } = await fileFormat(path);
  const { renderRevisionFile } = await import("../render/revision-file.js");
  const rendered = { ...content, ...statementsOf(configuration) };
  const { template } = configuration;
  if (template === null) {
    const text = renderRevisionFile(rendered, style);
    return format(text).catch((error: unknown) => {
      throw configuration.renderItem === null ? error : unreadable("renderItem", configuration, error);
    });
  }
  const { fillTemplate, templateProblem } = await import("../render/template.js");
  const source = readFileSync(template, "utf8");
  const problem = templateProblem(source);
  if (problem !== null) throw invalidTemplate(template, problem);
  const text = await format(fillTemplate(source, rendered, style)).catch((error: unknown) => {
    throw unreadable("template", configuration, error);
  });
  checkHeader(template, content, text, path);
  return text;
}

function statementsOf({ renderItem, file }: Configuration): Pick<RevisionFileContent, "statement"> {
  if (renderItem === null) return {};
  return {
    statement: (operation, direction) => {
      const text: unknown = callUser("renderItem", file, () =>
        renderItem(operation.kind, operation, { direction }),
      );
      if (text === null || typeof text === "string") return text;
      if (text === false || text === undefined) return false;
      throw new ReviseError("hook-failed", `renderItem of ${file} gave neither text, null nor false.`, {
        hint: "Return a statement, null to leave the operation out, or false to render it as usual.",
        details: { hook: "renderItem", file, operation: operation.kind },
      });
    },
  };
}

function unreadable(
  key: "renderItem" | "template",
  { file, template }: Configuration,
  error: unknown,
): ReviseError {
  const reason = messageOf(error).split("\n")[0] ?? "";
  const [code, subject] =
    key === "template"
      ? (["config-invalid", `The template ${template ?? ""}`] as const)
      : (["hook-failed", `renderItem of ${file}`] as const);
  return new ReviseError(code, `${subject} makes a file that is not TypeScript: ${reason}`, {
    hint: "Nothing was written. Correct it; --raiseerr shows the place.",
    cause: error,
    details: { key, file },
  });
}

/** The file must be the revision that it is written for, or no later command would find it. */
function checkHeader(template: string, content: RevisionFileContent, text: string, path: string): void {
  const header = readHeader(text, path);
  if (!header.ok)
    throw invalidTemplate(template, `makes a file whose header can't be read: ${header.broken.reason}`);
  const { id, downRevisions } = header.revision;
  const parents = content.downRevision === null ? [] : [content.downRevision].flat();
  if (id === content.revision && downRevisions.join() === parents.join()) return;
  throw invalidTemplate(template, "makes a file with another revision or another parent");
}

function invalidTemplate(template: string, problem: string): ReviseError {
  return new ReviseError("config-invalid", `The template ${template} ${problem}.`, {
    hint: "A template has {{constants}}, {{upgrade}} and {{downgrade}}, and may have {{message}}, {{revision}}, {{downRevision}} and {{createDate}}.",
    details: { key: "template", file: template },
  });
}
