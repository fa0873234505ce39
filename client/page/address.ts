/**
 * The addresses of the client. In demo mode a browser holds one login per person and the address
 * says which one with `?som=`, so every link keeps that part.
 */

export const ADDRESS = {
  start: "/",
  meetings: "/moeder",
  meeting: (id: string) => `/moeder/${encodeURIComponent(id)}`,
  follow: (id: string) => `/moeder/${encodeURIComponent(id)}/foelg`,
  approval: (id: string) => `/moeder/${encodeURIComponent(id)}/godkend`,
  importer: "/importer",
} as const;

/** The meeting of the follow view's address; undefined on every other page. */
export function followedMeeting(path: string): string | undefined {
  const id = /^\/moeder\/([^/]+)\/foelg\/?$/u.exec(path)?.[1];
  return id === undefined ? undefined : decodeURIComponent(id);
}

/** The demo person whose login this page uses, or null when the last one counts. */
export function demoPerson(): string | null {
  return new URLSearchParams(window.location.search).get("som");
}

/** The same address for the person of this page, or for another one. */
export function withPerson(address: string, person: string | null = demoPerson()): string {
  if (person === null) return address;
  const [path = "", fragment] = address.split("#");
  const joined = `${path}${path.includes("?") ? "&" : "?"}som=${encodeURIComponent(person)}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}

/** Downloads are plain links; the person travels in the query since a link sends no header. */
export function exportAddress(meetingId: string, format: "pdf" | "text" | "json"): string {
  return withPerson(`/api/meetings/${encodeURIComponent(meetingId)}/export?format=${format}`);
}
