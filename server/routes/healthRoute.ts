/** Does the server live, and can it save? */
import { Hono } from "hono";
import type { Store } from "../store/store.ts";

export function healthRoute(store: Store): Hono {
  const app = new Hono();
  app.get("/", async (c) => {
    try {
      const { synchronous, journalMode, trouble } = await store.facts();
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
