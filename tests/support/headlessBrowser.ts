/** jsdom as the globals of plain Node, for random tests with the product's own editor. Import it before anything that draws. */
import { JSDOM } from "jsdom";
import { withoutLayout } from "./layoutless.ts";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
const NAMES = [
  "document",
  "Node",
  "Text",
  "Element",
  "HTMLElement",
  "MutationObserver",
  "DOMParser",
  "Range",
  "Event",
  "KeyboardEvent",
  "getSelection",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "getComputedStyle",
  "innerHeight",
  "innerWidth",
];
// Some of them are getters of the window.
for (const name of NAMES) Object.assign(globalThis, { [name]: Reflect.get(window, name) });
Object.assign(globalThis, { window });
withoutLayout();
