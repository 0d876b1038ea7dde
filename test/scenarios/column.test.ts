import { describeScenarios } from "./describe-scenarios";

describeScenarios("column");
