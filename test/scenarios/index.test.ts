import { describeScenarios } from "./describe-scenarios";

describeScenarios("index");
