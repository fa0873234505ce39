import { expect, test } from "vitest";
import { byOrder, itemNumberAt } from "../../shared/meeting/numbering.ts";

test("[NUM1] items are numbered by order from the meeting's first number", () => {
  const items = [
    { id: "b", order: "a1" },
    { id: "a", order: "a0" },
  ].toSorted(byOrder);
  expect(items.map((item, index) => `${itemNumberAt(index, 11)} ${item.id}`)).toEqual(["11 a", "12 b"]);
});

test("[NUM2] two items made at once at one place are parted by their ids", () => {
  const items = [
    { id: "z", order: "a0" },
    { id: "y", order: "a0" },
  ].toSorted(byOrder);
  expect(items.map((item) => item.id)).toEqual(["y", "z"]);
});
