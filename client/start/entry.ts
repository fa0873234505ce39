/** Ways into the demo. A page whose address names a demo person logs itself in (http.ts). */
import { withPerson } from "../page/address.ts";

/** `goTo=foelg` asks the meeting list to go straight to the meeting in session. */
export function addressForPerson(address: string, person: string, goTo?: "foelg" | "moede"): string {
  return withPerson(goTo === undefined ? address : `${address}?til=${goTo}`, person);
}

export function openSideBySide(left: string, right: string): "opened" | "blocked" {
  const width = Math.floor(window.screen.availWidth / 2);
  const height = window.screen.availHeight;
  const windows = [left, right].map((person, index) =>
    window.open(
      addressForPerson("/moeder", person, "moede"),
      `medskriv-${person}`,
      `popup,width=${width},height=${height},left=${index * width},top=0`,
    ),
  );
  return windows.includes(null) ? "blocked" : "opened";
}
