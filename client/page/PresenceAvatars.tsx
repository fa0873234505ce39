/** Who has the meeting open, each person once, me last; more than five become a number. */
import type { Presence } from "../connection/meetingSession.ts";
import { ROLE_LABELS } from "../../shared/meeting/labels.ts";
import { ROLES } from "../../shared/meeting/vocabulary.ts";
import type { Me } from "../connection/answers.ts";
import { colourOf } from "../connection/presence.ts";
import { meetingText } from "../text/meeting.ts";
import { Initials } from "./Initials.tsx";
import { rolesText } from "./PersonStrip.tsx";

const OTHERS_SHOWN_MAX = 4;

interface PresenceAvatarsProps {
  /** The others, one entry a person. */
  readonly presence: readonly Presence[];
  readonly me: Me;
}

export function PresenceAvatars({ presence, me }: PresenceAvatarsProps) {
  const fits = presence.length <= OTHERS_SHOWN_MAX;
  const shown = fits ? presence : presence.slice(0, OTHERS_SHOWN_MAX - 1);
  const rest = presence.slice(shown.length);
  const restNames = rest.map(({ name }) => name).join(", ");
  return (
    <div className="avatars" role="group" aria-label={meetingText.people(presence.length + 1)}>
      {shown.map((one) => (
        <Initials key={one.person} name={one.name} colour={one.colour} title={nameAndRole(one)} />
      ))}
      {rest.length > 0 && (
        <span className="avatar" role="img" aria-label={meetingText.moreNames(restNames)} title={restNames}>
          {meetingText.more(rest.length)}
        </span>
      )}
      <Initials
        name={me.name}
        colour={colourOf(me.person, me.roles[0] ?? "")}
        title={meetingText.you(me.name, rolesText(me))}
      />
    </div>
  );
}

export function nameAndRole(one: Presence): string {
  const literal = ROLES.find((known) => known === one.role);
  return meetingText.person(one.name, literal === undefined ? one.role : ROLE_LABELS[literal]);
}
