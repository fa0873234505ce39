/** Runs before each test file: they share one page, and none may find there what another has left. */
import { vi } from "vitest";
import { withoutLayout } from "../support/layoutless.ts";

vi.useRealTimers();
vi.unstubAllGlobals();
vi.restoreAllMocks();
document.body.replaceChildren();
localStorage.clear();
sessionStorage.clear();
history.replaceState(null, "", "/");
withoutLayout();
