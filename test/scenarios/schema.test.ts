import { describeScenarios } from "./describe-scenarios";

describeScenarios("schema");
