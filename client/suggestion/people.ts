/** Who is in the committee, by name and role: the text itself only knows ids. */
import { useMemo } from "react";
import { type Me, readMe } from "../connection/answers.ts";
import { colourOf } from "../connection/presence.ts";
import { useJson } from "../connection/useJson.ts";
import { useRoom } from "../meeting/room.ts";
import { rolesText } from "../page/PersonStrip.tsx";

export interface KnownPerson {
  readonly person: string;
  readonly name: string;
  /** «næstforperson»; empty when nobody knows. */
  readonly role: string;
  readonly colour: string;
}

export type PersonOf = (person: string) => KnownPerson;

export interface People {
  readonly all: readonly Me[];
  readonly personOf: PersonOf;
}

function readPeople(value: unknown): readonly Me[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const people = value.map((entry: unknown) => readMe(entry));
  return people.every((entry) => entry !== undefined) ? people : undefined;
}

/** Without an answer those who are here are still known by name. */
export function usePeople(): People {
  const { id, me, session } = useRoom();
  const { fetched } = useJson(`/api/meetings/${encodeURIComponent(id)}/people`, readPeople);
  const { presence } = session;
  return useMemo(() => {
    const all = fetched.state === "ready" ? fetched.value : [me];
    const personOf = (person: string): KnownPerson => {
      const known = all.find((one) => one.person === person);
      if (known) return { ...named(known), role: rolesText(known) };
      const here = presence.find((one) => one.person === person);
      return here
        ? { person, name: here.name, role: "", colour: here.colour }
        : named({ person, name: person });
    };
    return { all, personOf };
  }, [fetched, me, presence]);
}

function named({ person, name, roles = [] }: Pick<Me, "person" | "name"> & Partial<Me>): KnownPerson {
  return { person, name, role: "", colour: colourOf(person, roles[0] ?? "") };
}
