import { describeScenarios } from "./describe-scenarios";

describeScenarios("unique");
