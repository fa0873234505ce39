/** What the store's failures mean to somebody who asked for something over HTTP. */
import { refusalOf, type Refusal } from "../../shared/policy/refusal.ts";
import { isCannotSave, StoreError } from "../store/store.ts";

/** Undefined when the error says nothing of the disk. */
export function storageRefusalOf(error: unknown): Refusal | undefined {
  if (isCannotSave(error)) return refusalOf("cannotSave");
  return error instanceof StoreError && error.failure === "corrupt" ? refusalOf("damaged") : undefined;
}
