import { describeScenarios } from "./describe-scenarios";

describeScenarios("enum");
