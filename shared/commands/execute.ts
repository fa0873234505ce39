/**
 * Runs one command: judge, then apply, in one transaction of the document, so that nothing comes
 * between the two. A refused command has only read. Time, ids and the ledger's head come from
 * outside; storing and telling others is the room's.
 */
import type * as Y from "yjs";
import type { LedgerEntry } from "../canonical/ledger.ts";
import { phaseOf } from "../document/read.ts";
import { ORIGIN } from "../document/write.ts";
import { unreachable } from "../meeting/unreachable.ts";
import type { Refusal } from "../policy/refusal.ts";
import { judgeSetAttendance } from "./attendanceCommands.ts";
import type { Command } from "./command.ts";
import {
  judgeAddComment,
  judgeReopenComment,
  judgeReplyComment,
  judgeResolveComment,
} from "./commentCommands.ts";
import { mayCommand } from "./commandRights.ts";
import { judgeSetHeader, judgeTickDoubt } from "./headerCommands.ts";
import {
  judgeAddItem,
  judgeMoveItem,
  judgeRemoveItem,
  judgeRestoreItem,
  judgeSetItem,
} from "./itemCommands.ts";
import {
  judgeAddAttachment,
  judgeAddSection,
  judgeRemoveAttachment,
  judgeSetOutcome,
} from "./partCommands.ts";
import { judgeAdvance, judgeSetCurrentItem } from "./phaseCommands.ts";
import { refuse } from "./plan.ts";
import type { CommandContext, Judged } from "./plan.ts";
import { judgeSignOff, judgeWithdrawSignOff } from "./signOffCommands.ts";
import { judgeReopen, judgeResolve, judgeWithdraw } from "./suggestionCommands.ts";

export type CommandOutcome =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | {
      readonly kind: "done";
      /** For the audit log. */
      readonly effect: string;
      readonly result: Readonly<Record<string, unknown>>;
      readonly ledger: readonly LedgerEntry[];
    };

export function executeCommand(doc: Y.Doc, command: Command, context: CommandContext): CommandOutcome {
  return doc.transact((): CommandOutcome => {
    const judged = judgeCommand(doc, command, context);
    if (judged.kind === "refused") return judged;
    return { kind: "done", effect: judged.effect, result: judged.result, ledger: judged.apply() };
  }, ORIGIN.command);
}

/** Only reads: what the command would do now, or why not. */
export function judgeCommand(doc: Y.Doc, command: Command, context: CommandContext): Judged {
  const { person, roles } = context.actor;
  const permission = mayCommand(command, { person, roles, phase: phaseOf(doc), settings: context.settings });
  if (!permission.allowed) return { kind: "refused", refusal: permission.refusal };
  switch (command.type) {
    case "setHeader":
      return judgeSetHeader(doc, command);
    case "tickDoubt":
      return judgeTickDoubt(doc, command);
    case "addItem":
      return judgeAddItem(doc, command, context);
    case "setItem":
      return judgeSetItem(doc, command);
    case "moveItem":
      return judgeMoveItem(doc, command);
    case "removeItem":
      return judgeRemoveItem(doc, command, context);
    case "restoreItem":
      return judgeRestoreItem(doc, command);
    case "addSection":
      return judgeAddSection(doc, command, context);
    case "addAttachment":
      return judgeAddAttachment(doc, command, context);
    case "removeAttachment":
      return judgeRemoveAttachment(doc, command);
    case "setAttendance":
      return judgeSetAttendance(doc, command, context);
    case "setOutcome":
      return judgeSetOutcome(doc, command);
    case "setCurrentItem":
      return judgeSetCurrentItem(doc, command, context);
    case "advance":
      return judgeAdvance(doc, command, context);
    case "signOff":
      return judgeSignOff(doc, command, context);
    case "withdrawSignOff":
      return judgeWithdrawSignOff(doc, command, context);
    case "approveAgenda":
      return refuse("notYet", "Godkendelse af dagsordenen kommer");
    case "returnItem":
      return refuse("notYet", "Send retur kommer");
    case "resolveSuggestions":
      return judgeResolve(doc, command, context);
    case "withdrawSuggestions":
      return judgeWithdraw(doc, command, context);
    case "reopenSuggestion":
      return judgeReopen(doc, command, context);
    case "addComment":
      return judgeAddComment(doc, command, context);
    case "replyComment":
      return judgeReplyComment(doc, command, context);
    case "resolveComment":
      return judgeResolveComment(doc, command, context);
    case "reopenComment":
      return judgeReopenComment(doc, command, context);
    default:
      return unreachable(command);
  }
}
