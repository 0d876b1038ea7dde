import { describeScenarios } from "./describe-scenarios";

describeScenarios("name");
