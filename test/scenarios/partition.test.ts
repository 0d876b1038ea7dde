import { describeScenarios } from "./describe-scenarios";

describeScenarios("partition");
