/**
 * The copy of the document on this device, for people who may write: unsent text survives a
 * reload, and the page can be read and written on without a connection. The database library is
 * loaded only here, so that a follower never fetches it.
 */
import type * as Y from "yjs";

/** A browser that hangs on its database (a blocked upgrade, a broken profile) must not keep the meeting shut. */
const OPEN_TIMEOUT_MS = 4000;

export interface DeviceCopy {
  /** Stops writing, when what it was given is written; the copy stays. */
  close(): Promise<void>;
}

/** Loads the stored changes into the document and keeps all further ones. Undefined: this browser keeps nothing. */
export async function openDeviceCopy(name: string, doc: Y.Doc): Promise<DeviceCopy | undefined> {
  if (typeof indexedDB === "undefined") return undefined;
  try {
    const persistence = await load(name, doc);
    return { close: () => persistence.destroy() };
  } catch {
    // Private mode, a full disk or the time limit: the person is told through `deviceCopy: "denied"`.
    return undefined;
  }
}

/** Reads what a copy holds that nobody uses any longer. */
export async function readDeviceCopy(name: string, doc: Y.Doc): Promise<void> {
  if (typeof indexedDB === "undefined") return;
  const persistence = await load(name, doc);
  await persistence.destroy();
}

async function load(name: string, doc: Y.Doc) {
  await withinTime(canOpen(name));
  const { IndexeddbPersistence } = await import("y-indexeddb");
  const persistence = new IndexeddbPersistence(name, doc);
  try {
    await withinTime(persistence.whenSynced);
  } catch (error) {
    void persistence.destroy();
    throw error;
  }
  return persistence;
}

/** Deletes a copy for good. */
export function deleteDeviceCopy(name: string): Promise<void> {
  if (typeof indexedDB === "undefined") return Promise.resolve();
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    const done = () => {
      resolve();
    };
    // A copy that cannot be deleted is one that no page opens any more.
    for (const end of ["success", "error", "blocked"]) request.addEventListener(end, done);
  });
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
