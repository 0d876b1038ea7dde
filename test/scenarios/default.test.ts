import { describeScenarios } from "./describe-scenarios";

describeScenarios("default");
