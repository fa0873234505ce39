/** Hocuspocus with its SQLite extension, as its documentation sets it up; FLUSH_DELAY is its own setting. */
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const server = new Server({
  address: "127.0.0.1",
  port: Number(process.env.PORT),
  quiet: true,
  flushDelay: Number(process.env.FLUSH_DELAY),
  extensions: [new SQLite({ database: process.env.DATABASE })],
});
await server.listen();
process.stdout.write("ready\n");
