/** The item that the demo's meeting is at: much talked about, with a proposal by the forperson and a question to it. */
import { added, struck, suggestedBy } from "./demoSuggestions.ts";
import { bullets, numbered, paragraph, recommends, text } from "./demoText.ts";
import type { DemoItem } from "./demoText.ts";

const DATE = suggestedBy("forperson", "demo-1", "2026-03-19T10:02:00.000Z");

export const CURRENT_ITEM: DemoItem = {
  title: "Ny vagtplan i svømmehallen",
  journalNumber: "81.38.05-P35-4-26",
  indstilling: recommends(
    "Forpersonen",
    "at udkastet til vagtplan drøftes",
    "at medarbejdersiden giver sine bemærkninger.",
  ),
  sagsfremstilling: text(
    "Svømmehallen får fra 1. juni længere åbningstid, så vagterne skal lægges om for alle hold. Et udkast har været til høring blandt livredderne, og der er kommet 12 ønsker ind.",
    "Udkastet bygger på tre hensyn:",
    numbered(
      "Sikkerheden ved bassinkanten er den samme hele dagen.",
      "Ingen har mere end hver tredje weekend.",
      "Ønsker om faste fridage imødekommes, så vidt det kan lade sig gøre.",
    ),
  ),
  beslutning: text(
    "Rammer, som den nye vagtplan bygger på:",
    bullets(
      [
        paragraph("46 ugentlige timer i hal, sauna og café, fordelt på"),
        bullets("morgenhold fra kl. 6.00", "daghold fra kl. 9.30", "aftenhold til kl. 21.30."),
      ],
      "2 ekstra livreddere i weekender og på helligdage.",
    ),
    "Medarbejderside: Livredderne vil gerne kunne bytte vagter indbyrdes uden at spørge først, og reglerne for bytte bør derfor skrives ind i vagtplanen.",
    paragraph(
      "Udkastet sendes rundt igen ",
      struck("efter påske", DATE),
      added("senest den 10. april", DATE),
      ", så alle hold kan nå at svare.",
    ),
  ),
  attachments: ["Udkast til vagtplan, uge 23"],
};

/** From words of the decision; the answer is by who writes the referat. */
export const CURRENT_ITEM_COMMENT = {
  quote: "46 ugentlige timer",
  messages: [
    {
      person: "naestforperson",
      at: "2026-03-19T10:04:00.000Z",
      text: "Er det med eller uden tiden til at lukke kasser og rydde op om aftenen?",
    },
    {
      person: "referent",
      at: "2026-03-19T10:06:00.000Z",
      text: "Uden, så vidt jeg forstod Henrik. Jeg spørger ham og skriver det ind.",
    },
  ],
} as const;
