/**
 * Starts the client. Somebody who opens the address of the follow view gets it alone, without the
 * router and the other screens: it must be there at once on a phone in the back row.
 */
import { lazy, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followedMeeting } from "./page/address.ts";
import { Frame } from "./page/Frame.tsx";
import "./style/fonts.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/pages.css";
import "./style/text.css";
import "./style/marked.css";

const App = lazy(async () => ({ default: (await import("./App.tsx")).App }));
const FollowPage = lazy(async () => ({ default: (await import("./follow/FollowPage.tsx")).FollowPage }));

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root.");
const followed = followedMeeting(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <Frame>{followed === undefined ? <App /> : <FollowPage id={followed} />}</Frame>
  </StrictMode>,
);
