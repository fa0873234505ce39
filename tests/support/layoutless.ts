/** jsdom has neither layout nor clipboard; ProseMirror only needs them to exist. */
export function withoutLayout(): void {
  Range.prototype.getClientRects = () => document.createElement("div").getClientRects();
  Range.prototype.getBoundingClientRect = () => document.createElement("div").getBoundingClientRect();
  HTMLElement.prototype.scrollIntoView = () => undefined;
  Object.assign(globalThis, { ClipboardEvent: Event });
}
