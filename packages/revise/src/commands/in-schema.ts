/** A database as it looks from one of its schemas: for the tenants that share one. */
import type { Connection, Database } from "../dialect/connection";
import type { Dialect } from "../dialect/dialect";
import { ReviseError } from "../errors";
import { quietly } from "../util/quietly";

/** Every connection has the schema as what names without one stand for, until it is released. */
export function inSchema(database: Database, dialect: Dialect, schema: string): Database {
  return {
    ...database,
    connect: async () => {
      const connection = await database.connect();
      const release = async (): Promise<void> => {
        await quietly(connection.query(dialect.leaveSchema));
        await connection.release();
      };
      try {
        await enter(connection, dialect, schema);
      } catch (error) {
        await release();
        throw error;
      }
      return { ...connection, release };
    },
  };
}

/** Where the schema can't be used the server passes it over, and everything would be made in the next one. */
async function enter(connection: Connection, dialect: Dialect, schema: string): Promise<void> {
  const { sql, parameters } = dialect.enterSchema(schema);
  const [row] = await connection.query<{ schema: string | null }>(sql, parameters);
  if (row?.schema === schema) return;
  throw new ReviseError(
    "database-error",
    `The schema "${schema}" does not exist, or this user may not use it.`,
    {
      hint: `Create it (CREATE SCHEMA ${dialect.quoteIdentifier(schema)}), grant USAGE on it, or correct "schema".`,
      details: { schema },
    },
  );
}

/** The script with the schema entered before it and left after it. */
export function inSchemaScript(dialect: Dialect, schema: string | null, script: string): string {
  if (schema === null || script === "") return script;
  const { sql, parameters } = dialect.enterSchema(schema);
  return `${dialect.interpolate(sql, parameters)};\n\n${script}${dialect.leaveSchema};\n\n`;
}
