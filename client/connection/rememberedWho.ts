/** Who this page was last used as, so that a meeting opens from the device copy when the server cannot be asked. */
import { ROLES } from "../../shared/meeting/vocabulary.ts";
import { browserStorage } from "./deviceStore.ts";
import type { Who } from "./meetingSession.ts";

const keyOf = (demoPerson: string | null) => `medskriv:who:${demoPerson ?? ""}`;

export function rememberWho(who: Who, demoPerson: string | null): void {
  browserStorage()?.setItem(keyOf(demoPerson), JSON.stringify(who));
}

export function rememberedWho(demoPerson: string | null): Who | undefined {
  const text = browserStorage()?.getItem(keyOf(demoPerson));
  if (text === undefined || text === null) return undefined;
  try {
    return readWho(JSON.parse(text));
  } catch {
    // Written by an older client: the person logs in again when the server answers.
    return undefined;
  }
}

function readWho(value: unknown): Who | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!("person" in value) || !("name" in value) || !("roles" in value)) return undefined;
  const { person, name, roles } = value;
  if (typeof person !== "string" || typeof name !== "string" || !Array.isArray(roles)) return undefined;
  return { person, name, roles: ROLES.filter((role) => roles.includes(role)) };
}
