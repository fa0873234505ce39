/**
 * Other people's carets, drawn over the text and never in it: they are hidden from screen readers
 * and cannot move a letter. The name shows when its owner does something, and fades.
 */
import type * as Y from "yjs";
import type { RemoteCaret } from "../connection/meetingSession.ts";
import { placeOfRelative, pointOfPlace, type TextPlace } from "./textPlace.ts";

const NAME_SHOWN_MS = 2500;

interface DrawnCaret {
  readonly element: HTMLElement;
  place: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class CaretOverlay {
  readonly #layer: HTMLElement;
  readonly #drawn = new Map<number, DrawnCaret>();

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  /** `text` is the element that holds the drawn text; its textblocks are those of the section. */
  draw(carets: readonly RemoteCaret[], text: Element, section: Y.XmlFragment): void {
    const base = this.#layer.getBoundingClientRect();
    const here = new Set<number>();
    for (const caret of carets) {
      const place = placeOfRelative(section, caret.head);
      const box = place === undefined ? undefined : boxOfPlace(text, place);
      if (place === undefined || box === undefined) continue;
      here.add(caret.client);
      this.#move(caret, `${place.block}:${place.offset}`, {
        left: box.left - base.left,
        top: box.top - base.top,
        height: box.height,
      });
    }
    for (const client of this.#drawn.keys()) if (!here.has(client)) this.#remove(client);
  }

  clear(): void {
    for (const client of this.#drawn.keys()) this.#remove(client);
  }

  #move(caret: RemoteCaret, place: string, box: Box): void {
    const drawn = this.#drawn.get(caret.client) ?? this.#add(caret);
    const { style } = drawn.element;
    style.transform = `translate(${box.left}px, ${box.top}px)`;
    style.height = `${box.height}px`;
    drawn.element.classList.toggle("caret-near-top", box.top < 16);
    if (drawn.place === place) return;
    drawn.place = place;
    drawn.element.classList.add("caret-active");
    clearTimeout(drawn.timer);
    drawn.timer = setTimeout(() => {
      drawn.element.classList.remove("caret-active");
    }, NAME_SHOWN_MS);
  }

  #add(caret: RemoteCaret): DrawnCaret {
    const element = document.createElement("span");
    element.className = "caret";
    element.style.setProperty("--caret", caret.colour);
    const name = document.createElement("b");
    name.textContent = caret.name;
    element.append(name);
    this.#layer.append(element);
    const drawn: DrawnCaret = { element, place: "", timer: undefined };
    this.#drawn.set(caret.client, drawn);
    return drawn;
  }

  #remove(client: number): void {
    const drawn = this.#drawn.get(client);
    clearTimeout(drawn?.timer);
    drawn?.element.remove();
    this.#drawn.delete(client);
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

function boxOfPlace(text: Element, place: TextPlace): Box | undefined {
  const point = pointOfPlace(text, place);
  if (point === undefined) return undefined;
  const range = document.createRange();
  range.setStart(point.node, point.offset);
  const [rect] = range.getClientRects();
  if (rect !== undefined) return rect;
  // An empty line has no letter to measure; its element has the height.
  const element = point.node instanceof Element ? point.node : point.node.parentElement;
  return element?.getBoundingClientRect();
}
