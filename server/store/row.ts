/** The border between SQLite's rows and typed values: each column is read by the type it was declared with. */
import type { SQLOutputValue } from "node:sqlite";
import { StoreError } from "./store.ts";

export type Row = Readonly<Record<string, SQLOutputValue>>;

export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : failOn(column);
}

export function integerIn(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : failOn(column);
}

export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : failOn(column);
}

function failOn(column: string): never {
  throw new StoreError("corrupt", `The column ${column} holds another type than it was declared with.`);
}
