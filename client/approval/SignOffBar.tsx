/** Approving the item on the screen, or taking the approval back, and the way to the next one. */
import { ArrowDown, ArrowUp, Check, Undo2 } from "lucide-react";
import { useCallback, useState } from "react";
import { useSuggestionCount } from "../connection/useOpenSuggestions.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { Dialog } from "../page/Dialog.tsx";
import { useRoom } from "../meeting/room.ts";
import { approvalText } from "../text/approval.ts";
import { pageText } from "../text/da.ts";
import { KeySwitch } from "./KeySwitch.tsx";
import { type Groups, isByBoth, isLastSignature, type ItemApprovals, ownApproval } from "./overview.ts";
import { useApprovalKeys } from "./useApprovalKeys.ts";
import type { ShownText } from "./useShownText.ts";

interface SignOffBarProps {
  readonly shown: ItemApprovals;
  readonly overview: readonly ItemApprovals[];
  readonly groups: Groups;
  readonly text: ShownText;
  readonly onChoose: (itemId: string) => void;
}

export function SignOffBar({ shown, overview, groups, text, onChoose }: SignOffBarProps) {
  const { me, may, noCommands, session } = useRoom();
  const [isAsking, setAsking] = useState(false);
  const { signOff, withdraw } = useSignOff({ shown, groups, text, onChoose });
  const maySign = may("godkendelse", "sign").allowed;
  const own = ownApproval(shown, me.person);
  // All is approved and nothing is locked: open suggestions kept the last signature from doing it.
  const isWaiting = overview.every(isByBoth);
  const isMine = maySign && own?.state === "valid" && !text.isChanged && !isWaiting;
  const open = useSuggestionCount(session.doc, shown.item.id);
  const whyNot = whyNotApprove({ text, noCommands, open });
  const approve = useCallback(() => {
    if (whyNot !== undefined) announce(whyNot);
    else if (isLastSignature(overview, shown.item.id, me.person)) setAsking(true);
    else void signOff();
  }, [whyNot, overview, shown.item.id, me.person, signOff]);
  const place = overview.findIndex(({ item }) => item.id === shown.item.id);
  const step = useCallback(
    (by: 1 | -1) => {
      const target = overview[place + by];
      if (target) onChoose(target.item.id);
    },
    [overview, place, onChoose],
  );
  const keys = useApprovalKeys({ step, ...(maySign && !isMine && { approve }) });
  return (
    <div className="sign-bar">
      {maySign && !isMine && (
        <ActButton look="main" icon={Check} whyNot={whyNot} onPress={approve}>
          {approvalText.approve(shown.item.number)}
        </ActButton>
      )}
      {isMine && (
        <span className="own-approval">
          <Check className="icon" aria-hidden="true" /> {approvalText.alreadyApproved(shown.item.number)}
        </span>
      )}
      {maySign && own && (
        <ActButton
          icon={Undo2}
          whyNot={noCommands === undefined ? undefined : approvalText.offline}
          onPress={() => void withdraw()}
        >
          {approvalText.withdraw}
        </ActButton>
      )}
      {maySign && !isMine && whyNot !== undefined && !text.isChanged && (
        <span className="why-not">{whyNot}</span>
      )}
      <span className="spring" />
      <KeySwitch keys={keys} maySign={maySign} />
      <Steps hasBefore={place > 0} hasAfter={place < overview.length - 1} onStep={step} />
      {isAsking && (
        <LastSignature
          label={approvalText.approve(shown.item.number)}
          onClose={() => {
            setAsking(false);
          }}
          onSign={() => {
            setAsking(false);
            void signOff();
          }}
        />
      )}
    </div>
  );
}

interface StepsProps {
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly onStep: (by: 1 | -1) => void;
}

function Steps({ hasBefore, hasAfter, onStep }: StepsProps) {
  return (
    <>
      {hasBefore && (
        <ActButton
          icon={ArrowUp}
          label={approvalText.previous}
          onPress={() => {
            onStep(-1);
          }}
        />
      )}
      {hasAfter && (
        <ActButton
          icon={ArrowDown}
          label={approvalText.next}
          onPress={() => {
            onStep(1);
          }}
        />
      )}
    </>
  );
}

interface Hindrances {
  readonly text: ShownText;
  readonly noCommands: string | undefined;
  /** Suggestions in the item that nobody has judged. */
  readonly open: number;
}

function whyNotApprove({ text, noCommands, open }: Hindrances): string | undefined {
  if (open > 0) return approvalText.openSuggestions(open);
  if (noCommands !== undefined || text.hashRead === undefined) return approvalText.offline;
  return text.isChanged ? approvalText.changedWhileReading : undefined;
}

type Signing = Pick<SignOffBarProps, "shown" | "groups" | "text" | "onChoose">;

/** The two commands; after a signature the next item that waits is opened. */
function useSignOff({ shown, groups, text, onChoose }: Signing) {
  const { send } = useRoom();
  const { id: itemId, number } = shown.item;
  const { hashRead } = text;
  const left = groups.waiting.filter(({ item }) => item.id !== itemId);
  const next = left.find(({ item }) => item.number > number) ?? left[0];
  const signOff = async () => {
    if (hashRead === undefined) return;
    const result = await send({ type: "signOff", itemId, hash: hashRead });
    if (result === undefined) return;
    announce(approvalText.approved(number, left.length, next?.item.number));
    if (next) onChoose(next.item.id);
  };
  const withdraw = async () => {
    const result = await send({ type: "withdrawSignOff", itemId });
    if (result) announce(approvalText.withdrawn(number));
  };
  return { signOff, withdraw };
}

interface LastSignatureProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly onSign: () => void;
}

function LastSignature({ label, onClose, onSign }: LastSignatureProps) {
  const { noCommands } = useRoom();
  return (
    <Dialog title={approvalText.lastTitle} onClose={onClose}>
      <p>{approvalText.lastWords}</p>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {pageText.cancel}
        </button>
        <ActButton look="main" whyNot={noCommands} onPress={onSign}>
          {label}
        </ActButton>
      </div>
    </Dialog>
  );
}
