/** Who am I, and (in demo mode) logging in as one of the demo's people. */
import { Hono } from "hono";
import { z } from "zod";
import { refusalOf } from "../../shared/policy/refusal.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { demoPeople, demoPersonOf } from "../demo/demoPeople.ts";
import type { Sessions } from "../access/sessions.ts";
import { answerRefusal, limitBody, requireLogin, type AppEnv } from "./http.ts";

const Login = z.object({ person: z.string().min(1).max(60) });

export function sessionRoutes({
  sessions,
  demo,
}: {
  readonly sessions: Sessions;
  readonly demo: boolean;
}): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get("/session", requireLogin(sessions), (c) => c.json({ ...c.get("who"), demo }));
  app.delete("/session", requireLogin(sessions), async (c) => {
    for (const cookie of await sessions.revoke(c.get("login")))
      c.header("set-cookie", cookie, { append: true });
    return c.body(null, 204);
  });
  if (!demo) return app;
  app.get("/demo/people", (c) => c.json(demoPeople()));
  app.post("/demo/session", limitBody(LIMITS.commandBytes), async (c) => {
    const body = Login.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return answerRefusal(c, refusalOf("wrongTypes"));
    const who = demoPersonOf(body.data.person);
    if (who === undefined) return answerRefusal(c, refusalOf("noRight"));
    for (const cookie of await sessions.open(who.person)) c.header("set-cookie", cookie, { append: true });
    return c.json(who);
  });
  return app;
}
