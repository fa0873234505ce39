import { expect, test, vi } from "vitest";
import { ApprovalNotes } from "../../client/approval/ApprovalNotes.tsx";
import { groupsFor, readOverview } from "../../client/approval/overview.ts";
import { SignOffBar } from "../../client/approval/SignOffBar.tsx";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { listItems } from "../../shared/document/read.ts";
import { putApproval } from "../../shared/document/write.ts";
import { fakeRoom, meetingDoc, paragraph, suggested, words, writeDecision } from "./fakeRoom.tsx";
import { setUpPage } from "./shownPage.ts";

const page = setUpPage();

test("[SCR9] the button to approve says how many suggestions are open, a note leads to them, and both go with the last", async () => {
  const doc = meetingDoc(
    [
      paragraph(
        words("a", suggested("insertion", "s1", "x")),
        words("b"),
        words("c", suggested("deletion", "s2", "x")),
      ),
    ],
    [paragraph(words("ingen"))],
  );
  const { within, sent } = fakeRoom(doc, {
    person: "forperson",
    name: "Karen Holm",
    role: "forperson",
    phase: "tilGodkendelse",
  });
  const overview = readOverview(doc);
  const [shown] = overview;
  if (shown === undefined) throw new Error("There is no item.");
  const text = { hashRead: "hash", isChanged: false, haveSeen: vi.fn() };
  const bar = { shown, overview, groups: groupsFor(overview, "forperson"), text, onChoose: vi.fn() };
  page.draw(
    within(
      <>
        <ApprovalNotes shown={shown} text={text} />
        <SignOffBar {...bar} />
      </>,
    ),
  );
  const button = page.button("Godkend punkt 1");
  button.click();
  expect(sent).toEqual([]);
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(button.title).toBe("2 åbne forslag – afklar dem først");
  const link = page.place.querySelector<HTMLAnchorElement>(".note a");
  expect(link?.getAttribute("href")).toContain(`/moeder/m1#punkt-${shown.item.id}`);
  await page.afterFrame(() => {
    writeDecision(doc, 0, [paragraph(words("ab"))]);
  });
  expect(button.getAttribute("aria-disabled")).toBeNull();
  expect(page.place.querySelector(".note")).toBeNull();
});

test("[SUG39] when both have approved everything and suggestions kept the referat from being locked, a chair approves once more", () => {
  const doc = meetingDoc([paragraph(words("a"))]);
  const [item] = listItems(doc);
  if (item === undefined) throw new Error("There is no item.");
  const hash = contentHash(doc, item.id);
  const signature = { item: item.id, hash, at: "2026-03-19T09:00:00.000Z", entry: 1, chain: "c" };
  putApproval(doc, { ...signature, role: "forperson", person: "forperson", name: "Karen Holm" });
  const { within } = fakeRoom(doc, {
    person: "forperson",
    name: "Karen Holm",
    role: "forperson",
    phase: "tilGodkendelse",
  });
  const text = { hashRead: hash, isChanged: false, haveSeen: vi.fn() };
  const buttons = () => {
    const overview = readOverview(doc);
    const [shown] = overview;
    if (shown === undefined) throw new Error("There is no item.");
    const bar = { shown, overview, groups: groupsFor(overview, "forperson"), text, onChoose: vi.fn() };
    page.draw(within(<SignOffBar {...bar} />));
    return [...page.place.querySelectorAll("button")].map(({ textContent }) => textContent);
  };
  expect(buttons()).not.toContain("Godkend punkt 1");
  putApproval(doc, { ...signature, role: "naestforperson", person: "naestforperson", name: "Jonas Vinter" });
  expect(buttons()).toContain("Godkend punkt 1");
});
