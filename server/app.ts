/**
 * The whole HTTP side as one Hono app, the same object in tests and in production. Errors that
 * nobody expected are caught here, logged once with an id and without text of the minutes.
 */
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { refusalOf } from "../shared/policy/refusal.ts";
import { PrintError } from "./print/printError.ts";
import { healthRoute } from "./routes/healthRoute.ts";
import { collabRoute, type CollabDeps } from "./routes/collabRoute.ts";
import type { Metrics } from "./measures/metrics.ts";
import { answerRefusal, countRefusals, requireOwnOrigin } from "./routes/http.ts";
import { metricsRoute } from "./routes/metricsRoute.ts";
import { storageRefusalOf } from "./routes/storageRefusal.ts";
import type { MeetingDeps } from "./routes/meetingDeps.ts";
import { meetingRoutes } from "./routes/meetingRoutes.ts";
import { pageRoutes } from "./routes/pageRoutes.ts";
import { sessionRoutes } from "./routes/sessionRoutes.ts";

export interface AppDeps extends MeetingDeps, CollabDeps {
  readonly demo: boolean;
  readonly metrics: Metrics;
  /** May anybody who reaches this server read its figures? */
  readonly showMetrics: boolean;
  readonly clientDir: string;
  onError(error: unknown, errorId?: string): void;
}

export function createApp(deps: AppDeps): Hono {
  const app = new Hono();
  app.route("/healthz", healthRoute(deps));
  app.use(countRefusals((reason) => deps.metrics.requestRefused(reason)));
  app.use(requireOwnOrigin(deps.origins));
  if (deps.showMetrics)
    app.route(
      "/metrics",
      metricsRoute(() => metricsPage(deps)),
    );
  else app.get("/metrics", (c) => answerRefusal(c, refusalOf("unknownAddress")));
  // A socket's answer must stay as the upgrade made it.
  app.route("/collab", collabRoute(deps));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: false,
    }),
  );
  app.route("/api", sessionRoutes({ sessions: deps.sessions, demo: deps.demo }));
  app.route("/api/meetings", meetingRoutes(deps));
  app.all("/api/*", (c) => answerRefusal(c, refusalOf("unknownAddress")));
  app.route("/", pageRoutes(deps.clientDir));
  app.onError((error, c) => {
    if (error instanceof PrintError) {
      deps.onError(error);
      const isPassing = error.problem === "busy" || error.problem === "closed";
      return c.json({ refusal: { reason: "internal", message: error.message } }, isPassing ? 503 : 500);
    }
    const refusal = storageRefusalOf(error);
    if (refusal !== undefined) {
      deps.onError(error);
      return answerRefusal(c, refusal);
    }
    const errorId = deps.newId().slice(0, 4).toUpperCase();
    deps.onError(error, errorId);
    const message = `Noget gik galt hos os (fejl ${errorId}). Din tekst er på denne enhed. Prøv igen.`;
    return c.json({ refusal: { reason: "internal", message } }, 500);
  });
  return app;
}

/** A store that cannot even say how it is can certainly not save. */
async function metricsPage({ metrics, rooms, store }: AppDeps): Promise<string> {
  const [facts, storeFacts] = await Promise.all([rooms.facts(), store.facts().catch(() => undefined)]);
  return metrics.page(facts, storeFacts);
}
