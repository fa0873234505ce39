/**
 * Import of a dagsorden or referat as text: drop a file, choose one or paste the words. The result
 * is shown beside the doubts, so that the referent sees at once what the importer could not place.
 */
import { FileUp } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { readMe } from "../connection/answers.ts";
import { importMeeting } from "../connection/http.ts";
import { useJson } from "../connection/useJson.ts";
import { FailurePage } from "../page/FailurePage.tsx";
import { wordsOf } from "../page/FailureWords.tsx";
import { PersonStrip } from "../page/PersonStrip.tsx";
import { usePage } from "../page/usePage.ts";
import { mayImportMeetings } from "../meetings/mayImport.ts";
import { importText } from "../text/importer.ts";
import { ImportResult } from "./ImportResult.tsx";

const SIZE_MAX_BYTES = 5 * 1024 * 1024;

type Progress =
  | { readonly state: "waiting"; readonly wrong?: string }
  | { readonly state: "busy" }
  | { readonly state: "done"; readonly meetingId: string; readonly name: string };

export function ImportPage() {
  const { fetched, askAgain } = useJson("/api/session", readMe);
  const [progress, setProgress] = useState<Progress>({ state: "waiting" });
  const heading = usePage(importText.title);
  if (fetched.state === "failed") return <FailurePage failure={fetched.failure} onRetry={askAgain} />;
  const me = fetched.state === "ready" ? fetched.value : undefined;
  const bring = (file: Blob, name: string) => {
    const wrong = problemOf(file, name);
    if (wrong !== undefined) {
      setProgress({ state: "waiting", wrong });
      return;
    }
    setProgress({ state: "busy" });
    void importMeeting(file).then((answer) => {
      setProgress(
        answer.kind === "ok"
          ? { state: "done", meetingId: answer.value.meetingId, name }
          : { state: "waiting", wrong: wordsOf(answer) },
      );
    });
  };
  return (
    <>
      <header>{me && <PersonStrip me={me} />}</header>
      <main id="indhold" tabIndex={-1} className="importer">
        <h1 ref={heading} tabIndex={-1}>
          {importText.title}
        </h1>
        {me && !mayImportMeetings(me) && <p className="note">{importText.noRight}</p>}
        {me && mayImportMeetings(me) && progress.state !== "done" && (
          <ImportForm progress={progress} onBring={bring} />
        )}
        {progress.state === "done" && (
          <ImportResult
            meetingId={progress.meetingId}
            name={progress.name}
            onAnother={() => {
              setProgress({ state: "waiting" });
            }}
          />
        )}
      </main>
    </>
  );
}

interface ImportFormProps {
  readonly progress: Exclude<Progress, { state: "done" }>;
  readonly onBring: (file: Blob, name: string) => void;
}

function ImportForm({ progress, onBring }: ImportFormProps) {
  const busy = progress.state === "busy";
  const wrong = progress.state === "waiting" ? progress.wrong : undefined;
  return (
    <>
      <p className="muted">{importText.lead}</p>
      <p role="alert" className={wrong === undefined ? "" : "note bad"}>
        {wrong ?? ""}
      </p>
      <p role="status" className={busy ? "note" : ""}>
        {busy ? importText.busy : ""}
      </p>
      <div className="import-ways">
        <DropPlace isBusy={busy} onBring={onBring} />
        <PastePlace isBusy={busy} onBring={onBring} />
      </div>
    </>
  );
}

interface WayProps {
  readonly isBusy: boolean;
  readonly onBring: ImportFormProps["onBring"];
}

function DropPlace({ isBusy, onBring }: WayProps) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined) => {
    if (file && !isBusy) onBring(file, file.name);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  return (
    <div
      className={isOver ? "drop-place over" : "drop-place"}
      onDragOver={over}
      onDragLeave={over}
      onDrop={(event) => {
        over(event);
        take(event.dataTransfer.files[0]);
      }}
    >
      <FileUp className="drop-icon" aria-hidden="true" strokeWidth={1.5} />
      <p>
        <strong>{importText.drop}</strong>
      </p>
      <p className="muted small">{importText.kinds}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,.md,.text,.json,text/plain,text/markdown"
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file again is a new choice after it was put right.
          event.target.value = "";
        }}
      />
      <button type="button" className="button" disabled={isBusy} onClick={() => input.current?.click()}>
        {importText.choose}
      </button>
    </div>
  );
}

function PastePlace({ isBusy, onBring }: WayProps) {
  const [text, setText] = useState("");
  const areaId = useId();
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        onBring(new Blob([text], { type: "text/plain" }), importText.pastedName);
      }}
    >
      <label htmlFor={areaId}>
        {importText.orPaste}
        <span className="only-read-aloud">: {importText.pasteLabel}</span>
      </label>
      <textarea
        id={areaId}
        rows={12}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <p>
        <button type="submit" className="button main" disabled={isBusy}>
          {importText.go}
        </button>
      </p>
    </form>
  );
}

/** What can be seen here at once; everything else the server says in words. */
function problemOf(file: Blob, name: string): string | undefined {
  if (file.size > SIZE_MAX_BYTES) return importText.tooLarge;
  if (file.size > 0) return undefined;
  return name === importText.pastedName ? importText.emptyText : importText.emptyFile;
}
