/** Runs a TypeScript program of this project, the first argument, also on a fresh clone: `npm run soak`, `npm run bench`. */
import { runInOurPlace } from "./child.js";
import { setUp } from "./setUp.js";

await setUp();
process.exitCode = await runInOurPlace(process.execPath, process.argv.slice(2));
