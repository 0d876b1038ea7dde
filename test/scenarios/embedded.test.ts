import { describeScenarios } from "./describe-scenarios";

describeScenarios("embedded");
