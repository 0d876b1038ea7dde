import { describeScenarios } from "./describe-scenarios";

describeScenarios("tree");
