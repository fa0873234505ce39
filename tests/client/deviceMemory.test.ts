import { expect, test } from "vitest";
import { DeviceMemory } from "../../client/connection/deviceMemory.ts";

test("[CONN12] the newest changes outlive the page until the server has them", () => {
  const memory = new DeviceMemory("referent", "m1", window.localStorage);
  memory.wrote(7, { confirmed: 0, highest: 3, generation: 0, newest: ["AAA=", "BBB="] });
  const afterReload = new DeviceMemory("referent", "m1", window.localStorage);
  expect(afterReload.newest(0)).toEqual(["AAA=", "BBB="]);
  afterReload.confirm(new Map([[7, 2]]));
  expect(afterReload.newest(0)).toEqual(["AAA=", "BBB="]);
  afterReload.confirm(new Map([[7, 3]]));
  expect(afterReload.newest(0)).toEqual([]);
  expect(window.localStorage.length).toBe(0);
});
