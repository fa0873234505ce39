/** All that can happen next in a run, each with its weight. The scheduler picks one, and that is one step. */
import { sectionText } from "../../../shared/document/layout.ts";
import { hasMeeting, phaseOf } from "../../../shared/document/read.ts";
import { DEMO_SETTINGS } from "../../../shared/meeting/committee.ts";
import type { Role, SectionKind } from "../../../shared/meeting/vocabulary.ts";
import { areaOfSection, mayI } from "../../../shared/policy/permissions.ts";
import { LIMITS } from "../../../shared/protocol/limits.ts";
import type * as Y from "yjs";
import { proposeCommand, proposePhase } from "./proposals.ts";
import { editAtRandom } from "./simEdits.ts";
import { SimClient } from "./simClient.ts";
import type { SimSocket, SocketEnd } from "./simSocket.ts";
import { backUp, crashNow, start, startFrom } from "./serverLife.ts";
import { COMMITTEE, type Peer, type World } from "./world.ts";

export interface Happening {
  readonly weight: number;
  readonly what: string;
  readonly run: () => void | Promise<void>;
}

export function happeningsOf(world: World): readonly Happening[] {
  return [
    ...onTheWire(world),
    ...inTheServer(world),
    ...onTheDisk(world),
    ...inTime(world),
    ...overHttp(world),
    ...world.pages.flatMap((page) => atThePage(world, page)),
    ...atTheUnmodified(world),
    ...atTheHostile(world),
    ...inTheCommittee(world),
  ].filter(({ weight }) => weight > 0);
}

function onTheWire(world: World): Happening[] {
  const { weather } = world;
  return [...world.sockets].flatMap(([socket, end]) => {
    const all: Happening[] = [];
    if (socket.mayGoUp)
      all.push({ weight: weather.wire, what: `up ${socket.name}`, run: () => goUp(world, socket) });
    // Whoever lets frames pile up also reads seldom.
    const weight = socket.ballastBytes > 0 ? weather.wire / 10 : weather.wire;
    if (socket.mayGoDown) all.push({ weight, what: `down ${socket.name}`, run: () => goDown(socket, end) });
    if (!socket.isCut)
      all.push({ weight: weather.cuts / 4, what: `cut ${socket.name}`, run: () => socket.cut() });
    all.push({
      weight: weather.slowReaders / 10,
      what: `pile ${socket.name}`,
      run: () => pileUp(world, socket),
    });
    if (socket.isOver) world.sockets.delete(socket);
    return all;
  });
}

export function goUp(world: World, socket: SimSocket): void {
  const parcel = socket.takeUp();
  if (parcel === undefined) return;
  if (parcel.kind === "frame") world.server.receive(socket, parcel.bytes);
  else if (parcel.kind === "opened") world.server.open(socket);
  else world.server.closed(socket);
}

export function goDown(socket: SimSocket, end: SocketEnd): void {
  const parcel = socket.takeDown();
  if (parcel === undefined) return;
  if (parcel.kind === "frame") end.onFrame(parcel.bytes);
  else if (parcel.kind === "opened") end.onOpened();
  else end.onClosed(parcel.code);
}

function pileUp({ random }: World, socket: SimSocket): void {
  socket.ballastBytes = random.pick([0, 0, LIMITS.outboundSoftBytes + 1, LIMITS.outboundHardBytes + 1]);
}

function inTheServer(world: World): Happening[] {
  const { weather, server, random } = world;
  const { backup } = world;
  if (server.state === "left") {
    const all: Happening[] = [{ weight: 3, what: "start", run: () => start(world) }];
    if (backup !== undefined)
      all.push({
        weight: weather.backups,
        what: "start from the backup",
        run: () => startFrom(world, backup),
      });
    return all;
  }
  const crash = {
    weight: weather.crashes / 4,
    what: "crash",
    run: () => crashNow(world, random.chance(0.5)),
  };
  if (server.state === "leaving" || server.state === "starting") return [crash];
  return [
    crash,
    { weight: weather.stops / 4, what: "stop", run: () => server.stop() },
    { weight: weather.backups / 10, what: "back up", run: () => backUp(world) },
  ];
}

function onTheDisk(world: World): Happening[] {
  const { weather, random } = world;
  const { store } = world.server;
  const all: Happening[] = [];
  if (store.waitingCalls > 0)
    all.push({
      weight: weather.disk,
      what: "disk",
      run: () => store.serve(1 + random.below(store.waitingCalls)),
    });
  if (store.waitingAnswers > 0)
    all.push({ weight: weather.answers, what: "answer", run: () => store.deliver() });
  if (store.failing === undefined) {
    const failure = random.pick(["full", "full", "readonly", "unknown"] as const);
    all.push({ weight: weather.diskFailures / 4, what: failure, run: () => store.setFailing(failure) });
  } else all.push({ weight: 1, what: "space again", run: () => store.setFailing(undefined) });
  return all;
}

function inTime(world: World): Happening[] {
  const { weather, time, random, server } = world;
  const pass = (ms: number) => {
    time.nowMs += ms;
  };
  const all: Happening[] = [
    { weight: weather.time, what: "time", run: () => pass(1 + random.below(30)) },
    { weight: weather.time / 5, what: "seconds", run: () => pass(random.below(3000)) },
    { weight: weather.longTime, what: "minutes", run: () => pass(random.below(120_000)) },
  ];
  const { due } = server.clock;
  if (due > 0) all.push({ weight: 6, what: "timer", run: () => server.clock.run(random.below(due)) });
  return all;
}

function overHttp(world: World): Happening[] {
  const { weather, random, commands, server } = world;
  if (server.state !== "serving") return [];
  const all: Happening[] = [{ weight: weather.reads, what: "read", run: () => readOnce(world) }];
  const { waiting } = commands;
  if (waiting.length > 0) all.push({ weight: 3, what: "ask", run: () => ask(world, random.pick(waiting)) });
  // A tired network sends a request twice, or a person presses twice.
  if (commands.sent.length > 0)
    all.push({
      weight: weather.commands / 8,
      what: "ask again",
      run: () => ask(world, random.pick(commands.sent)),
    });
  return all;
}

export function ask(world: World, sent: (typeof world.commands.sent)[number]): void {
  const { server, trace } = world;
  sent.state = "asked";
  trace.note(`command ${sent.command.type} ${sent.command.id} of ${sent.person}`);
  server.execute(sent.person, sent.command).then(
    (answer) => {
      if (server !== world.server) return;
      sent.state = "answered";
      if (answer === undefined) return;
      trace.note(`${sent.command.id}: ${answer.kind === "done" ? "done" : answer.refusal.reason}`);
      world.commands.onAnswer(sent, answer);
    },
    (error: unknown) => {
      if (server !== world.server) return;
      trace.note(`${sent.command.id}: ${String(error)}`);
      sent.state = "waiting";
    },
  );
}

function readOnce({ server, wire, trace }: World): void {
  server.read().then(
    (bytes) => {
      if (bytes !== undefined && server.state !== "left") wire.onRead(bytes);
    },
    (error: unknown) => trace.note(`read: ${String(error)}`),
  );
}

function atThePage(world: World, page: SimClient): Happening[] {
  const { weather } = world;
  const all = comings(world, page);
  if (!page.writes || !hasMeeting(page.doc) || page.stage === "ended" || page.takesNoKeys) return all;
  all.push(
    {
      weight: phaseOf(page.doc) === "tilGodkendelse" ? weather.edits / 30 : weather.edits / 3,
      what: `edit ${page.name}`,
      run: () => edit(world, page),
    },
    { weight: weather.commands / 4, what: `command ${page.name}`, run: () => proposeCommand(world, page) },
    { weight: weather.phases / 3, what: `phase ${page.name}`, run: () => proposePhase(world, page) },
    { weight: weather.reloads / 3, what: `reload ${page.name}`, run: () => page.load() },
  );
  return all;
}

function comings({ weather }: World, peer: Peer): Happening[] {
  const load = { weight: weather.comeBack / 20, what: `load ${peer.name}`, run: () => peer.load() };
  if (peer.stage === "ended") return [load];
  if (peer.stage === "offline")
    return [{ weight: weather.comeBack / 3, what: `connect ${peer.name}`, run: () => peer.connect() }];
  return [{ weight: weather.absences / 4, what: `leave ${peer.name}`, run: () => peer.leave() }];
}

function edit(world: World, page: SimClient): void {
  const open = sectionsFor(world, page.doc, page.person, "open");
  if (open.length === 0) return;
  const section = sectionText(page.doc, world.random.pick(open));
  world.act(page.doc, () => editAtRandom(world.random, section, () => world.newToken(page)));
}

function atTheUnmodified(world: World): Happening[] {
  const { unmodified, weather, random } = world;
  const all = comings(world, unmodified);
  if (!unmodified.synced) return all;
  const run = () => {
    const open = sectionsFor(world, unmodified.doc, unmodified.person, "open");
    if (open.length === 0) return;
    const section = sectionText(unmodified.doc, random.pick(open));
    world.act(unmodified.doc, () => editAtRandom(random, section, () => world.newToken()));
  };
  return [...all, { weight: weather.edits / 6, what: "edit unmodified", run }];
}

function atTheHostile(world: World): Happening[] {
  const { hostile, weather, random } = world;
  const all = comings(world, hostile);
  if (!hostile.synced) return all;
  const run = () => {
    const locked = sectionsFor(world, hostile.doc, hostile.person, "locked").map((id) => `s:${id}`);
    const otherClients = [...hostile.doc.store.clients.keys()];
    hostile.stolenId = random.chance(0.1) ? random.pick(otherClients) : undefined;
    hostile.attack(random, {
      lockedRoots: [...locked, "s:ukendt"],
      otherClients,
      newToken: () => world.newToken(),
    });
  };
  return [...all, { weight: weather.attacks, what: "attack", run }];
}

function sectionsFor(world: World, doc: Y.Doc, person: string, which: "open" | "locked"): readonly string[] {
  const roles = world.roles.get(person) ?? [];
  const phase = phaseOf(doc);
  const isOpen = (kind: SectionKind) =>
    mayI({ phase, area: areaOfSection(kind), roles, act: "edit", settings: DEMO_SETTINGS }).allowed;
  return [...doc.getMap<{ readonly kind: SectionKind }>("sections")]
    .filter(([, { kind }]) => isOpen(kind) === (which === "open"))
    .map(([id]) => id)
    .toSorted();
}

function inTheCommittee(world: World): Happening[] {
  const { weather, random } = world;
  const run = () => {
    const person = random.pick(["forperson", "naestforperson", "fremmed", "medlem"]);
    const usual = COMMITTEE.get(person)?.roles ?? [];
    // No role at all: the login ended.
    const roles = random.pick<readonly Role[]>([usual, usual, ["medlem"], ["gaest"], []]);
    world.trace.note(`${person} is now ${roles.join()}`);
    world.roles.set(person, roles);
  };
  return [{ weight: weather.roles / 4, what: "roles", run }];
}
