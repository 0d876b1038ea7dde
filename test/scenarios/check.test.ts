import { describeScenarios } from "./describe-scenarios";

describeScenarios("check");
