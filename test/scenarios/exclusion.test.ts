import { describeScenarios } from "./describe-scenarios";

describeScenarios("exclusion");
