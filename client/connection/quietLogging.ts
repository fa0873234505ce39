/**
 * Stands in for lib0/logging in the built client (vite.config.ts). The original brings colours, a
 * console on the page and a schema library: 3 kB that every follower would load to see nothing.
 */
const say = (...words: readonly unknown[]): void => {
  console.warn(...words.filter((word) => typeof word !== "symbol"));
};

export const print = say;
export const warn = say;
/** Names of styles, which this console does not use. */
export const BOLD = Symbol("bold");
export const UNBOLD = Symbol("unbold");
export const ORANGE = Symbol("orange");
export const RED = Symbol("red");
