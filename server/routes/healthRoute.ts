/** Does the server live, and can it save? */
import { Hono } from "hono";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "../room/clock.ts";
import type { Store, StoreFacts } from "../store/store.ts";

interface HealthDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export function healthRoute(deps: HealthDeps): Hono {
  const app = new Hono();
  app.get("/", async (c) => {
    try {
      const facts = await factsInTime(deps);
      if (facts === undefined) return c.json({ status: "cannotSave", store: "silent" }, 503);
      const { synchronous, journalMode, trouble } = facts;
      if (trouble !== undefined) {
        const { since, failure, mends } = trouble;
        return c.json(
          { status: "cannotSave", store: { synchronous, journalMode, since, failure, mends } },
          503,
        );
      }
      return c.json({ status: "ok", store: { synchronous, journalMode } });
    } catch {
      // The store says itself what is wrong, in the log; whoever asks here wants to know that it is.
      return c.json({ status: "cannotSave" }, 503);
    }
  });
  return app;
}

/** Undefined when the store, perhaps in a commit that never ends, does not answer in time. */
function factsInTime({ store, clock }: HealthDeps): Promise<StoreFacts | undefined> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(LIMITS.healthMs, () => resolve(undefined));
    store.facts().then(resolve, reject).finally(stop);
  });
}
