/** The sentences about Skriv, Foreslå and Læs. */
import type { WritingMode } from "../../shared/policy/writingMode.ts";

type PerMode = Readonly<Record<WritingMode, string>>;

export const modeText = {
  group: "Skrivemåde",
  name: { skriv: "Skriv", foreslaa: "Foreslå", laes: "Læs" } satisfies PerMode,
  hint: {
    skriv: "Dine rettelser står i teksten med det samme.",
    foreslaa: "Dine rettelser bliver forslag, som referenten afgør.",
    laes: "Du læser og kan ikke komme til at rette.",
  } satisfies PerMode,
  now: {
    skriv: "Skriv: dine rettelser står i teksten.",
    foreslaa: "Foreslå: dine rettelser bliver forslag.",
    laes: "Læs: der kan ikke rettes.",
  } satisfies PerMode,
  forced: {
    skriv: "Du kan nu rette direkte.",
    foreslaa: "Du kan nu foreslå, men ikke rette direkte.",
    laes: "Du kan nu kun læse.",
  } satisfies PerMode,
  suggesting: "Dine rettelser bliver forslag",
  side: (count: number) => `Forslag (${count})`,
  count: (count: number) => (count === 1 ? "1 forslag" : `${count} forslag`),
} as const;
