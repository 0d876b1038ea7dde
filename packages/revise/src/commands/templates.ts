/** The templates of `init`: what it writes into a project. */
import { generic } from "./templates/generic";
import { multidb } from "./templates/multidb";
import { nestjs } from "./templates/nestjs";
import type { Template } from "./templates/template";
import { tenants } from "./templates/tenants";

export const templates: readonly Template[] = [generic, multidb, tenants, nestjs];
