/**
 * HTTP and document sockets on one port. Holds the limits of what a request may be before any route
 * has seen it; knows no routes.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { WebSocketServer } from "ws";
import { refusalOf } from "../shared/policy/refusal.ts";
import { LIMITS } from "../shared/protocol/limits.ts";

const PORT_DEFAULT = 3000;
const PORT_TRIES = 20;

export function createListener(fetch: Hono["fetch"]): Server {
  // A constant of its own, since the types of ws do not know `closeTimeout` yet.
  const options = {
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    maxFragments: LIMITS.fragmentsPerFrame,
    perMessageDeflate: false,
    clientTracking: false,
    closeTimeout: LIMITS.goodbyeMs,
  };
  // ws and the adaptor describe the same server, but differ in optional properties under exactOptionalPropertyTypes.
  const websocket = { server: new WebSocketServer(options) } as unknown as NonNullable<
    Parameters<typeof createAdaptorServer>[0]["websocket"]
  >;
  const server = createAdaptorServer({
    fetch: (request, env) => refusedByHeaders(env.incoming) ?? fetch(request, env),
    websocket,
    createServer,
    serverOptions: {
      maxHeaderSize: LIMITS.headerBytes,
      headersTimeout: LIMITS.authenticateMs,
      connectionsCheckingInterval: LIMITS.authenticateMs / 10,
      shouldUpgradeCallback: mayUpgrade,
    },
    // `createServer` of node:http makes this kind, not the other two that the adaptor may return.
  }) as Server;
  // Node leaves out those above its count without a word; one more than the limit shows that there were too many.
  server.maxHeadersCount = LIMITS.headersPerRequest + 1;
  return server;
}

/**
 * Any other upgrade is answered like a plain request: one to another protocol would be left to wait
 * for ever, and one to an address that nobody can parse would look like an error of ours.
 */
function mayUpgrade(request: IncomingMessage): boolean {
  const isSocket = request.headers.upgrade?.toLowerCase() === "websocket";
  return isSocket && URL.canParse(request.url ?? "", "http://localhost");
}

function refusedByHeaders(request: Pick<IncomingMessage, "rawHeaders">): Response | undefined {
  // Names and values alternate.
  if (request.rawHeaders.length / 2 <= LIMITS.headersPerRequest) return undefined;
  return Response.json({ refusal: refusalOf("tooLarge") }, { status: 431 });
}

/** The port that it listens on: the given one, or the first free one from 3000. */
export async function listen(
  server: Server,
  { host, port: wanted }: { readonly host: string; readonly port: number | undefined },
): Promise<number> {
  if (wanted !== undefined) {
    const port = await listenOn(server, wanted, host);
    if (port !== undefined) return port;
    throw new Error(`Port ${wanted} er optaget. Vælg en anden med PORT, eller PORT=0 for en ledig.`);
  }
  for (let port = PORT_DEFAULT; port < PORT_DEFAULT + PORT_TRIES; port += 1) {
    const taken = await listenOn(server, port, host);
    if (taken !== undefined) return taken;
  }
  throw new Error(`Ingen fri port mellem ${PORT_DEFAULT} og ${PORT_DEFAULT + PORT_TRIES - 1}. Sæt PORT=0.`);
}

/** The port that it listens on; undefined when somebody else does. */
function listenOn(server: Server, port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error & { readonly code?: string }) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    };
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      // A server that listens on a port has an address of this kind.
      resolve((server.address() as AddressInfo).port);
    });
  });
}
