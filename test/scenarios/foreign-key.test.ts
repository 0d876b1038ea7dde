import { describeScenarios } from "./describe-scenarios";

describeScenarios("foreign-key");
