import { expect, test, vi } from "vitest";
import type { ItemApprovals } from "../../client/approval/overview.ts";
import { groupsFor, isLastSignature } from "../../client/approval/overview.ts";
import type { Connection } from "../../client/connection/meetingSession.ts";
import { readMe, readMeetings, readRefusal } from "../../client/connection/answers.ts";
import { ActButton } from "../../client/page/ActButton.tsx";
import { followedMeeting, withPerson } from "../../client/page/address.ts";
import { announce, spoken } from "../../client/page/announcer.ts";
import { ConnectionBar } from "../../client/page/ConnectionBar.tsx";
import { initialsOf } from "../../client/page/Initials.tsx";
import { SavingState } from "../../client/page/SavingState.tsx";
import type { Approval, ApprovalState } from "../../shared/meeting/meeting.ts";
import type { ChairRole } from "../../shared/meeting/vocabulary.ts";
import { setUpPage } from "./shownPage.ts";

const page = setUpPage();

const sessionIn = (connection: Connection) => ({
  watch: { subscribe: () => () => undefined, connection: () => connection },
});

const CONNECTIONS: readonly Connection[] = [
  { state: "opening" },
  { state: "live", saving: true },
  { state: "offline", waiting: 0 },
  { state: "cannotSave", waiting: 0 },
  { state: "refused" },
  { state: "ended", why: "login" },
];

test("[SCR1] «Alt er gemt» stands there when all is acknowledged, and in no other state", () => {
  page.draw(<SavingState session={sessionIn({ state: "live", saving: false })} />);
  expect(page.place.textContent).toContain("Alt er gemt");
  for (const connection of CONNECTIONS) {
    page.draw(<SavingState session={sessionIn(connection)} />);
    expect(page.place.textContent).not.toContain("Alt er gemt");
  }
});

test("[SCR2] a button without a connection keeps its place, says why and does nothing", () => {
  const onPress = vi.fn();
  page.draw(
    <ActButton onPress={onPress} whyNot="Kræver forbindelse">
      Næste punkt
    </ActButton>,
  );
  const button = page.place.querySelector("button");
  button?.click();
  expect(onPress).not.toHaveBeenCalled();
  expect(button?.disabled).toBe(false);
  expect(button?.getAttribute("aria-disabled")).toBe("true");
  expect(document.getElementById(button?.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Kræver forbindelse",
  );
  page.draw(<ActButton onPress={onPress}>Næste punkt</ActButton>);
  page.place.querySelector("button")?.click();
  expect(onPress).toHaveBeenCalledOnce();
});

function barIn(connection: Connection): string {
  page.draw(<ConnectionBar session={{ ...sessionIn(connection), retryNow: vi.fn() }} />);
  return page.place.textContent;
}

test("[SCR1] the bar counts what waits, and then says that it was sent", () => {
  expect(barIn({ state: "offline", waiting: 3 })).toContain("3 ændringer venter på denne enhed");
  expect(barIn({ state: "offline", waiting: 1 })).toContain("1 ændring venter på denne enhed");
  expect(barIn({ state: "live", saving: true })).toBe("");
  expect(barIn({ state: "live", saving: false })).toBe("Forbundet igen. 1 ændring er sendt.");
});

test("[CONN13] the bar says that the server cannot save, and then that all was sent", () => {
  expect(barIn({ state: "cannotSave", waiting: 2 })).toContain(
    "Serveren kan ikke gemme lige nu. Din tekst er på denne enhed.",
  );
  expect(barIn({ state: "live", saving: false })).toBe("Forbundet igen. 2 ændringer er sendt.");
});

test("[SCR3] an address keeps the person, also before a fragment and after a query", () => {
  expect(withPerson("/moeder", "referent")).toBe("/moeder?som=referent");
  expect(withPerson("/moeder/1?til=foelg#punkt-2", "medlem-7")).toBe(
    "/moeder/1?til=foelg&som=medlem-7#punkt-2",
  );
  expect(withPerson("/moeder", null)).toBe("/moeder");
});

test("[SCR7] only the address of the follow view is the follow view's", () => {
  expect(followedMeeting("/moeder/demo-moede/foelg")).toBe("demo-moede");
  expect(followedMeeting("/moeder/demo-moede")).toBeUndefined();
  expect(followedMeeting("/moeder/a/b/foelg")).toBeUndefined();
});

test("[SCR8] a sentence that is said twice changes the spoken region twice", () => {
  announce("Punkt 9 er nu aktuelt.");
  const first = spoken("polite");
  announce("Punkt 9 er nu aktuelt.");
  expect(spoken("polite")).not.toBe(first);
  expect(spoken("polite").trim()).toBe("Punkt 9 er nu aktuelt.");
});

test("initials are the first letters of the first and the last name", () => {
  expect(["Karen Holm", "Pia", "Åse af Ørsted", ""].map(initialsOf)).toEqual(["KH", "P", "ÅØ", ""]);
});

test("an answer that is not what the contract says is not taken for one", () => {
  expect(readRefusal({ refusal: { reason: "locked", message: "Låst." } })).toEqual({
    reason: "locked",
    message: "Låst.",
  });
  expect(readRefusal({ error: "nej" })).toBeUndefined();
  expect(readMe({ person: "a", name: "A", roles: ["referent", "kejser"] })).toBeUndefined();
  expect(readMeetings([{ id: "1", phase: "ukendt" }])).toBeUndefined();
  expect(readMeetings("")).toBeUndefined();
});

type Given = ApprovalState | "none";

function approvalsBy(role: ChairRole, state: Given): readonly Approval[] {
  if (state === "none") return [];
  return [{ role, person: role, name: role, at: "2026-03-20T09:00:00Z", hash: "h", state }];
}

/** An item as forperson and næstforperson have left it. */
function item(id: string, forperson: Given, naestforperson: Given): ItemApprovals {
  return {
    item: { id, number: 1, order: id, title: id, journalNumber: "" },
    approvals: [...approvalsBy("forperson", forperson), ...approvalsBy("naestforperson", naestforperson)],
  };
}

const idsOf = (entries: readonly ItemApprovals[]) => entries.map((entry) => entry.item.id);

test("[SCR6] only the signature that leaves nothing open is the last one", () => {
  const done = item("a", "valid", "valid");
  expect(isLastSignature([done, item("b", "valid", "none")], "b", "naestforperson")).toBe(true);
  expect(isLastSignature([done, item("b", "valid", "stale")], "b", "naestforperson")).toBe(true);
  expect(isLastSignature([done, item("b", "stale", "none")], "b", "naestforperson")).toBe(false);
  const open = item("c", "none", "valid");
  expect(isLastSignature([open, item("b", "valid", "none")], "b", "naestforperson")).toBe(false);
});

test("[SCR5] an item whose approval is stale or withdrawn needs its signer again", () => {
  const overview = [item("a", "valid", "none"), item("b", "stale", "valid"), item("c", "withdrawn", "valid")];
  expect(idsOf(groupsFor(overview, "forperson").waiting)).toEqual(["b", "c"]);
  expect(idsOf(groupsFor(overview, "forperson").done)).toEqual(["a"]);
  expect(idsOf(groupsFor(overview, undefined).done)).toEqual([]);
});
