/** The steps that I may take the meeting to now. Each says what it means before it is done. */
import { useId, useState } from "react";
import { PHASE_LABELS } from "../../shared/meeting/labels.ts";
import { PHASES, type Phase } from "../../shared/meeting/vocabulary.ts";
import { nextPhasesFor, transitionOf } from "../../shared/policy/lifecycle.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { Dialog } from "../page/Dialog.tsx";
import { pageText } from "../text/da.ts";
import { phaseText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";

export function PhaseActs() {
  const { phase, me, noCommands } = useRoom();
  const [asked, setAsked] = useState<Phase>();
  const next = nextPhasesFor(phase, me.roles);
  return (
    <>
      {next.map((to) => (
        <ActButton
          key={to}
          look={isBack(phase, to) ? "plain" : "main"}
          whyNot={noCommands}
          onPress={() => {
            setAsked(to);
          }}
        >
          {actWords(phase, to)}
        </ActButton>
      ))}
      {asked !== undefined && next.includes(asked) && (
        <PhaseDialog
          to={asked}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

interface PhaseDialogProps {
  readonly to: Phase;
  readonly onClose: () => void;
}

function PhaseDialog({ to, onClose }: PhaseDialogProps) {
  const { phase, send, noCommands } = useRoom();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const reasonId = useId();
  const needsReason = transitionOf(phase, to)?.needsReason === true;
  const advance = async () => {
    if (needsReason && reason.trim() === "") {
      setMissing(true);
      document.getElementById(reasonId)?.focus();
      return;
    }
    onClose();
    const result = await send({ type: "advance", to, ...(needsReason && { reason: reason.trim() }) });
    if (result) announce(phaseText.done(PHASE_LABELS[to]));
  };
  return (
    <Dialog title={phaseText.confirm(actWords(phase, to))} onClose={onClose}>
      <p>{phaseText.means[to]}</p>
      {needsReason && (
        <div className="field">
          <label htmlFor={reasonId}>{phaseText.reason}</label>
          <textarea
            id={reasonId}
            rows={3}
            value={reason}
            aria-describedby={`${reasonId}-hint`}
            aria-invalid={isMissing || undefined}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
          <p id={`${reasonId}-hint`} className={isMissing ? "wrong" : "hint"}>
            {isMissing ? phaseText.reasonNeeded : phaseText.reasonHint}
          </p>
        </div>
      )}
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {pageText.cancel}
        </button>
        <ActButton look="main" whyNot={noCommands} onPress={() => void advance()}>
          {actWords(phase, to)}
        </ActButton>
      </div>
    </Dialog>
  );
}

function actWords(from: Phase, to: Phase): string {
  return (isBack(from, to) ? phaseText.backTo[to] : undefined) ?? phaseText.to[to];
}

/** Phases are listed in the order in which a meeting passes them. */
function isBack(from: Phase, to: Phase): boolean {
  return PHASES.indexOf(to) < PHASES.indexOf(from);
}
