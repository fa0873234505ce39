/** Skriv, Foreslå, Læs in the header: pressed is the one that holds; what my role does not allow says why. */
import { BookOpen, PenLine, PencilRuler } from "lucide-react";
import { useEffect, useId } from "react";
import { WRITING_MODES, type WritingMode } from "../../shared/policy/writingMode.ts";
import { announce } from "../page/announcer.ts";
import type { Icon } from "../page/Icon.ts";
import { modeText } from "../text/mode.ts";
import { useRoom } from "./room.ts";
import type { ModeChoice } from "./useMakeMode.ts";

const ICONS: Readonly<Record<WritingMode, Icon>> = { skriv: PenLine, foreslaa: PencilRuler, laes: BookOpen };

export function ModeSwitch() {
  const { mode } = useRoom();
  useModeKey(mode);
  return (
    <div className="mode-switch" role="group" aria-label={modeText.group}>
      {WRITING_MODES.map((each) => (
        <ModeButton key={each} mode={each} choice={mode} />
      ))}
    </div>
  );
}

function ModeButton({ mode, choice }: { readonly mode: WritingMode; readonly choice: ModeChoice }) {
  const reasonId = useId();
  const why = whyNot(choice, mode);
  const Drawing = ICONS[mode];
  return (
    <>
      <button
        type="button"
        aria-pressed={choice.chosen === mode}
        aria-disabled={why !== undefined || undefined}
        aria-describedby={reasonId}
        aria-keyshortcuts={mode === "foreslaa" ? "Control+Shift+E" : undefined}
        title={why ?? modeText.hint[mode]}
        // A press leaves the caret where I write.
        onMouseDown={(event) => {
          event.preventDefault();
        }}
        onClick={() => {
          if (why === undefined) choice.choose(mode);
          else announce(why);
        }}
      >
        <Drawing className="icon" aria-hidden="true" />
        {modeText.name[mode]}
      </button>
      <span id={reasonId} hidden>
        {why ?? modeText.hint[mode]}
      </span>
    </>
  );
}

function whyNot({ permissions }: ModeChoice, mode: WritingMode): string | undefined {
  const permission = permissions[mode];
  return permission.allowed ? undefined : permission.refusal.message;
}

/** As in Word. Danish keyboards have no Ctrl+Alt to spare, so it is Shift. */
function useModeKey(choice: ModeChoice): void {
  // Listens to the keyboard; undone by removing the listener.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAsked = event.key.toLowerCase() === "e" && event.shiftKey && (event.ctrlKey || event.metaKey);
      if (!isAsked || event.altKey || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      const next = choice.chosen === "foreslaa" ? "skriv" : "foreslaa";
      const why = whyNot(choice, next);
      if (why === undefined) choice.choose(next);
      else announce(why);
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, [choice]);
}
