/** In demo mode: who this window is, and the way to be somebody else. */
import { roleLabel } from "../../shared/meeting/labels.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { Me } from "../connection/answers.ts";
import { colourOf } from "../connection/presence.ts";
import { pageText } from "../text/da.ts";
import { ADDRESS, demoPerson } from "./address.ts";
import { Initials } from "./Initials.tsx";

export function PersonStrip({ me }: { readonly me: Me }) {
  if (demoPerson() === null) return null;
  return (
    <div className="person-strip no-print" role="group" aria-label={pageText.demoPerson}>
      <Initials name={me.name} colour={colourOf(me.person, me.roles[0] ?? "")} size="little" />
      <span>{pageText.youAre(me.name, rolesText(me))}</span>
      {/* A plain link: the start page belongs to nobody, so the person is left behind. */}
      <a href={ADDRESS.start}>{pageText.switchPerson}</a>
    </div>
  );
}

export function rolesText(me: Pick<Me, "roles">): string {
  return me.roles.map((role) => roleLabel(role, DEMO_SETTINGS.terms.chair)).join(", ");
}
