/** The server's own figures, for Prometheus; only where it was allowed (docs/adr/0011). */
import { Hono } from "hono";

export function metricsRoute(page: () => Promise<string>): Hono {
  const app = new Hono();
  app.get("/", async (c) =>
    c.body(await page(), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    }),
  );
  return app;
}
