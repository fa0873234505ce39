/** c. What a connection and an idle room weigh, and what is left when everybody has gone. */
import { atMost, share, type Figures, type Scenario } from "../figures.ts";
import { admit, enterRoom, invite, openRoom, type Writer } from "../gathering.ts";
import { Host, type ServerName } from "../host.ts";
import { paperOf } from "../paper.ts";
import { Timetable } from "../timetable.ts";
import { pause, type } from "../typing.ts";

const CROWD = 1000;
const WRITERS = 4;
const SETTLE_MS = 3000;
/** Come and go before memory is read, so that code and buffers are there. */
const WARM_CROWD = 200;
const WARM_ROOMS = 20;
/** Ours keeps an empty room for half a minute, so that whoever reloads finds it warm. */
const LEFT_MS: Readonly<Record<ServerName, number>> = {
  product: 40_000,
  yws: 5000,
  hocuspocus: 5000,
  hocuspocus50: 5000,
};
const VIEWERS_PER_ROOM = 2;

export const memory: Scenario = {
  letters: "c",
  title: "Memory",
  rounds: () => 1,
  measure: async (server, quick) => ({
    ...(await weighConnections(server, quick)),
    ...(await weighRooms(server, quick ? 50 : 200)),
  }),
  rows: [
    {
      figure: "perConnectionKb",
      what: "RSS per connection, 1,005 in one room",
      unit: "KB",
      target: share(0.85, 0.4),
      limit: "Node's socket, HTTP upgrade and ws objects; garbage not yet collected counts too",
    },
    {
      figure: "leftMb",
      what: "RSS after everybody left, more than before they came",
      unit: "MB",
      target: atMost(10, "MB"),
      limit: "V8 gives pages back when it pleases",
    },
    {
      figure: "perRoomKb",
      what: "RSS per idle room with 3 clients",
      unit: "KB",
      target: share(0.85, 0.55),
      limit: "three connections and a Y.Doc",
    },
  ],
};

async function weighConnections(server: ServerName, quick: boolean): Promise<Figures> {
  const host = await Host.start(server);
  try {
    const gathering = await openRoom(host, paperOf(17));
    const writers = await invite(gathering, WRITERS);
    for (const viewer of await admit(gathering, WARM_CROWD)) viewer.drop();
    await settle(writers);
    const before = host.process.residentKb();
    const viewers = await admit(gathering, CROWD);
    await settle(writers);
    const full = host.process.residentKb();
    for (const one of [...viewers, ...writers.map(({ participant }) => participant), gathering.keeper])
      one.drop();
    if (!quick) await pause(LEFT_MS[server]);
    return {
      perConnectionKb: (full - before) / CROWD,
      leftMb: quick ? undefined : (host.process.residentKb() - before) / 1024,
    };
  } finally {
    await host.stop();
  }
}

/** Somebody writes meanwhile, as in a meeting: that is also what makes V8 collect what the arrival left. */
async function settle(writers: readonly Writer[]): Promise<void> {
  await type(writers, new Timetable(), { perSecond: 25, ms: SETTLE_MS, carets: false });
}

async function weighRooms(server: ServerName, count: number): Promise<Figures> {
  const host = await Host.start(server);
  const meeting = paperOf(2);
  const occupy = async (room: string) => {
    const gathering = await enterRoom(host, room, meeting);
    await admit(gathering, VIEWERS_PER_ROOM);
  };
  try {
    const rooms: string[] = [];
    for (let made = 0; made < WARM_ROOMS + count; made += 1) rooms.push(await host.newRoom(meeting));
    for (const room of rooms.slice(0, WARM_ROOMS)) await occupy(room);
    await pause(SETTLE_MS);
    const before = host.process.residentKb();
    for (const room of rooms.slice(WARM_ROOMS)) await occupy(room);
    await pause(SETTLE_MS);
    return { perRoomKb: (host.process.residentKb() - before) / count };
  } finally {
    await host.stop();
  }
}
