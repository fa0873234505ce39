/** All scenarios, in the order of the table. */
import type { Scenario } from "./figures.ts";
import { fanOut } from "./scenarios/fanOut.ts";

export const SCENARIOS: readonly Scenario[] = [fanOut];
