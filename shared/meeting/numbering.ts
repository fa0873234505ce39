/** "Punkt N" is computed from order and the meeting's first number; it is stored nowhere. */

interface Ordered {
  readonly id: string;
  readonly order: string;
}

/** Order is a fractional index string; two made at once at one place are parted by their ids. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** The printed number of the item at `index` (from 0) in a meeting whose first item has number `firstNumber`. */
export function itemNumberAt(index: number, firstNumber: number): number {
  return firstNumber + index;
}
