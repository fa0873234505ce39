/** Joins many calls into one per painted frame. A hidden page paints none, and is then served a few times a second. */

const HIDDEN_MS = 250;

export interface FrameJob {
  readonly request: () => void;
  readonly cancel: () => void;
}

export function oncePerFrame(work: () => void): FrameJob {
  let cancel: (() => void) | undefined;
  const run = () => {
    cancel = undefined;
    work();
  };
  return {
    request: () => {
      if (cancel !== undefined) return;
      if (document.hidden) {
        const timer = setTimeout(run, HIDDEN_MS);
        cancel = () => {
          clearTimeout(timer);
        };
      } else {
        const frame = requestAnimationFrame(run);
        cancel = () => {
          cancelAnimationFrame(frame);
        };
      }
    },
    cancel: () => {
      cancel?.();
      cancel = undefined;
    },
  };
}
