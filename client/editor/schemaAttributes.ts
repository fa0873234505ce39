/** Turns the attributes of the schema table into Tiptap's. What is not named is neither drawn nor pasted. */
import type { Attribute } from "@tiptap/core";
import { markedBlockAttributes } from "../../shared/document/markedText.ts";

interface AttributeSpec {
  readonly default: unknown;
  readonly check: (value: unknown) => boolean;
}

type Parse = (element: HTMLElement) => unknown;
type Draw = (name: string, value: unknown) => Record<string, unknown>;
/** How an attribute is read from pasted HTML and how it is drawn. */
type Form = readonly [Parse, Draw];

export function attributesOf(
  specs: Readonly<Record<string, AttributeSpec>>,
  forms: Readonly<Record<string, Form>> = {},
): Record<string, Partial<Attribute>> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, attributeOf(name, spec, forms[name])]),
  );
}

/** Every block has this one; it draws what all suggestion attributes of the block say. */
const DRAWS_SUGGESTIONS = "sDel";

/** Suggestion attributes, and all others without a form, keep their default whatever is pasted. */
function attributeOf(name: string, spec: AttributeSpec, form: Form | undefined): Partial<Attribute> {
  if (form === undefined) {
    const kept = { default: spec.default, keepOnSplit: false, parseHTML: () => spec.default };
    return name === DRAWS_SUGGESTIONS
      ? { ...kept, renderHTML: markedBlockAttributes }
      : { ...kept, rendered: false };
  }
  const [parse, draw] = form;
  return {
    default: spec.default,
    parseHTML: (element) => {
      const value = parse(element);
      return spec.check(value) ? value : spec.default;
    },
    renderHTML: (attributes) => draw(name, attributes[name]),
  };
}

export const parsed = {
  text: (name: string) => (element: HTMLElement) => element.getAttribute(name),
  wholeNumber: (name: string) => (element: HTMLElement) => Number(element.getAttribute(name) ?? Number.NaN),
  /** The web and Word have five kinds of numbering; the minutes have numbers and small letters. */
  listType: (element: HTMLElement) => {
    const isLettered =
      element.getAttribute("type") === "a" || /lower-(?:alpha|latin)/u.test(element.style.listStyleType);
    return isLettered ? "a" : null;
  },
} as const;

export const drawn = {
  unless: (usual: unknown) => (name: string, value: unknown) => (value === usual ? {} : { [name]: value }),
  as: (drawnName: string) => (_name: string, value: unknown) => (value === "" ? {} : { [drawnName]: value }),
} as const;
