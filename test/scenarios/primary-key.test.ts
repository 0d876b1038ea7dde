import { describeScenarios } from "./describe-scenarios";

describeScenarios("primary-key");
