/**
 * A lock that the server has announced: until it says that rights changed, or is gone, no keys are
 * taken, so that what was typed before arrives before the lock. If it says nothing, writing goes on.
 */

/** What the screens show of it. */
export interface LockNotice {
  readonly isPending: boolean;
  /** Why an announced lock did not come; stays until read. */
  readonly message: string | undefined;
}

/** Longer than the server waits for anybody. */
const UNHEARD_MS = 5000;

export class PendingLock {
  notice: LockNotice = { isPending: false, message: undefined };
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** `say` is called when the last words are in the document and thereby on their way. */
  async announced(lastWords: Promise<unknown>, say: () => void): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.ended();
    }, UNHEARD_MS);
    this.#set({ isPending: true, message: undefined });
    await lastWords;
    say();
  }

  ended(message?: string): void {
    clearTimeout(this.#timer);
    this.#set({ isPending: false, message: message ?? this.notice.message });
  }

  readonly dismiss = (): void => {
    this.#set({ ...this.notice, message: undefined });
  };

  #set(notice: LockNotice): void {
    const { isPending, message } = this.notice;
    if (isPending === notice.isPending && message === notice.message) return;
    this.notice = notice;
    this.#onChange();
  }
}
