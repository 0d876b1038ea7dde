import * as orm from "typeorm";
import { describe } from "vitest";
import { describeDatabase } from "./database-facts";

describe("typeorm 1", () => {
  describeDatabase(orm);
});
