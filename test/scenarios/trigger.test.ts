import { describeScenarios } from "./describe-scenarios";

describeScenarios("trigger");
