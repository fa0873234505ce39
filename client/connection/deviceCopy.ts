/**
 * The copy of the document on this device, for people who may write: unsent text survives a
 * reload, and the page can be read and written on without a connection. The database library is
 * loaded only here, so that a follower never fetches it.
 */
import type * as Y from "yjs";

/** A browser that hangs on its database (a blocked upgrade, a broken profile) must not keep the meeting shut. */
const OPEN_TIMEOUT_MS = 4000;

export interface DeviceCopy {
  /** Stops writing; the copy stays. */
  close(): void;
}

/** Loads the stored changes into the document and keeps all further ones. Undefined: this browser keeps nothing. */
export async function openDeviceCopy(name: string, doc: Y.Doc): Promise<DeviceCopy | undefined> {
  if (typeof indexedDB === "undefined") return undefined;
  try {
    await withinTime(canOpen(name));
    const { IndexeddbPersistence } = await import("y-indexeddb");
    const persistence = new IndexeddbPersistence(name, doc);
    await withinTime(persistence.whenSynced);
    return { close: () => void persistence.destroy() };
  } catch {
    // Private mode, a full disk or the time limit: the person is told through `deviceCopy: "denied"`.
    return undefined;
  }
}

/** Deletes a copy for good. Other tabs close their connection to it when asked by the browser. */
export function deleteDeviceCopy(name: string): void {
  if (typeof indexedDB !== "undefined") indexedDB.deleteDatabase(name);
}

/** y-indexeddb leaves a refused open as an unhandled rejection, so it is tried first. */
function canOpen(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`${name}:probe`);
    request.addEventListener("success", () => {
      request.result.close();
      indexedDB.deleteDatabase(`${name}:probe`);
      resolve();
    });
    request.addEventListener("error", () => {
      reject(new Error("indexedDB is denied"));
    });
  });
}

function withinTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error("indexedDB does not answer"));
    }, OPEN_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
