/** Those who are not our own page: an unmodified y-websocket client, and somebody with a client made by hand. */
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { MESSAGE, SYNC } from "../../../shared/protocol/messages.ts";
import { syncFrame } from "../../../server/room/frames.ts";
import type { Random } from "../random.ts";
import { editAtRandom } from "./simEdits.ts";
import type { Ask, SimSocket, SocketEnd } from "./simSocket.ts";

interface PeerDeps {
  newClientId(person: string): number;
  connect(ask: Ask, end: SocketEnd): SimSocket;
}

const LINE = { from: "line" };

/** Speaks y-websocket and nothing of ours; keeps nothing on the device. */
export class PlainClient implements SocketEnd {
  readonly name: string;
  readonly person: string;
  readonly #deps: PeerDeps;
  doc = new Y.Doc();
  stage: "offline" | "connecting" | "live" | "ended" = "offline";
  synced = false;
  socket: SimSocket | undefined;
  #clientId = 0;

  constructor(name: string, person: string, deps: PeerDeps) {
    this.name = name;
    this.person = person;
    this.#deps = deps;
    this.load();
  }

  load(): void {
    this.leave();
    this.stage = "offline";
    this.doc = new Y.Doc();
    this.#takeId();
    this.doc.on("update", (update: Uint8Array, origin: unknown, doc: Y.Doc) => {
      if (doc === this.doc && origin !== LINE && this.stage === "live")
        this.send(syncFrame("update", update));
    });
  }

  connect(): void {
    this.leave();
    this.stage = "connecting";
    const ask = { person: this.person, clientIds: this.declared(), epoch: undefined, speaksOurs: false };
    this.socket = this.#deps.connect(ask, this);
  }

  protected declared(): readonly number[] {
    return [this.doc.clientID];
  }

  leave(): void {
    this.socket?.closeByClient();
    this.socket = undefined;
    this.synced = false;
    if (this.stage !== "ended") this.stage = "offline";
  }

  send(bytes: Uint8Array): void {
    this.socket?.sendUp(bytes);
  }

  onOpened(): void {
    this.stage = "live";
    this.send(syncFrame("step1", Y.encodeStateVector(this.doc)));
  }

  /** y-websocket stops for ever on 4400-4499 and tries again on all others. */
  onClosed(code: number | undefined): void {
    this.socket = undefined;
    this.synced = false;
    this.stage = code !== undefined && code >= 4400 && code <= 4499 ? "ended" : "offline";
  }

  onFrame(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    const type = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (type === SYNC.step1) return this.send(syncFrame("step2", Y.encodeStateAsUpdate(this.doc, payload)));
    Y.applyUpdate(this.doc, payload, LINE);
    if (type === SYNC.step2) this.synced = true;
    // Yjs renames itself by its own chance; a run must be repeatable.
    if (this.doc.clientID !== this.#clientId) {
      this.#takeId();
      this.leave();
    }
  }

  #takeId(): void {
    this.#clientId = this.#deps.newClientId(this.person);
    this.doc.clientID = this.#clientId;
  }
}

export interface Prey {
  /** Roots that this person may not write in, as far as it knows. */
  readonly lockedRoots: readonly string[];
  readonly otherClients: readonly number[];
  readonly newToken: () => string;
}

/** Has a login and the rights of its role, and sends what no page of ours would. */
export class HostileClient extends PlainClient {
  /** Somebody else's id, to be declared beside the own one. */
  stolenId: number | undefined;

  protected override declared(): readonly number[] {
    const own = super.declared();
    return this.stolenId === undefined ? own : [...own, this.stolenId];
  }

  /** Sends one bad frame, mostly with a good edit beside it. */
  attack(random: Random, prey: Prey): void {
    const twin = new Y.Doc();
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(this.doc));
    const before = Y.encodeStateVector(twin);
    twin.clientID =
      random.chance(0.75) || prey.otherClients.length === 0
        ? this.doc.clientID
        : random.pick(prey.otherClients);
    if (random.chance(0.25)) {
      const root = random.pick(["items", "meeting", "approvals", "ny", "__proto__"]);
      twin.getMap(root).set(random.pick(["x", "phase"]), "moede");
    } else editAtRandom(random, twin.getXmlFragment(random.pick(prey.lockedRoots)), prey.newToken);
    const update = Y.encodeStateAsUpdate(twin, before);
    twin.destroy();
    this.send(
      syncFrame(
        random.chance(0.8) ? "update" : "step2",
        random.chance(0.5) ? update : mutated(random, update),
      ),
    );
  }
}

function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let times = 1 + random.below(3); times > 0; times -= 1)
    changed[random.below(changed.length)] = random.below(256);
  if (random.chance(0.2)) return changed.subarray(0, random.below(changed.length));
  if (random.chance(0.1)) return Uint8Array.from([...changed, ...changed.subarray(changed.length - 4)]);
  return changed;
}
