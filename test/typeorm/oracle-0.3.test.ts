import * as orm from "typeorm-0.3";
import { describe } from "vitest";
import type { Orm } from "./entity-class";
import { describeOracle } from "./oracle";

describe("typeorm 0.3", () => {
  describeOracle(orm as unknown as Orm);
});
