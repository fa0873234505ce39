/** How a recommendation reads when it stands without the heading «Indstilling», and how one line is parted into points. */
import type { Line } from "./lines.ts";

const BEGINS =
  /^\s*(?:Det (?:indstilles|anbefales)(?!\p{L})|(?:\p{Lu}[^.:;!?]{2,100} )indstiller(?:,|:|$|\s+(?:at|til)(?!\p{L})|,?\s+1\.))/u;
const POINT = /^\s*(?:[-•*·]\s*|\d{1,2}[.)]\s+|[a-z][.)]\s+|at\s)/u;
/** «indstiller, 1. at A 2. at B»: a point starts after white space, with a number and «at». */
const INLINE_POINT = /\s(?=\d{1,2}\.\s+at\s)/u;

export function isRecommendation(line: Line): boolean {
  return BEGINS.test(line.text.slice(0, 200));
}

/** Lines that go on with the recommendation above them: its points. */
export function isRecommended(line: Line): boolean {
  return POINT.test(line.text.slice(0, 40));
}

/** Parts «Direktøren indstiller, 1. at A 2. at B» into its lines; other lines are returned as they are. */
export function pointLinesOf(line: Line): readonly Line[] {
  if (!/indstiller|indstilles|anbefales/u.test(line.text.slice(0, 200))) return [line];
  return line.text.split(INLINE_POINT).map((text) => ({ n: line.n, text }));
}
