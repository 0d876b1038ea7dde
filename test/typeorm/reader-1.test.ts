import * as orm from "typeorm";
import { describe } from "vitest";
import { describeReader } from "./reader-facts";

describe("typeorm 1", () => {
  describeReader(orm);
});
