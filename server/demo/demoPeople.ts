/**
 * The people of the demo committee in the invented Nordsund Kommune. They exist only in demo mode;
 * nobody here is a real person.
 */
import type { Role } from "../../shared/meeting/vocabulary.ts";

export interface DemoPerson {
  /** The name used in addresses, cookies and the log. */
  readonly person: string;
  readonly name: string;
  /** What the person does in the committee, as printed in a referat. */
  readonly detail: string;
  readonly roles: readonly Role[];
}

export const DEMO_COMMITTEE = "AfdelingsMED Kultur og Fritid";

const DEMO_PEOPLE: readonly DemoPerson[] = [
  { person: "referent", name: "Amira Nørgaard", detail: "MED-sekretær", roles: ["referent"] },
  { person: "forperson", name: "Karen Holm", detail: "Afdelingschef, forperson", roles: ["forperson"] },
  {
    person: "naestforperson",
    name: "Jonas Vinter",
    detail: "TR Bibliotekerne, næstforperson",
    roles: ["naestforperson"],
  },
  { person: "medlem", name: "Pia Lund", detail: "AMR Svømmehallen", roles: ["medlem"] },
  { person: "ansat", name: "Mads Krogh", detail: "Livredder, Svømmehallen", roles: ["ansat"] },
];

/** As the start page lists them; each has one role. */
export function demoPeople(): readonly {
  readonly person: string;
  readonly name: string;
  readonly role: Role;
}[] {
  return DEMO_PEOPLE.flatMap(({ person, name, roles }) => roles.map((role) => ({ person, name, role })));
}

/** The committee, for whoever reads one of its meetings. */
export function demoCommittee(): readonly Omit<DemoPerson, "detail">[] {
  return DEMO_PEOPLE.map(({ person, name, roles }) => ({ person, name, roles }));
}

/** Members for load tests, `medlem-1` to `medlem-99999`, are made when asked for. */
const NUMBERED_MEMBER = /^medlem-([1-9]\d{0,4})$/u;

export function demoPersonOf(person: string): DemoPerson | undefined {
  const known = DEMO_PEOPLE.find((one) => one.person === person);
  if (known !== undefined) return known;
  const number = NUMBERED_MEMBER.exec(person)?.[1];
  if (number === undefined) return undefined;
  return { person, name: `Medlem ${number}`, detail: "Medlem", roles: ["medlem"] };
}
