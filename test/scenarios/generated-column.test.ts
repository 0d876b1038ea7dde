import { describeScenarios } from "./describe-scenarios";

describeScenarios("generated-column");
