import { describeScenarios } from "./describe-scenarios";

describeScenarios("view");
