/**
 * Skriv, Foreslå or Læs: what I have chosen in this tab, as far as my role leaves me a choice in this
 * phase. The connection hears of it before any edit that is made in it.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import type { Permission } from "../../shared/policy/permissions.ts";
import {
  modePermissions,
  usualMode,
  WRITING_MODES,
  type WritingMode,
} from "../../shared/policy/writingMode.ts";
import type { Me } from "../connection/answers.ts";
import type { MeetingSession } from "../connection/meetingSession.ts";
import { announce } from "../page/announcer.ts";
import { modeText } from "../text/mode.ts";

export interface ModeChoice {
  readonly chosen: WritingMode;
  readonly permissions: Readonly<Record<WritingMode, Permission>>;
  readonly choose: (mode: WritingMode) => void;
}

interface ModePlace {
  readonly id: string;
  readonly me: Me;
  readonly phase: Phase;
  readonly session: Pick<MeetingSession, "setMode">;
}

export function useMakeMode({ id, me, phase, session }: ModePlace): ModeChoice {
  // A window that was opened from this one begins with a copy of its storage, perhaps as somebody else.
  const key = `medskriv:mode:${me.person}:${id}`;
  const [wish, setWish] = useState(() => rememberedMode(key));
  const situation = { phase, roles: me.roles, settings: DEMO_SETTINGS };
  const permissions = modePermissions(situation);
  const chosen = wish !== undefined && permissions[wish].allowed ? wish : usualMode(situation);
  const { setMode } = session;
  // Tells the connection, before anything can be written; the next mode replaces it.
  useLayoutEffect(() => {
    setMode(chosen === "skriv" ? "skriv" : "foreslaa");
  }, [setMode, chosen]);
  useSayWhenForced(chosen, wish);
  const choose = useCallback(
    (mode: WritingMode) => {
      window.sessionStorage.setItem(key, mode);
      setWish(mode);
      announce(modeText.now[mode]);
    },
    [key],
  );
  // The permissions follow from the situation.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => ({ chosen, permissions, choose }), [chosen, phase, me, choose]);
}

/** A change that I did not ask for is said: my role allows another thing now. */
function useSayWhenForced(chosen: WritingMode, wish: WritingMode | undefined): void {
  const before = useRef(chosen);
  // Speaks in the regions of the page; nothing to undo.
  useEffect(() => {
    if (before.current !== chosen && chosen !== wish) announce(modeText.forced[chosen]);
    before.current = chosen;
  }, [chosen, wish]);
}

function rememberedMode(key: string): WritingMode | undefined {
  const kept = window.sessionStorage.getItem(key);
  return WRITING_MODES.find((mode) => mode === kept);
}
