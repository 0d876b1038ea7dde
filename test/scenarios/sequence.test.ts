import { describeScenarios } from "./describe-scenarios";

describeScenarios("sequence");
