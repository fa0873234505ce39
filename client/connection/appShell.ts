/**
 * Keeps the page itself on the device, for people who may write: then a meeting opens again
 * without a connection and shows the device copy. The worker is client/public/sw.js.
 */

let kept = false;

export function keepAppShell(): void {
  if (kept || !import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  kept = true;
  navigator.serviceWorker
    .register("/sw.js")
    .then(() => navigator.serviceWorker.ready)
    .then(() => {
      keepLoadedFiles();
      // Chunks that are fetched later (the editor) are told of as they come.
      new PerformanceObserver(keepLoadedFiles).observe({ type: "resource" });
    })
    .catch((error: unknown) => {
      // Without a worker only the reload without a connection is lost; writing offline still works.
      console.info("Siden kan ikke gemmes på enheden", error);
    });
}

/** The worker was not there yet when the first files were fetched. */
function keepLoadedFiles(): void {
  const files = performance
    .getEntriesByType("resource")
    .map((entry) => new URL(entry.name, window.location.href))
    .filter((url) => url.origin === window.location.origin && url.pathname.startsWith("/assets/"))
    .map((url) => url.pathname);
  void navigator.serviceWorker.ready.then((registration) => {
    registration.active?.postMessage({ keep: files });
  });
}
