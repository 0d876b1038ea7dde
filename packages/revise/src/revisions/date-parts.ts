import { ReviseError } from "../errors";

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * A moment as the clocks of a zone show it.
 *
 * @param timezone IANA name in any case; null for UTC
 * @throws `config-invalid`
 */
export function dateParts(date: Date, timezone: string | null): DateParts {
  const format = formatFor(timezone ?? "UTC");
  const parts = new Map(format.formatToParts(date).map((part) => [part.type, Number(part.value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}

/** `Create Date` of a header: ISO 8601 with the offset of the zone, `Z` for UTC. */
export function createDate(date: Date, timezone: string | null): string {
  if (timezone === null) return date.toISOString();
  const { year, month, day, hour, minute, second } = dateParts(date, timezone);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second) + (date.getTime() % 1000);
  const offset = Math.round((shown - date.getTime()) / 60_000);
  const text = new Date(shown).toISOString().slice(0, -1);
  if (offset === 0) return `${text}Z`;
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${text}${offset < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (error) {
    throw new ReviseError(
      "config-invalid",
      `timezone "${timeZone}" is not a time zone that this system knows.`,
      {
        hint: 'Use an IANA name such as "Europe/Berlin" or "UTC".',
        cause: error,
        details: { key: "timezone", value: timeZone },
      },
    );
  }
}
