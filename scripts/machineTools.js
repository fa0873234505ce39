/** Programs that tests need from the machine, and how to get them on Debian when we may. */
import { existsSync } from "node:fs";
import path from "node:path";
import { runTool } from "./child.js";
import { say } from "./setUp.js";

/** The path of a Chromium; installs one when we may; undefined when there is none. */
export async function findChromium() {
  return chromiumPath() ?? ((await installPackage(["chromium"])) ? chromiumPath() : undefined);
}

/** qpdf and pdfinfo let tests check a PDF from outside. Where they cannot be had, those checks say so. */
export async function tryPdfTools() {
  const missing = Object.entries({ qpdf: "qpdf", pdfinfo: "poppler-utils" })
    .filter(([program]) => onSearchPath(program) === undefined)
    .map(([, debianPackage]) => debianPackage);
  if (missing.length > 0 && !(await installPackage(missing))) {
    say(`Medskriv: ${missing.join(" and ")} could not be installed; PDF files are checked less closely.`);
  }
}

function chromiumPath() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") return existsSync(named) ? named : undefined;
  const programs = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
  return existsSync("/usr/bin/chromium")
    ? "/usr/bin/chromium"
    : programs.map(onSearchPath).find((found) => found !== undefined);
}

function onSearchPath(/** @type {string} */ program) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}

/** @returns {Promise<boolean>} */
async function installPackage(/** @type {readonly string[]} */ names) {
  const mayInstall = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (!mayInstall) return false;
  say(`Medskriv: installing ${names.join(" and ")} with apt-get …`);
  let output = "";
  const aptGet = (/** @type {readonly string[]} */ args) =>
    runTool("apt-get", args, {
      environment: { DEBIAN_FRONTEND: "noninteractive" },
      onOutput: (text) => (output += text),
    }).status;
  await aptGet(["update"]);
  const status = await aptGet(["install", "-y", "--no-install-recommends", ...names]);
  if (status !== 0) say(output.split("\n").slice(-12).join("\n"));
  return status === 0;
}
