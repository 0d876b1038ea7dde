import { describeScenarios } from "./describe-scenarios";

describeScenarios("typeorm");
