/** All scenarios, in the order of the table. */
import type { Scenario } from "./figures.ts";
import { fanOut } from "./scenarios/fanOut.ts";
import { flood } from "./scenarios/flood.ts";
import { joins } from "./scenarios/joins.ts";
import { kill } from "./scenarios/kill.ts";
import { memory } from "./scenarios/memory.ts";
import { ramp } from "./scenarios/ramp.ts";

export const SCENARIOS: readonly Scenario[] = [fanOut, ramp, memory, joins, kill, flood];
