/** The sentences of the front page of the demo. */
export const startText = {
  title: "Prøv Medskriv",
  lead: "Dagsorden og referat til MED-udvalg – skrevet sammen og godkendt punkt for punkt.",
  place: "Nordsund Kommune · AfdelingsMED Kultur og Fritid",
  enterAs: "Vælg, hvem du er",
  openTwo: "Åbn to vinduer side om side",
  openTwoHint: "Referenten til venstre, forpersonen til højre. Skriv i det ene, og se det i det andet.",
  blocked: "Browseren standsede vinduerne. Tillad pop op-vinduer for denne side, og prøv igen.",
  follow: "Følg mødet",
  followHint: "Som i salen: det aktuelle punkt med stor skrift.",
  others: "Andre i mødet",
  noDemo: "Denne Medskriv har ingen prøvebrugere. Brug linket i din invitation.",
  entering: "Logger ind …",
  tries: "Det kan du prøve",
  tryList: [
    "Skriv en sætning i punkt 8, og se den i det andet vindue.",
    "Tryk Næste punkt som referent, og se dem, der følger med, rykke.",
    "Godkend et punkt som forperson, ret et ord som referent, og se godkendelsen blive forældet.",
    "Hent referatet som PDF.",
  ],
  roleHints: {
    referent: "Bygger dagsordenen, skriver referatet og skifter punkt under mødet.",
    forperson: "Skriver med i beslutningerne og godkender hvert punkt.",
    naestforperson: "Skriver med i beslutningerne og godkender hvert punkt.",
    medlem: "Følger mødet live og læser med.",
    ansat: "Læser de godkendte referater.",
  } as Readonly<Record<string, string>>,
} as const;
