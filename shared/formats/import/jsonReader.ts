/** Reads unknown JSON field by field and notes where it is not what it should be. Knows no meeting. */

export interface JsonFailure {
  readonly path: string;
  readonly message: string;
}

/** One value with the way to it, and the list that failures go to. */
export interface At {
  readonly value: unknown;
  readonly path: string;
  readonly failures: JsonFailure[];
}

export interface Fields {
  readonly get: (name: string) => unknown;
  readonly at: (name: string) => At;
}

export function failed({ path, failures }: At, message: string): void {
  failures.push({ path, message });
}

/** The fields of an object; a field with another name is a failure. */
export function recordAt(at: At, names: readonly string[]): Fields {
  const { value, path, failures } = at;
  const entries = isRecord(value) ? Object.entries(value) : [];
  if (!isRecord(value)) failed(at, "skal være et objekt");
  const unknown = entries.find(([name]) => !names.includes(name));
  if (unknown !== undefined) failed({ ...at, path: joined(path, unknown[0]) }, "er et ukendt felt");
  const fields = new Map<string, unknown>(entries);
  return {
    get: (name) => fields.get(name),
    at: (name) => ({ value: fields.get(name), path: joined(path, name), failures }),
  };
}

export function textAt(at: At): string {
  if (typeof at.value === "string") return at.value;
  failed(at, "skal være tekst");
  return "";
}

export function integerAt(at: At): number {
  if (typeof at.value === "number" && Number.isSafeInteger(at.value)) return at.value;
  failed(at, "skal være et helt tal");
  return 0;
}

export function listAt<T>(at: At, read: (each: At) => T): readonly T[] {
  const { value, path, failures } = at;
  if (!Array.isArray(value)) {
    failed(at, "skal være en liste");
    return [];
  }
  return value.map((each: unknown, index) => read({ value: each, path: `${path}[${index}]`, failures }));
}

export function oneOf<T extends string>(at: At, values: readonly [T, ...T[]]): T {
  const found = values.find((value) => value === at.value);
  if (found === undefined) failed(at, `skal være en af ${values.join(", ")}`);
  return found ?? values[0];
}

/** `{}` when the field is absent, so that exact optional fields stay absent. */
export function optional<K extends string, T>(
  fields: Fields,
  name: K,
  read: (at: At) => T,
): { readonly [P in K]?: T } {
  if (fields.get(name) === undefined) return {};
  // A computed key widens to string; the record has exactly this one.
  return { [name]: read(fields.at(name)) } as { [P in K]: T };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
