/** A person as two letters on a colour; the colour never says anything that the name does not. */

interface InitialsProps {
  readonly name: string;
  readonly colour?: string;
  readonly size?: "normal" | "little";
  /** Spoken and shown on hover; without it the letters are decoration beside the name. */
  readonly title?: string;
}

export function Initials({ name, colour, size = "normal", title }: InitialsProps) {
  const className = size === "little" ? "avatar little" : "avatar";
  const style = { background: colour ?? colourOf(name) };
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

/** White text is at least 6.28:1 on each (measured). */
const PALETTE = ["#0B5FA5", "#1B6E3C", "#6B3FA0", "#A33B12", "#0A6570", "#A6266E", "#6B4B12", "#4A5560"];

export function colourOf(name: string): string {
  const sum = Array.from(name).reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973,
    7,
  );
  return PALETTE[sum % PALETTE.length] ?? "#4A5560";
}
