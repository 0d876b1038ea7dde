import { describe, expect, it } from "vitest";
import { ReviseError } from "../../packages/revise/src/errors";
import { connectionError } from "../../packages/revise/src/typeorm/connection-error";

const target = { user: "me", host: "db", port: 5432, database: "shop", hasPassword: true, tls: false };

describe("connectionError", () => {
  it.each<[string, object, RegExp, RegExp]>([
    ["refused", { code: "ECONNREFUSED", message: "connect ECONNREFUSED" }, /nobody listens/, /running/],
    [
      "a wrong password",
      { code: "28P01", message: "password authentication failed" },
      /password is wrong/,
      /Check the password/,
    ],
    [
      "a missing database",
      { code: "3D000", message: 'database "shop" does not exist' },
      /does not exist/,
      /createdb shop/,
    ],
    [
      "a name that is not the host's: pg reads one out of a URL that is none",
      { code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND base" },
      /host name "base" is not known/,
      /environment variables/,
    ],
    ["a timeout", { message: "timeout expired" }, /no answer in time/, /firewall/],
    [
      "TLS that the server wants",
      { code: "28000", message: "no pg_hba.conf entry for host, no encryption" },
      /no encryption/,
      /set "ssl"/,
    ],
    ["a refused user", { code: "28000", message: 'role "me" does not exist' }, /role "me"/, /pg_hba/],
    [
      "a full server",
      { code: "53300", message: "sorry, too many clients already" },
      /no connection left/,
      /max_connections/,
    ],
    [
      "a server that keeps its last connections for others",
      {
        code: "53300",
        message: "remaining connection slots are reserved for roles with the SUPERUSER attribute",
      },
      /no connection left/,
      /max_connections/,
    ],
    [
      "a full role",
      { code: "53300", message: 'too many connections for role "me"' },
      /role "me" has all the connections that it may have/,
      /ALTER ROLE "me" CONNECTION LIMIT/,
    ],
    [
      "a full database",
      { code: "53300", message: 'too many connections for database "shop"' },
      /database has all the connections that it may have/,
      /ALTER DATABASE "shop" CONNECTION LIMIT/,
    ],
    [
      "a limit in words of another language",
      { code: "53300", message: "zu viele Verbindungen für Rolle »me«" },
      /zu viele Verbindungen für Rolle »me«\.$/,
      /Close other clients, or raise the limit/,
    ],
    ["anything else", { message: "strange" }, /strange/, /connection options/],
  ])("explains %s", (_what, failure, message, hint) => {
    const error = connectionError(Object.assign(new Error(), failure), target);
    expect(error).toMatchObject({
      code: "connection-failed",
      details: { host: "db", port: 5432, database: "shop", user: "me" },
    });
    expect(error.message).toMatch(message);
    expect(error.message).toContain('"shop" at db:5432 as "me"');
    expect(error.hint).toMatch(hint);
  });

  it("looks into the error of a host with several addresses", () => {
    const inner = Object.assign(new Error("connect ECONNREFUSED ::1:5432"), { code: "ECONNREFUSED" });
    expect(connectionError(new AggregateError([inner]), target).message).toMatch(/nobody listens/);
  });

  it("says that no password is set where the server wants one", () => {
    const error = connectionError(new Error("SASL: client password must be a string"), {
      ...target,
      hasPassword: false,
    });
    expect(error.message).toMatch(/none is set/);
  });

  it("leaves an error of ours as it is", () => {
    const error = new ReviseError("usage", "no");
    expect(connectionError(error, target)).toBe(error);
  });
});
