import * as orm from "typeorm-0.3";
import { describe } from "vitest";
import type { Orm } from "./entity-class";
import { describeReader } from "./reader-facts";

describe("typeorm 0.3", () => {
  describeReader(orm as unknown as Orm);
});
