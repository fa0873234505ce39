import { expect, test } from "vitest";
import { openApp } from "../support/appBench.ts";

test("[SUG76] who may read a meeting hears who is in its committee, with their roles; nobody else does", async () => {
  const { ask } = await openApp("referatIArbejde");
  const answer = await ask("medlem", "/api/meetings/m1/people");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual([
    { person: "referent", name: "Amira Nørgaard", roles: ["referent"] },
    { person: "forperson", name: "Karen Holm", roles: ["forperson"] },
    { person: "naestforperson", name: "Jonas Vinter", roles: ["naestforperson"] },
    { person: "medlem", name: "Pia Lund", roles: ["medlem"] },
    { person: "ansat", name: "Mads Krogh", roles: ["ansat"] },
  ]);
  const closedTo = [
    await ask("ansat", "/api/meetings/m1/people"),
    await ask(undefined, "/api/meetings/m1/people"),
  ];
  expect(closedTo.map(({ status }) => status)).toEqual([403, 401]);
});
