/** An unmodified y-websocket provider with a session cookie, as any other program would use it. */
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { ServerProcess } from "./serverProcess.ts";

export interface ProviderOptions {
  readonly server: Pick<ServerProcess, "address">;
  readonly cookie: string;
  readonly documentId: string;
  readonly reads?: boolean;
  readonly params?: Readonly<Record<string, string>>;
}

export function connectProvider({
  server,
  cookie,
  documentId,
  reads = false,
  params = {},
}: ProviderOptions): WebsocketProvider {
  const doc = new Y.Doc();
  class WithCookie extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie }, origin: server.address });
    }
  }
  return new WebsocketProvider(server.address.replace("http", "ws") + "/collab", documentId, doc, {
    // ws' class lacks some of the browser's event typing; the provider uses none of it.
    WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: { ...(reads ? {} : { client: String(doc.clientID) }), ...params },
  });
}

/** Resolves when the provider says that it is in sync. */
export function synced(provider: WebsocketProvider): Promise<void> {
  return new Promise((resolve) => {
    if (provider.synced) resolve();
    else provider.once("sync", () => resolve());
  });
}

/** Resolves when `condition` holds after some update of the document. */
export function until(doc: Y.Doc, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!condition()) return;
      doc.off("update", check);
      resolve();
    };
    doc.on("update", check);
    check();
  });
}
