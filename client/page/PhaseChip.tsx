/** The phase of a meeting as icon, word and colour. */
import {
  CalendarDays,
  CheckCheck,
  Circle,
  CircleDot,
  Lock,
  type LucideIcon,
  PenLine,
  Send,
  Signature,
  X,
} from "lucide-react";
import { PHASE_LABELS } from "../../shared/meeting/labels.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { Chip, type Tone } from "./Chip.tsx";

const LOOKS: Readonly<Record<Phase, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  planlagt: { tone: "open", icon: CalendarDays },
  dagsordenIArbejde: { tone: "quiet", icon: PenLine },
  dagsordenTilGodkendelse: { tone: "warn", icon: Signature },
  dagsordenFrigivet: { tone: "quiet", icon: Send },
  moede: { tone: "live", icon: CircleDot },
  referatIArbejde: { tone: "quiet", icon: PenLine },
  tilGodkendelse: { tone: "warn", icon: Circle },
  godkendt: { tone: "ok", icon: CheckCheck },
  endeligtGodkendt: { tone: "ok", icon: Lock },
  aflyst: { tone: "bad", icon: X },
};

export function PhaseChip({ phase }: { readonly phase: Phase }) {
  const { tone, icon } = LOOKS[phase];
  return (
    <Chip tone={tone} icon={icon}>
      {PHASE_LABELS[phase]}
    </Chip>
  );
}
