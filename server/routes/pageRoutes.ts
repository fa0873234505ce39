/** The built client: hashed files for ever, the one page fresh each time. Any other path is the page itself. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { compress } from "hono/compress";

const NOT_BUILT = "Klienten er ikke bygget. Start med «npm start», som bygger den.";

export function pageRoutes(clientDir: string): Hono {
  const app = new Hono();
  app.use(compress());
  app.use(
    "/*",
    serveStatic({
      root: clientDir,
      onFound: (path, c) => {
        const forEver = path.includes("/assets/");
        c.header("cache-control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
      },
    }),
  );
  app.get("/*", async (c) => {
    const page = join(clientDir, "index.html");
    if (!existsSync(page)) return c.text(NOT_BUILT, 503);
    c.header("cache-control", "no-cache");
    return c.html(await readFile(page, "utf8"));
  });
  return app;
}
