/**
 * The text of one section: drawn as plain DOM for everybody, and as a live editor for the one who
 * has clicked or pressed Enter in it and may write there. Text and carets are drawn outside React.
 */
import {
  type KeyboardEvent,
  memo,
  type MouseEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { problemsOf } from "../../shared/document/validate.ts";
import type { WrittenAs } from "../../shared/policy/writingMode.ts";
import type { MeetingSession, TextLink } from "../connection/meetingSession.ts";
import { editorText } from "../text/editor.ts";
import type { StartPlace } from "./sectionEditor.ts";
import { placeOfPoint, textIdOf, type TextSpan } from "./textPlace.ts";
import { useCarets } from "./useCarets.ts";
import { useLiveEditor } from "./useLiveEditor.ts";
import { useFocusedSection } from "./useFocusedSection.ts";
import { useStaticText } from "./useStaticText.ts";
import "./editor.css";

export interface SectionTextProps {
  readonly session: MeetingSession;
  readonly sectionId: string;
  /** What an edit here would be; undefined when nothing can be written. */
  readonly writtenAs: WrittenAs | undefined;
  /** For screen readers: «Beslutning, punkt 8». */
  readonly label: string;
  readonly autoFocus?: boolean;
}

export function SectionText({ session, sectionId, writtenAs, label, autoFocus = false }: SectionTextProps) {
  const { state } = session.connection;
  // Before the content is here an editor would write into an empty document, and after an end
  // nobody would take what is written.
  const isReady = state === "live" || state === "offline" || state === "cannotSave";
  return (
    <SectionBody
      link={session.text}
      section={sectionId}
      label={label}
      writtenAs={isReady ? writtenAs : undefined}
      isHeld={session.lock.isPending}
      autoFocus={autoFocus}
    />
  );
}

interface SectionBodyProps {
  readonly link: TextLink;
  readonly section: string;
  readonly label: string;
  readonly writtenAs: WrittenAs | undefined;
  /** A lock is announced: no keys for a moment. */
  readonly isHeld: boolean;
  readonly autoFocus: boolean;
}

/** Not drawn again when only presence or saving has changed. */
const SectionBody = memo(function SectionBody(props: SectionBodyProps) {
  const { link, section, label, writtenAs, isHeld, autoFocus } = props;
  const isWritable = writtenAs !== undefined;
  const still = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [start, setStart] = useState<StartPlace>("end");
  const focus = useFocusDue();
  const [problem, setProblem] = useState("");
  const [drawn, setDrawn] = useState<HTMLElement | null>(null);
  const isFocused = useFocusedSection(link, section);
  const live = useLiveEditor({ isWanted: isFocused && isWritable, mayBeWanted: isWritable });
  const isLive = isFocused && isWritable && live.Editor !== undefined;
  useStaticText(still, link, section, !isLive);
  useCarets(layer, isLive ? drawn : still, link, section);
  useWritable(link, section, writtenAs);

  const open = (place: StartPlace) => {
    if (isHeld) return;
    if (problemsOf(richTextOf(sectionText(link.doc, section))).length > 0) {
      setProblem(editorText.invalid);
      return;
    }
    setProblem("");
    setStart(place);
    focus.ask();
    link.setFocus(section);
  };
  useAutoFocus(autoFocus && isWritable, () => {
    open("end");
  });
  const leave = () => {
    link.setFocus(null);
    // The still text is shown again when this render is done.
    requestAnimationFrame(() => still.current?.focus());
  };
  const note = problem !== "" ? problem : live.failed ? editorText.loadFailed : "";
  return (
    <div id={textIdOf(section)} data-section={section} tabIndex={-1} className={classOf(writtenAs)}>
      <div
        className="section-still"
        ref={still}
        hidden={isLive}
        lang="da"
        {...(isWritable && invitation(label, open))}
      />
      {isLive && live.Editor && (
        <live.Editor
          link={link}
          section={section}
          label={label}
          start={start}
          isHeld={isHeld}
          hasFocusDue={focus.isDue}
          onLeave={leave}
          onDrawn={setDrawn}
        />
      )}
      <div className="section-carets" aria-hidden="true" ref={layer} />
      {note !== "" && (
        <p className="section-note" role="alert">
          {note}
        </p>
      )}
    </div>
  );
});

/** The editor may take a while to load; whoever has gone elsewhere meanwhile is not fetched back. */
function useFocusDue() {
  const askedFrom = useRef<Element | null>(null);
  const ask = useCallback(() => {
    askedFrom.current = document.activeElement;
  }, []);
  const isDue = useCallback(() => {
    const now = document.activeElement;
    return now === null || now === document.body || now === askedFrom.current;
  }, []);
  return { ask, isDue };
}

function classOf(writtenAs: WrittenAs | undefined): string {
  if (writtenAs === undefined) return "section-text";
  return `section-text section-writable${writtenAs === "suggestion" ? " section-suggesting" : ""}`;
}

/** What makes the still text a place to begin writing, by mouse, touch or key. */
function invitation(label: string, open: (place: StartPlace) => void) {
  return {
    role: "group",
    tabIndex: 0,
    "aria-label": `${label}. ${editorText.openHint}`,
    onMouseDown: (event: MouseEvent<HTMLDivElement>) => {
      pressedAt = { x: event.clientX, y: event.clientY };
    },
    onClick: (event: MouseEvent<HTMLDivElement>) => {
      const isLink = event.target instanceof Element && event.target.closest("a") !== null;
      if (isLink && (event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const isDrawnOver = event.detail > 1 || distance(pressedAt, event) > DRAG_PIXELS;
      const span = spanOfClick(event.currentTarget, event, isDrawnOver);
      if (span !== undefined) open(span);
    },
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => {
      if (event.key !== "Enter" || event.target !== event.currentTarget) return;
      event.preventDefault();
      open("start");
    },
  };
}

/** A press and a release this close together are a click; further apart they draw over words. */
const DRAG_PIXELS = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the button went down last; there is one pointer that writes. */
let pressedAt: Point | undefined;

function distance(from: Point | undefined, { clientX, clientY }: MouseEvent): number {
  return from === undefined ? 0 : Math.hypot(clientX - from.x, clientY - from.y);
}

/**
 * The clicked place, or the words that were drawn over; undefined when the selection goes beyond
 * this section. A selection of before, such as «select all», is no answer to a click.
 */
function spanOfClick(
  container: HTMLElement,
  event: MouseEvent,
  isDrawnOver: boolean,
): StartPlace | undefined {
  const selection = document.getSelection();
  if (isDrawnOver && selection !== null && !selection.isCollapsed)
    return spanOfSelection(container, selection);
  const point = pointUnder(event.clientX, event.clientY);
  if (point === undefined) return "end";
  const place = placeOfPoint(container, point.node, point.offset);
  return place === undefined ? "end" : { anchor: place, head: place };
}

function pointUnder(x: number, y: number): { readonly node: Node; readonly offset: number } | undefined {
  // Safari has had only the older of the two until lately.
  if (typeof document.caretPositionFromPoint !== "function") {
    const range = document.caretRangeFromPoint(x, y);
    return range === null ? undefined : { node: range.startContainer, offset: range.startOffset };
  }
  const point = document.caretPositionFromPoint(x, y);
  return point === null ? undefined : { node: point.offsetNode, offset: point.offset };
}

function spanOfSelection(container: HTMLElement, selection: Selection): TextSpan | undefined {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (anchorNode === null || focusNode === null) return undefined;
  const anchor = placeOfPoint(container, anchorNode, anchorOffset);
  const head = placeOfPoint(container, focusNode, focusOffset);
  return anchor && head && { anchor, head };
}

/** Lets the editor and an undo know what an edit here would be, and closes the editor when the right goes. */
function useWritable(link: TextLink, section: string, writtenAs: WrittenAs | undefined): void {
  const isWritable = writtenAs !== undefined;
  // Before the next key is heard. The next answer replaces it; leaving the page takes it back below.
  useLayoutEffect(() => {
    link.setWritable(section, writtenAs);
  }, [link, section, writtenAs]);
  // Closes the editor of somebody who may not write here any more; nothing to undo.
  useEffect(() => {
    if (!isWritable && link.focus() === section) link.setFocus(null);
  }, [link, section, isWritable]);
  // Undone by taking the section out of the link. Not when only the right comes: the editor may have
  // been opened in the very same moment.
  useEffect(
    () => () => {
      link.setWritable(section, undefined);
      if (link.focus() === section) link.setFocus(null);
    },
    [link, section],
  );
}

function useAutoFocus(isWanted: boolean, open: () => void): void {
  const onWanted = useEffectEvent(open);
  // Opens the editor when it becomes wanted; leaving is the person's own act.
  useLayoutEffect(() => {
    if (isWanted) onWanted();
  }, [isWanted]);
}
