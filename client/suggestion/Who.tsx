/** Who and when, at the head of a card or a message. */
import { danishDayOf, danishInstant } from "../../shared/meeting/dates.ts";
import { Initials } from "../page/Initials.tsx";
import type { KnownPerson } from "./people.ts";

interface WhoProps {
  readonly who: KnownPerson;
  readonly at: string;
}

export function Who({ who, at }: WhoProps) {
  return (
    <p className="who">
      <Initials name={who.name} colour={who.colour} size="little" />
      <strong>{who.name}</strong>
      <span className="muted small">
        {[who.role, whenText(at)].filter((part) => part !== "").join(" · ")}
      </span>
    </p>
  );
}

/** «10.41» today, else the day as well. */
export function whenText(at: string): string {
  const whole = danishInstant(at);
  const today = danishDayOf(new Date().toISOString().replace(/\.\d+Z$/u, "Z"));
  return danishDayOf(at) === today ? (whole.split(" kl. ")[1] ?? whole) : whole;
}
