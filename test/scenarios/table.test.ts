import { describeScenarios } from "./describe-scenarios";

describeScenarios("table");
