/** Prints the permission table and the lifecycle as docs/permissions.md, the copy that people read. */
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { PHASE_LABELS, ROLE_LABELS } from "../../shared/meeting/labels.ts";
import { PHASES, ROLES } from "../../shared/meeting/vocabulary.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { CONDITIONS } from "../../shared/policy/conditions.ts";
import type { Condition } from "../../shared/policy/conditions.ts";
import { TRANSITIONS } from "../../shared/policy/lifecycle.ts";
import { ENABLED_PHASES, PERMISSIONS } from "../../shared/policy/permissions.ts";
import { AREAS } from "../../shared/policy/rights.ts";
import type { Right } from "../../shared/policy/rights.ts";

const LETTERS: Readonly<Record<Right, string>> = {
  edit: "E",
  suggest: "F",
  comment: "K",
  sign: "G",
  read: "L",
  nothing: "-",
};

const INTRODUCTION = `# Who may do what

Printed from \`shared/policy\` by \`tests/domain/permissions.test.ts\`, which fails when the two differ.
After a change: \`npx vitest run --project domain -u tests/domain/permissions.test.ts\`, and read the diff.

**E** edit · **F** suggest · **K** comment · **G** sign · **L** read · **-** nothing.
Rights rise from nothing to edit; sign stands apart. Who may edit can also choose to suggest.
\`punktansvarlig\` and \`gaest\` hold for one item only. The conditions below the tables can raise
a right; nothing else can. Closed items will have documents and access lists of their own.`;

export function printedPolicy(): string {
  return [
    INTRODUCTION,
    ...PHASES.map((phase) => printedPhase(phase)),
    `## Conditions\n\n${printedConditions()}`,
    `## From phase to phase\n\n${printedTransitions()}`,
    "",
  ].join("\n\n");
}

function printedPhase(phase: Phase): string {
  const enabled: readonly Phase[] = ENABLED_PHASES;
  const later = enabled.includes(phase) ? "" : " (not enabled yet)";
  const rows = AREAS.map((area) => [area, ...ROLES.map((role) => LETTERS[PERMISSIONS[phase][area][role]])]);
  return `## ${PHASE_LABELS[phase]} (\`${phase}\`)${later}\n\n${table(["", ...ROLES.map((role) => ROLE_LABELS[role])], rows)}`;
}

function printedConditions(): string {
  const rows = CONDITIONS.map((condition) => [
    nameOf(condition),
    condition.phases.join(", "),
    condition.area,
    condition.roles.length === ROLES.length ? "all" : condition.roles.join(", "),
    LETTERS[condition.right],
  ]);
  return table(["holds when", "phases", "part", "roles", "right"], rows);
}

function nameOf(condition: Condition): string {
  if ("circumstance" in condition) return `circumstance \`${condition.circumstance}\``;
  const demo = DEMO_SETTINGS[condition.setting] ? "on" : "off";
  return `setting \`${condition.setting}\` (demo committee: ${demo})`;
}

function printedTransitions(): string {
  const rows = TRANSITIONS.map((transition) => [
    transition.from,
    transition.to,
    transition.roles.join(", "),
    transition.by === "signature" ? "the signature that completes it" : "command",
    [transition.needsReason ? "a reason" : "", transition.needsItems ? "at least one item" : ""]
      .filter((need) => need !== "")
      .join(", "),
    transition.enabled ? "yes" : "later",
  ]);
  return table(["from", "to", "roles", "by", "needs", "enabled"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [lineOf(head), lineOf(head.map(() => "---")), ...rows.map((row) => lineOf(row))].join("\n");
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
