/** How much two texts have in common from both ends, never half a letter. */

export function sharedStart(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  let length = 0;
  while (length < shorter && left[length] === right[length]) length += 1;
  // Yjs destroys a letter of two halves that is cut between them.
  return length > 0 && isFirstHalf(left.charCodeAt(length - 1)) ? length - 1 : length;
}

/** Not counting what is shared at the start. */
export function sharedEnd(left: string, right: string, start: number): number {
  const shorter = Math.min(left.length, right.length) - start;
  let length = 0;
  while (length < shorter && left[left.length - 1 - length] === right[right.length - 1 - length]) length += 1;
  return length > 0 && isSecondHalf(left.charCodeAt(left.length - length)) ? length - 1 : length;
}

const isFirstHalf = (code: number) => code >= 0xd8_00 && code <= 0xdb_ff;
const isSecondHalf = (code: number) => code >= 0xdc_00 && code <= 0xdf_ff;
