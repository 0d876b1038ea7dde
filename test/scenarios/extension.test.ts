import { describeScenarios } from "./describe-scenarios";

describeScenarios("extension");
