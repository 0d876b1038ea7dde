import { createRequire } from "node:module";
import { Column, Entity } from "typeorm";
import { describe, expect, it } from "vitest";
import { ReviseError } from "../../packages/revise/src/errors";
import { metadataError } from "../../packages/revise/src/typeorm/metadata-error";
import { entityClass } from "./entity-class";

describe("metadataError", () => {
  it("explains that a loader dropped the types, naming entity and property", () => {
    const error = thrown(() => entityClass("User", { email: Column() }, { decorators: [Entity()] }));
    expect(metadataError(error)).toMatchObject({
      code: "metadata-lost",
      message: "The type of the column User.email is not known.",
      hint: expect.stringContaining("emitDecoratorMetadata") as string,
    });
  });

  it("takes what is no error of TypeORM's for a module that failed to load", () => {
    expect(metadataError(new SyntaxError("Unexpected token"))).toMatchObject({
      code: "module-load-failed",
      message: expect.stringContaining("metadata-error.test.ts: Unexpected token") as string,
    });
    const missing = Object.assign(new Error("Cannot find module './x'"), {
      requireStack: ["/app/user.js", "/app/all.js"],
    });
    expect(metadataError(missing).message).toContain("in /app/user.js");
  });

  it("tells of two versions of TypeORM by their versions and directories", () => {
    createRequire(__filename)("typeorm-0.3");
    const error = metadataError(
      new TypeError("this.metadataArgsStorage.filterForeignKeys is not a function"),
    );
    expect(error).toMatchObject({
      code: "metadata-invalid",
      message: expect.stringMatching(/: .*\b0\.3\.\d+ in \S+typeorm-0\.3/) as string,
      hint: expect.stringContaining("npm ls typeorm") as string,
    });
  });

  it("finds a lost type behind a module that failed to load", () => {
    const cause = thrown(() => entityClass("User", { email: Column() }, {}));
    const failed = new ReviseError("module-load-failed", "Could not load /app/user.ts", { cause });
    expect(metadataError(failed)).toMatchObject({ code: "metadata-lost", cause: failed });
    const other = new ReviseError("module-load-failed", "Could not load /app/user.ts", {
      cause: new Error("x"),
    });
    expect(metadataError(other)).toBe(other);
  });
});

function thrown(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
