/** A person as two letters on a colour; the colour never says anything that the name does not. */

interface InitialsProps {
  readonly name: string;
  /** From colourOf: everybody sees a person in the same colour. */
  readonly colour: string;
  readonly size?: "normal" | "little";
  /** Spoken and shown on hover; without it the letters are decoration beside the name. */
  readonly title?: string;
}

export function Initials({ name, colour, size = "normal", title }: InitialsProps) {
  const className = size === "little" ? "avatar little" : "avatar";
  const style = { background: colour };
  if (title === undefined) {
    return (
      <span className={className} style={style} aria-hidden="true">
        {initialsOf(name)}
      </span>
    );
  }
  return (
    <span className={className} style={style} role="img" aria-label={title} title={title}>
      {initialsOf(name)}
    </span>
  );
}

/** The first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => Array.from(word ?? "")[0]?.toUpperCase() ?? "").join("");
}
