import { describeScenarios } from "./describe-scenarios";

describeScenarios("type");
