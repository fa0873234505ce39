/**
 * Makes a page die between any two steps: from the chosen write on nothing more reaches the device
 * or the server, and the page reloads. Also spoils one frame, as a broken proxy would, so that the
 * server refuses it. Installed before the page's own code; the product knows nothing of it.
 */
import type { BrowserContext, Page } from "playwright-core";

interface Fate {
  /** Steps of the recovery that still happen; counted from its first write. */
  stepsLeft: number;
  isCounting: boolean;
  isDead: boolean;
  spoilsNext: boolean;
}

declare global {
  interface Window {
    fate: Fate;
  }
}

export async function letPagesDie(context: BrowserContext): Promise<void> {
  await context.addInitScript(installFate);
}

/** The page dies before this step of its next recovery. */
export async function dieBefore(page: Page, step: number): Promise<void> {
  await page.evaluate((stepsLeft) => {
    window.fate.stepsLeft = stepsLeft;
    window.fate.isCounting = false;
  }, step);
}

/** The next change that is sent arrives as garbage. */
export async function spoilNextFrame(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.fate.spoilsNext = true;
  });
}

/** Runs in the page, before anything else; it may use nothing from outside. */
function installFate(): void {
  const fate: Fate = {
    stepsLeft: Number.POSITIVE_INFINITY,
    isCounting: false,
    isDead: false,
    spoilsNext: false,
  };
  window.fate = fate;

  const mayGoOn = (): boolean => {
    if (fate.isDead || !fate.isCounting) return !fate.isDead;
    fate.stepsLeft -= 1;
    if (fate.stepsLeft >= 0) return true;
    fate.isDead = true;
    window.location.reload();
    return false;
  };

  // Each is called with the `this` that it was called with.
  /* oxlint-disable typescript/unbound-method */
  const { setItem, removeItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    if (key.includes(":kept:")) fate.isCounting = true;
    if (mayGoOn()) setItem.call(this, key, value);
  };
  Storage.prototype.removeItem = function (key) {
    if (mayGoOn()) removeItem.call(this, key);
  };

  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
    // The database writes in its own time, so its writes are no steps; after death there are none.
    // A request that is never answered; its users only listen to it.
    return fate.isDead ? (new EventTarget() as IDBRequest<IDBValidKey>) : add.call(this, value, key);
  };
  const { deleteDatabase } = IDBFactory.prototype;
  IDBFactory.prototype.deleteDatabase = function (name) {
    // As above.
    return mayGoOn() ? deleteDatabase.call(this, name) : (new EventTarget() as IDBOpenDBRequest);
  };

  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    const isChange = data instanceof Uint8Array && data[0] === 0 && data[1] === 2;
    if (isChange && fate.spoilsNext) {
      fate.spoilsNext = false;
      send.call(this, new Uint8Array([0, 2, 1, 255]));
    } else if (isChange ? mayGoOn() : !fate.isDead) send.call(this, data);
  };
}
