import { describeScenarios } from "./describe-scenarios";

describeScenarios("relation");
