/**
 * How rough a run is. Each seed draws its own, so that some runs are calm and long, some lose a
 * socket every few steps, and some lose the server: what hides behind one fault is not hidden by all.
 */
import type { Random } from "../random.ts";

/** How often each thing happens, against the others. */
export interface Weather {
  readonly edits: number;
  readonly commands: number;
  readonly phases: number;
  readonly reads: number;
  readonly disk: number;
  readonly answers: number;
  readonly wire: number;
  readonly time: number;
  readonly longTime: number;
  readonly comeBack: number;
  readonly cuts: number;
  readonly absences: number;
  readonly reloads: number;
  readonly crashes: number;
  readonly stops: number;
  readonly diskFailures: number;
  readonly slowReaders: number;
  readonly roles: number;
  readonly attacks: number;
  readonly backups: number;
  /** How often a command throws half way. */
  readonly bugs: number;
}

export function weatherOf(random: Random): Weather {
  const sometimes = (chance: number, most: number) =>
    random.chance(chance) ? (most * (1 + random.below(10))) / 10 : 0;
  return {
    edits: 2 + random.below(24),
    commands: random.below(6),
    phases: sometimes(0.6, 1.5),
    reads: sometimes(0.6, 1),
    disk: 1 + random.below(20),
    answers: 1 + random.below(20),
    wire: 2 + random.below(10),
    time: 1 + random.below(4),
    longTime: sometimes(0.3, 0.2),
    comeBack: 1 + random.below(6),
    cuts: sometimes(0.6, 0.6),
    absences: sometimes(0.5, 0.8),
    reloads: sometimes(0.5, 0.8),
    crashes: sometimes(0.5, 0.6),
    stops: sometimes(0.4, 0.6),
    diskFailures: sometimes(0.4, 1),
    slowReaders: sometimes(0.4, 1),
    roles: sometimes(0.3, 0.8),
    attacks: sometimes(0.6, 2),
    backups: sometimes(0.3, 4),
    bugs: sometimes(0.3, 1),
  };
}
