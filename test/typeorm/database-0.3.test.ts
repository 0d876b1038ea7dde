import * as orm from "typeorm-0.3";
import { describe } from "vitest";
import { describeDatabase } from "./database-facts";
import type { Orm } from "./entity-class";

describe("typeorm 0.3", () => {
  describeDatabase(orm as unknown as Orm);
});
