/**
 * How values of the catalog become JavaScript values, whatever the application did to `pg`: applications replace its
 * parsers (`types.setTypeParser(20, BigInt)`), and they are global to the process.
 */
export interface TypeParsers {
  getTypeParser(oid: number, format?: string): (value: string) => unknown;
}

const asNumber = (value: string): unknown => Number(value);
const asText = (value: string): unknown => value;

/** By the oid of the type (`pg_type.dat`); everything else is left to the client's parsers. */
const pinned: ReadonlyMap<number, (value: string) => unknown> = new Map([
  [16, (value: string): unknown => value === "t"], // boolean
  [18, asText], // "char"
  [19, asText], // name
  [20, asText], // bigint
  [21, asNumber], // smallint
  [23, asNumber], // integer
  [25, asText], // text
  [26, asNumber], // oid
  [114, (value: string): unknown => JSON.parse(value)], // json
  [1043, asText], // varchar
  [3802, (value: string): unknown => JSON.parse(value)], // jsonb
  [1000, parseArray((item) => item === "t")], // boolean[]
  [1002, parseArray(asText)], // "char"[]
  [1003, parseArray(asText)], // name[]
  [1005, parseArray(asNumber)], // smallint[]
  [1007, parseArray(asNumber)], // integer[]
  [1009, parseArray(asText)], // text[]
  [1028, parseArray(asNumber)], // oid[]
]);

/** The pinned parsers before those of the client. */
export function catalogTypes(client: TypeParsers): TypeParsers {
  return {
    getTypeParser: (oid, format) => {
      const parser = format === "binary" ? undefined : pinned.get(oid);
      return parser ?? client.getTypeParser(oid, format);
    },
  };
}

/** One dimension of the array text form: `{a,"b \"c\"",NULL}`. */
function parseArray(parseItem: (item: string) => unknown): (value: string) => unknown {
  return (value) => {
    const items: unknown[] = [];
    const pattern = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;
    for (const [, quoted, plain] of value.matchAll(pattern)) {
      if (quoted !== undefined) items.push(parseItem(quoted.replace(/\\(.)/gs, "$1")));
      else items.push(plain === "NULL" ? null : parseItem(plain ?? ""));
    }
    return items;
  };
}
