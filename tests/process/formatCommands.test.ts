/** The two commands for files, as a person runs them. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;
const FIXTURE = join(ROOT, "tests/fixtures/import/referat-afdelingsmed.txt");
const folder = mkdtempSync(join(tmpdir(), "formats-"));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(command: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(ROOT, "server", command), ...args], (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

test("[IMP24] import prints meeting and doubts; export writes text, JSON and PDF of it", async () => {
  const imported = await run("importCommand.ts", FIXTURE);
  expect(imported).toMatchObject({ code: 0, err: "" });
  const value: unknown = JSON.parse(imported.out);
  expect(value).toMatchObject({ meeting: { kind: "referat" }, doubts: [{ code: "contentsDiffer" }, {}, {}] });
  const meetingFile = join(folder, "meeting.json");
  writeFileSync(meetingFile, imported.out);
  const jsonFile = join(folder, "out.json");
  expect(await run("exportCommand.ts", meetingFile, "--format", "json", "--out", jsonFile)).toMatchObject({
    code: 0,
  });
  const textFile = join(folder, "out.txt");
  expect(await run("exportCommand.ts", jsonFile, "--format", "text", "--out", textFile)).toMatchObject({
    code: 0,
  });
  expect(readFileSync(textFile, "utf8")).toMatch(/^REFERAT AfdelingsMED Kultur og Fritid d\. 19-03-2026\n/u);
  const pdfFile = join(folder, "out.pdf");
  expect(await run("exportCommand.ts", jsonFile, "--format", "pdf", "--out", pdfFile)).toMatchObject({
    code: 0,
    err: "",
  });
  expect(readFileSync(pdfFile).subarray(0, 5).toString()).toBe("%PDF-");
});

test.each([
  ["importCommand.ts", [], 2, "Brug:"],
  ["importCommand.ts", ["/no/such/file"], 1, "Filen kunne ikke læses"],
  ["importCommand.ts", [process.execPath], 1, "Filen er"],
  ["exportCommand.ts", [FIXTURE], 2, "Brug:"],
  ["exportCommand.ts", [FIXTURE, "--format", "wav", "--out", join(folder, "x")], 2, "Formatet wav er ukendt"],
  ["exportCommand.ts", [FIXTURE, "--format", "docx", "--out", join(folder, "x")], 2, "findes ikke endnu"],
  ["exportCommand.ts", [FIXTURE, "--format", "text", "--out", join(folder, "x")], 1, "Filen er ikke JSON"],
] as const)("[IMP26] %s %j says in Danish what is wrong", async (command, args, code, message) => {
  const ended = await run(command, ...args);
  expect(ended).toMatchObject({ code, out: "" });
  expect(ended.err).toContain(message);
});
