/** Why nobody may do this now, in words for the padlock, and what can be done about it. */
import { unreachable } from "../meeting/unreachable.ts";
import type { Phase } from "../meeting/vocabulary.ts";
import { refusalOf } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import type { Act, Area } from "./rights.ts";

interface Place {
  readonly phase: Phase;
  readonly area: Area;
  readonly act: Act;
}

export function lockedRefusal({ phase, area, act }: Place): Refusal {
  if (act === "read") return refusalOf("noRight", "Her er ikke noget at læse endnu", WAIT);
  if (area === "godkendelse" && !isClosed(phase)) return refusalOf("wrongPhase", NOT_FOR_APPROVAL, WAIT);
  return refusalOf("locked", lockText(phase, area), adviceFor(phase, area));
}

const WAIT = "Vent, til mødet er nået så langt.";
const NOT_FOR_APPROVAL = "Punkter kan først godkendes, når referatet er til godkendelse";

function isClosed(phase: Phase): boolean {
  return phase === "godkendt" || phase === "endeligtGodkendt" || phase === "aflyst";
}

/** Parts that only the meeting itself fills. */
function isMinutes(area: Area): boolean {
  return area === "beslutning" || area === "afvikling" || area === "opgaver";
}

function lockText(phase: Phase, area: Area): string {
  switch (phase) {
    case "planlagt":
    case "dagsordenIArbejde":
    case "dagsordenTilGodkendelse":
      return "Låst, da mødet ikke er begyndt";
    case "dagsordenFrigivet":
      return isMinutes(area) ? "Låst, da mødet ikke er begyndt" : "Låst, da dagsordenen er udsendt";
    case "moede":
      return "Låst, da dagsordenen er udsendt";
    case "referatIArbejde":
    case "tilGodkendelse":
      return isMinutes(area) ? "Låst, da mødet er slut" : "Låst, da dagsordenen er udsendt";
    case "godkendt":
      return "Låst, da referatet er godkendt";
    case "endeligtGodkendt":
      return "Låst, da referatet er endeligt godkendt";
    case "aflyst":
      return "Låst, da mødet er aflyst";
    default:
      return unreachable(phase);
  }
}

function adviceFor(phase: Phase, area: Area): string | undefined {
  if (isClosed(phase)) return "Tal med referenten, hvis der er en fejl.";
  if (phase === "dagsordenFrigivet" && !isMinutes(area)) {
    return "Referenten kan tage dagsordenen tilbage i arbejde.";
  }
  if (isMinutes(area)) return WAIT;
  return "Skriv det i punktets Beslutning i stedet.";
}
