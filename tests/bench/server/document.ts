/** docs/bench.md: how to run the bench, on what machine it ran, and the table. */
import { cpus, totalmem } from "node:os";

export function documentOf(table: string): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() ?? "unknown";
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `# The server beside its peers

\`npm run bench -- server\` writes this file anew (about 20 minutes; nothing else should run meanwhile). \`--quick\` is one short round and writes nothing; \`--only a,c\` and \`--servers product,yws\` run pieces, which are kept in \`.build/bench\` and fill the same table; \`--write\` writes the file also after a quick run. \`BENCH_PROFILE=FOLDER\` leaves a CPU profile of our server in that folder.

Machine: ${cores.length} cores (${model}), ${memory} GB, Linux, Node ${process.version}. All servers run on this Node and with the same Yjs, one after the other, with the clients in another process on the same machine. Ours runs with login, guard, log and fsync; @y/websocket-server 0.1.1 with LevelDB as it is shipped; Hocuspocus 4.7 with its SQLite extension, as its documentation shows and again with \`flushDelay: 50\`.

How it is measured: letters are encoded ahead of time and sent at an even rate by writers with a socket each; viewers are sockets that count, and eight of them note when each letter comes. CPU (all threads) and RSS are read from /proc. A delivered edit is one letter that reached one viewer, whether alone or merged with others in a frame. Figures are medians over the rounds. Absolute figures hold for this machine only; ratios are what the targets are about.

${table}
`;
}
