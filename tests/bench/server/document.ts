/** docs/bench.md: how to run the bench, on what machine it ran, and the table. */
import { cpus, totalmem } from "node:os";

export function documentOf(table: string): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() ?? "unknown";
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `# The server beside its peers

\`npm run bench -- server\` writes this file anew (about a quarter of an hour; nothing else should run meanwhile). \`--quick\` is one short round and writes nothing; \`--only a,c\` and \`--servers product,yws\` run pieces, which are kept in \`.build/bench\` and fill the same table; \`--write\` writes the file also after a quick run. \`BENCH_PROFILE=FOLDER\` leaves a CPU profile of our server in that folder.

Machine: ${cores.length} cores (${model}), ${memory} GB, Linux, Node ${process.version}. All servers run on this Node and with the same Yjs, one after the other, with the clients in another process on the same machine. Ours runs with login, guard, log and fsync; @y/websocket-server 0.1.1 with LevelDB as it is shipped; Hocuspocus 4.7 with its SQLite extension, as its documentation shows and again with \`flushDelay: 50\`.

How it is measured: letters are encoded ahead of time and sent at an even rate by writers with a socket each; viewers are sockets that count, and eight of them note when each letter comes. CPU (all threads) and RSS are read from /proc. A delivered edit is one letter that reached one viewer, whether alone or merged with others in a frame. Figures are medians over the rounds. Absolute figures hold for this machine only; ratios are what the targets are about.

${table}

${WHY_MISSED}`;
}

/** Written by people after looking at profiles; the table says what is missed, this says why. */
const WHY_MISSED = `## Why some targets are missed

Read from CPU profiles and system calls of our server, 2026-11-22; the figures above change with each run, these do not.

- **CPU per delivered edit.** With carets a letter costs us about 1.2 ms once and 4 us for each viewer, @y/websocket-server about 1 ms once and 18 us for each viewer. What grows with the viewers is a quarter of theirs, as wanted; what a letter costs once is not, and at 200 viewers it still weighs most. It is, by the profile: waking the storage thread (0.3 to 0.4 ms, a wake-up of a sleeping core on this virtual machine; a bare 20 ms timer costs 0.18 ms here), the commit itself (7 page writes and an fsync, 0.4 ms), frames and guard (0.3 ms), the editors' flush (0.2 ms), the acknowledgement (0.2 ms). Only fewer commits would help, and letters that come 20 ms apart cannot share one without being shown later. At the highest rate they do share, and the CPU there is below that of Hocuspocus, but not half of it.
- **Editor to editor p99 at 1,000 viewers.** A flush to 1,000 followers is 1,000 kernel writes in one turn of the event loop, 5 to 10 ms; an editor's letter that comes in that turn waits for it. Giving editors a turn in between would mend it.
- **RSS.** After a collection a follower costs 5.8 KB of heap and about 11 KB of RSS; the rest is what 1,005 logins and upgrades left behind and nobody has collected yet, since an idle server does not collect. The same holds for idle rooms and after everybody left.
- **Cold join, and the storm after a restart.** In a process that has just started all code is cold: the upgrade with its login, then building the Y.Doc (50 to 150 ms for 50,000 edits; 20 ms in a warm process). A second joiner needs 5 ms. @y/websocket-server says «synced» at once, to an empty document. Opening the rooms that were in use before the server listens again would take this from the joiner; it is not built.
`;
