/**
 * The figures of a running server, as Prometheus reads them. Labels come from closed lists: nothing
 * of a meeting's text, no person and no document is ever in one.
 */
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { CLOSE } from "../../shared/protocol/messages.ts";
import type { RefusalReason } from "../../shared/policy/refusal.ts";
import type { CommitEnd, RoomFacts, Watch } from "../room/watch.ts";
import type { NewRecord, StoreFacts } from "../store/store.ts";

/** Half a millisecond is a fast disk, two seconds one that people notice. */
const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** Codes of our own, of the protocol, and of a browser that went away; a client may send any other. */
const PROTOCOL_CODES = [1000, 1001, 1002, 1005, 1006, 1007, 1008];
const CLOSE_CODES: ReadonlySet<number> = new Set(
  PROTOCOL_CODES.concat(Object.values(CLOSE).map(({ code }) => code)),
);

export class Metrics implements Watch {
  readonly #registry: Registry;
  readonly #tickMs: () => number;
  readonly #counters: ReturnType<typeof countersIn>;
  readonly #gauges: ReturnType<typeof gaugesIn>;

  constructor(registry: Registry, tickMs: () => number) {
    this.#registry = registry;
    this.#tickMs = tickMs;
    this.#counters = countersIn(registry);
    this.#gauges = gaugesIn(registry);
  }

  editRefused(reason: RefusalReason): void {
    this.#counters.refusals.inc({ at: "edit", reason });
  }

  requestRefused(reason: RefusalReason): void {
    this.#counters.refusals.inc({ at: "request", reason });
  }

  socketClosed(code: number): void {
    this.#counters.closes.inc({ code: CLOSE_CODES.has(code) ? code : "other" });
  }

  commitBegins(records: readonly NewRecord[]): (end: CommitEnd) => void {
    const beganMs = this.#tickMs();
    return (end) => {
      this.#counters.commitSeconds.observe({ end }, (this.#tickMs() - beganMs) / 1000);
      const commands = records.filter(({ command }) => command !== undefined).length;
      this.#counters.commands.inc({ end }, commands);
      this.#counters.edits.inc({ end }, records.length - commands);
    };
  }

  /** The page that Prometheus reads. Without facts of the store it could not even be asked. */
  async page(rooms: readonly RoomFacts[], store: StoreFacts | undefined): Promise<string> {
    const total = (field: keyof RoomFacts) => rooms.reduce((sum, room) => sum + room[field], 0);
    this.#gauges.rooms.set(rooms.length);
    this.#gauges.connections.set({ kind: "editor" }, total("editors"));
    this.#gauges.connections.set({ kind: "follower" }, total("followers"));
    this.#gauges.unsavedRecords.set(total("unsavedRecords"));
    this.#gauges.outboundBytes.set(total("outboundBytes"));
    this.#gauges.canSave.set(store !== undefined && store.trouble === undefined ? 1 : 0);
    return this.#registry.metrics();
  }
}

function countersIn(registry: Registry) {
  const registers = [registry];
  return {
    edits: new Counter({
      name: "medskriv_edits_total",
      help: "Records of text, by how their commit ended.",
      labelNames: ["end"],
      registers,
    }),
    commands: new Counter({
      name: "medskriv_commands_total",
      help: "Records of commands, by how their commit ended.",
      labelNames: ["end"],
      registers,
    }),
    refusals: new Counter({
      name: "medskriv_refusals_total",
      help: "Edits and requests that were refused, by reason.",
      labelNames: ["at", "reason"],
      registers,
    }),
    closes: new Counter({
      name: "medskriv_socket_closes_total",
      help: "Document sockets that ended, by close code; 1006 is one that never said goodbye.",
      labelNames: ["code"],
      registers,
    }),
    commitSeconds: new Histogram({
      name: "medskriv_commit_seconds",
      help: "From handing a batch to the store until it is on disk.",
      labelNames: ["end"],
      buckets: COMMIT_SECONDS,
      registers,
    }),
  };
}

function gaugesIn(registry: Registry) {
  const registers = [registry];
  return {
    rooms: new Gauge({ name: "medskriv_rooms", help: "Open documents.", registers }),
    connections: new Gauge({
      name: "medskriv_connections",
      help: "Document sockets in rooms.",
      labelNames: ["kind"],
      registers,
    }),
    unsavedRecords: new Gauge({
      name: "medskriv_unsaved_records",
      help: "Changes in memory that nobody was told of, since they are not on disk.",
      registers,
    }),
    outboundBytes: new Gauge({
      name: "medskriv_outbound_bytes",
      help: "Bytes for sockets that the network has not taken.",
      registers,
    }),
    canSave: new Gauge({
      name: "medskriv_can_save",
      help: "1 while the store takes writes; the reason and since when are in /healthz.",
      registers,
    }),
  };
}
