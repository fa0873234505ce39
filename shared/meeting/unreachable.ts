/** Ends a switch over a closed list: a new member without a case does not compile, and never gets here. */
export function unreachable(value: never): never {
  throw new Error(`A closed list has an unknown member: ${String(value)}`);
}
