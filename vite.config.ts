/** Builds the client into .build/client and names the kinds of tests. Server code is never built. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Kinds that need no browser and no process of their own. `client` runs in jsdom. */
const KINDS = ["domain", "document", "contract", "api", "room", "simulation", "architecture"] as const;

const DOCUMENT_FILES =
  /node_modules\/(?:yjs|y-websocket)\/|shared\/document\/(?:schema|stamps|fragmentText|markKeys|layout|staticTree|markedText|read)\.ts|client\/connection\/animationFrame/u;

/** Kinds of pure functions, and `client`, whose page is emptied before each file. */
const SHARED = ["domain", "document", "architecture", "client"];

/** Their files share a worker, which loads the modules once. Vitest keeps it only within a group of its own. */
const isolationOf = (kind: string) => ({
  isolate: !SHARED.includes(kind),
  sequence: { groupOrder: SHARED.indexOf(kind) + 1 },
});

export default defineConfig({
  root: here("client"),
  cacheDir: here(".build/vite"),
  plugins: [react()],
  // Yjs only ever prints warnings with it (client/connection/quietLogging.ts).
  resolve: { alias: { "lib0/logging": here("client/connection/quietLogging.ts") } },
  build: {
    outDir: here(".build/client"),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // Every page of a meeting needs these; cut apart into small files they pack worse (FOLLOW1).
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "document", test: DOCUMENT_FILES }] } } },
  },
  server: { host: "127.0.0.1" },
  test: {
    root: here("."),
    projects: [
      ...KINDS.map((kind) => ({
        test: {
          name: kind,
          root: here("."),
          include: [`tests/${kind}/**/*.test.ts`],
          environment: "node" as const,
          ...isolationOf(kind),
          // Each fsync there is a real one, and a busy disk takes its time.
          ...(kind === "contract" ? { testTimeout: 20_000 } : {}),
        },
      })),
      {
        test: {
          name: "client",
          root: here("."),
          include: ["tests/client/**/*.test.{ts,tsx}"],
          environment: "jsdom" as const,
          ...isolationOf("client"),
          setupFiles: ["tests/client/emptyPage.ts"],
        },
      },
      {
        test: {
          name: "process",
          root: here("."),
          include: ["tests/process/**/*.test.ts"],
          environment: "node" as const,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "browser",
          root: here("."),
          include: ["tests/browser/**/*.test.ts"],
          environment: "node" as const,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          // Each file has its own server and browser, and they mostly wait: two at a time take little more than the longest.
          maxWorkers: 2,
        },
      },
    ],
  },
});
