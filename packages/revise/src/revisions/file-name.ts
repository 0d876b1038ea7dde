/** The name of a new revision file, from the `fileTemplate` of the configuration. */
import { ReviseError } from "../errors";
import { dateParts } from "./date-parts";

export interface FileNameOptions {
  /** `%(rev)s_%(slug)s` by default. May hold slashes: folders below the location. */
  readonly fileTemplate: string;
  /** IANA name of the zone of the date tokens; null for UTC. */
  readonly timezone: string | null;
  /** Characters. */
  readonly truncateSlugLength: number;
  /** With its dot: `.ts`. */
  readonly extension: string;
}

export interface FileNameFacts {
  readonly id: string;
  readonly message: string;
  readonly date: Date;
}

/**
 * Fills the tokens `rev slug epoch year month day hour minute second`, written `%(rev)s`, `%(year)d`, `%(month).2d`,
 * `%(hour)02d`; `%%` is a percent sign.
 *
 * @throws `config-invalid` for a token that there is not, a zone that there is not, and a template that leads outside
 */
export function fileName(facts: FileNameFacts, options: FileNameOptions): string {
  const date = dateParts(facts.date, options.timezone);
  const values: Readonly<Record<string, string | number>> = {
    rev: facts.id,
    slug: slug(facts.message, options.truncateSlugLength),
    epoch: Math.floor(facts.date.getTime() / 1000),
    year: date.year,
    month: date.month,
    day: date.day,
    hour: date.hour,
    minute: date.minute,
    second: date.second,
  };
  const template = options.fileTemplate;
  const name = template.replace(
    /%(?:(%)|\((\w*)\)([-0]?)(\d*)(?:\.(\d+))?([sdi])|)/g,
    (whole, percent?: string, token?: string, flag = "", width = "", precision?: string) => {
      if (percent !== undefined) return "%";
      const value = token === undefined ? undefined : values[token];
      if (value === undefined) throw invalidTemplate(template, token === undefined ? whole : `%(${token})`);
      return pad(value, flag as string, width as string, precision);
    },
  );
  const parts = name.split("/");
  if (
    name.startsWith("/") ||
    parts.some((part) => part === "" || part === "." || part === "..") ||
    /[\p{C}\\]/u.test(name)
  ) {
    throw invalidTemplate(template, name);
  }
  return name + options.extension;
}

/** The words of a message in lower case, joined by `_`; cut at `length`, then back to the last whole word. */
export function slug(message: string, length: number): string {
  const words = message.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const characters = Array.from(words.join("_").toLowerCase());
  if (characters.length <= length) return characters.join("");
  const cut = characters.slice(0, length).join("");
  const end = cut.lastIndexOf("_");
  return `${end === -1 ? cut : cut.slice(0, end)}_`;
}

function pad(value: string | number, flag: string, width: string, precision: string | undefined): string {
  let text = String(value);
  if (precision !== undefined) {
    text =
      typeof value === "number" ? text.padStart(Number(precision), "0") : text.slice(0, Number(precision));
  }
  if (width === "") return text;
  if (flag === "-") return text.padEnd(Number(width), " ");
  return text.padStart(Number(width), flag === "0" && typeof value === "number" ? "0" : " ");
}

function invalidTemplate(template: string, token: string): ReviseError {
  return new ReviseError(
    "config-invalid",
    `fileTemplate "${template}" can't be used: "${token}" is not valid in it.`,
    {
      hint: "Use the tokens %(rev)s %(slug)s %(epoch)s %(year)d %(month).2d %(day).2d %(hour).2d %(minute).2d %(second).2d, and name a file below the version directory.",
      details: { key: "fileTemplate", value: template },
    },
  );
}
