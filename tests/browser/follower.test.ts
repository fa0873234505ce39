/** What somebody pays who only follows: script received before the first words, in a fresh profile. */
import { expect, test } from "vitest";
import { setUpStage } from "../support/stage.ts";

const SCRIPT_BYTES_MAX = 120_000;

const stage = setUpStage();

test("[FOLLOW1] a follower has the first section text after at most 120 kB of gzipped script", async () => {
  const { context, page } = await stage.visit("medlem", "/healthz");
  const network = await context.newCDPSession(page);
  const scripts = new Set<string>();
  let received = 0;
  let isThere = false;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  // The bytes of the body as they came over the wire, without headers.
  network.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (!isThere && scripts.has(requestId)) received += encodedDataLength;
  });
  await network.send("Network.enable");
  await page.goto(`${stage.server.address}/moeder/demo-moede/foelg?som=medlem`);
  await page.getByText("46 ugentlige timer").waitFor();
  isThere = true;
  await context.close();
  console.info(`A follower received ${received} bytes in ${scripts.size} scripts before the first text.`);
  expect(scripts.size).toBeGreaterThan(0);
  expect(received).toBeGreaterThan(10_000);
  expect(received).toBeLessThanOrEqual(SCRIPT_BYTES_MAX);
});
