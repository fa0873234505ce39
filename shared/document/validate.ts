/**
 * Whether a text keeps to the schema, asked without an editor: before one is mounted, since
 * mounting deletes what the schema does not accept, and at every border where text comes in.
 */
import type { Mark, RichNode, RichText } from "../meeting/richText.ts";
import { markSpecOf, nodeSpecOf } from "./schema.ts";

/** Deeper than any minutes; a deeper tree can only be meant to exhaust a stack. */
export const NESTING_MAX = 32;
const PROBLEMS_MAX = 20;

/** Sentences for a log or a developer, at most twenty; none means that the text is valid. */
export function problemsOf(text: RichText): readonly string[] {
  // Whoever calls has data from outside, where the type of the root is a promise only.
  const root = text as RichNode;
  if (root.type !== "doc") return [`The root is ${root.type}, not doc.`];
  const problems: string[] = [];
  for (const problem of problemsOfNode(root, 0)) {
    problems.push(problem);
    if (problems.length === PROBLEMS_MAX) break;
  }
  return problems;
}

function* problemsOfNode(node: RichNode, depth: number): Generator<string> {
  const spec = nodeSpecOf(node.type);
  if (spec === undefined) {
    yield `The schema has no node ${node.type}.`;
    return;
  }
  if (depth > NESTING_MAX) {
    yield `The text is nested deeper than ${NESTING_MAX}.`;
    return;
  }
  yield* problemsOfAttributes(node.type, spec.attrs, node.attrs ?? {});
  yield* problemsOfText(node);
  for (const mark of node.marks ?? []) yield* problemsOfMark(node, mark);
  for (const child of node.content ?? []) {
    if (!mayHold(node.type, child.type)) yield `${node.type} may not hold ${child.type}.`;
    yield* problemsOfNode(child, depth + 1);
  }
}

function* problemsOfText(node: RichNode): Generator<string> {
  if (node.type !== "text") {
    if (node.text !== undefined) yield `${node.type} has text of its own.`;
  } else if (typeof node.text !== "string" || node.text === "") {
    yield "A text node is empty.";
  }
}

function* problemsOfMark(node: RichNode, mark: Mark): Generator<string> {
  const spec = markSpecOf(mark.type);
  if (spec === undefined) {
    yield `The schema has no mark ${mark.type}.`;
    return;
  }
  if (node.type !== "text") yield `${node.type} has a mark.`;
  yield* problemsOfAttributes(mark.type, spec.attrs, mark.attrs ?? {});
}

type Checks = Readonly<Record<string, { readonly check: (value: unknown) => boolean }>>;

function* problemsOfAttributes(
  owner: string,
  specs: Checks,
  attrs: Readonly<Record<string, unknown>>,
): Generator<string> {
  for (const [name, value] of Object.entries(attrs)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) yield `${owner} has no attribute ${name}.`;
    else if (!spec.check(value)) yield `${owner} has a wrong value of ${name}.`;
  }
}

/** Whether the schema lets a node stand right in another. Neither depends on what else is there. */
export function mayHold(parent: string, child: string): boolean {
  const names = choiceOf(nodeSpecOf(parent)?.content);
  const group = nodeSpecOf(child)?.group;
  return names.has(child) || (group !== undefined && names.has(group));
}

/** Every expression of the schema is a choice of names or groups, any number of times. */
const CHOICE = /^\(?([a-zA-Z| ]+)\)?\*$/u;
const NO_CHOICE: ReadonlySet<string> = new Set();
const choices = new Map<string, ReadonlySet<string>>();

function choiceOf(expression: string | undefined): ReadonlySet<string> {
  if (expression === undefined) return NO_CHOICE;
  const known = choices.get(expression);
  if (known !== undefined) return known;
  const choice = CHOICE.exec(expression)?.[1];
  if (choice === undefined) throw new Error(`The content expression ${expression} is not a choice.`);
  const names = new Set(choice.split("|").map((name) => name.trim()));
  choices.set(expression, names);
  return names;
}
