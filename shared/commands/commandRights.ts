/**
 * Which rights a command takes, as questions to the permission table. The client asks to hide a
 * button or to say why it is locked, the server before it judges the rest. Loads no parser and no
 * document.
 */
import type { CommitteeSettings } from "../meeting/committee.ts";
import type { SectionKind, Phase, Role } from "../meeting/vocabulary.ts";
import { unreachable } from "../meeting/unreachable.ts";
import type { Circumstance } from "../policy/conditions.ts";
import { ALLOWED, areaOfSection, mayI } from "../policy/permissions.ts";
import type { Permission } from "../policy/permissions.ts";
import type { Act, Area } from "../policy/rights.ts";
import type { CommandBody } from "./command.ts";

export interface Asker {
  readonly person: string;
  readonly roles: readonly Role[];
  readonly phase: Phase;
  readonly settings: CommitteeSettings;
}

/** Whether the table lets this person give this command now; what else must hold is judged with the document. */
export function mayCommand(command: CommandBody, asker: Asker): Permission {
  for (const need of needsOf(command, asker.person)) {
    const permission = mayI({ ...need, phase: asker.phase, roles: asker.roles, settings: asker.settings });
    if (!permission.allowed) return permission;
  }
  return ALLOWED;
}

interface Need {
  readonly area: Area;
  readonly act: Act;
  readonly circumstances?: readonly Circumstance[];
}

/**
 * Advancing is judged by the lifecycle, signing by the rules of sign-off, suggestions and comments
 * with the section that they stand in: they need nothing here.
 */
function needsOf(command: CommandBody, person: string): readonly Need[] {
  switch (command.type) {
    case "setHeader":
      return edit("hoved");
    case "addItem":
    case "removeItem":
    case "restoreItem":
      return edit("sagsdata");
    case "setItem":
      return needsOfSetItem(command);
    case "moveItem":
      return edit("punkter");
    case "addSection":
      return editSection(command.kind);
    case "addAttachment":
      return [{ area: "bilag", act: "edit", circumstances: ["lateAttachment"] }];
    case "removeAttachment":
      return edit("bilag");
    case "setAttendance":
      return [
        {
          area: "fremmoede",
          act: "edit",
          circumstances: isOwnAbsence(command, person) ? ["ownAbsence"] : [],
        },
      ];
    case "setOutcome":
      return edit("beslutning");
    case "setCurrentItem":
      return edit("afvikling");
    case "tickDoubt":
      return edit("tvivl");
    case "resolveSuggestions":
    case "withdrawSuggestions":
    case "reopenSuggestion":
    case "addComment":
    case "replyComment":
    case "resolveComment":
    case "reopenComment":
    case "returnItem":
    case "approveAgenda":
    case "advance":
    case "signOff":
    case "withdrawSignOff":
      return [];
    default:
      return unreachable(command);
  }
}

function edit(area: Area): readonly Need[] {
  return [{ area, act: "edit" }];
}

function editSection(kind: SectionKind): readonly Need[] {
  return edit(areaOfSection(kind));
}

function needsOfSetItem(command: Extract<CommandBody, { type: "setItem" }>): readonly Need[] {
  const rest = [command.journalNumber, command.ready, command.closed];
  return [
    ...(command.title === undefined ? [] : edit("punkter")),
    ...(rest.every((value) => value === undefined) ? [] : edit("sagsdata")),
  ];
}

/** Only the plain fact: no deputy, no times, no other name. */
function isOwnAbsence(command: Extract<CommandBody, { type: "setAttendance" }>, person: string): boolean {
  const more = [command.name, command.for, command.from, command.to, command.itemId];
  const isPlain = more.every((value) => value === undefined);
  return command.person === person && command.state === "afbud" && isPlain;
}
