import { describeScenarios } from "./describe-scenarios";

describeScenarios("inheritance");
