import * as orm from "typeorm";
import { describe } from "vitest";
import { describeOracle } from "./oracle";

describe("typeorm 1", () => {
  describeOracle(orm);
});
