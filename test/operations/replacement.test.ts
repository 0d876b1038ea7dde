import { describe, expect, it } from "vitest";
import type { ForeignKey } from "../../packages/revise/src/model/constraint";
import type { Operation } from "../../packages/revise/src/operations/operation";
import { describeChanges } from "../../packages/revise/src/operations/replacement";
import { foreignKey, index, name } from "../../packages/testkit/src/builders";

const post = name("post");
const author = foreignKey("FK_author", ["authorId"], "user", ["id"]);

function replaced(from: ForeignKey, to: ForeignKey): readonly Operation[] {
  return [
    { kind: "dropConstraint", table: post, name: from.name, definition: from },
    { kind: "dropColumn", table: post, column: "old" },
    { kind: "addForeignKey", table: post, constraint: to },
  ];
}

function sentences(operations: readonly Operation[]): readonly string[] {
  return describeChanges(operations).map(({ kind, description }) => `${kind}: ${description}`);
}

describe("describeChanges", () => {
  it("tells a drop and an addition of one object as one change, by what differs", () => {
    const nulled: ForeignKey = { ...author, onDelete: "SET NULL" };
    expect(sentences(replaced(author, { ...author, onDelete: "CASCADE" }))).toEqual([
      "dropColumn: Drop column post.old",
      "replace: Change foreign key FK_author on post (authorId) to user: onDelete CASCADE",
    ]);
    expect(sentences(replaced(nulled, { ...author, onDelete: "CASCADE" }))[1]).toBe(
      "replace: Change foreign key FK_author on post (authorId) to user: onDelete from SET NULL to CASCADE",
    );
    expect(sentences(replaced(nulled, author))[1]).toBe(
      "replace: Change foreign key FK_author on post (authorId) to user: no onDelete",
    );
  });

  it("says so where the same comes again", () => {
    expect(sentences(replaced(author, author))[1]).toBe(
      "replace: Make foreign key FK_author on post (authorId) to user again",
    );
  });

  it("takes two objects of different names, and a drop of what is not known, for two changes", () => {
    const apart = replaced(author, { ...author, name: "FK_writer" });
    expect(describeChanges(apart)).toHaveLength(3);
    const drop: Operation = { kind: "dropIndex", table: post, name: "i", concurrently: false };
    const create: Operation = { kind: "createIndex", table: post, index: index("i", ["a"]) };
    expect(sentences([drop, create]).map((sentence) => sentence.split(":")[0])).toEqual([
      "dropIndex",
      "createIndex",
    ]);
  });
});
