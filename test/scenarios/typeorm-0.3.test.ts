import { describeScenarios } from "./describe-scenarios";

describeScenarios("typeorm-0.3");
