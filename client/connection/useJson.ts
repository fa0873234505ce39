/** One GET as React state: asked when the path changes, dropped when the component goes. */
import { useCallback, useEffect, useState } from "react";
import type { Read } from "./answers.ts";
import { type Answer, getJson } from "./http.ts";

export type Failure = Exclude<Answer<never>, { kind: "ok" }>;

export type Fetched<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly failure: Failure };

const LOADING = { state: "loading" } as const;

interface Question {
  readonly path: string;
}

/** `read` must be a function of the module, not of the render: it is part of the question. */
export function useJson<T>(path: string, read: Read<T>): { fetched: Fetched<T>; askAgain: () => void } {
  // A new object is a new question, also for the same path.
  const [question, setQuestion] = useState<Question>({ path });
  const [answered, setAnswered] = useState<{ readonly question: Question; readonly fetched: Fetched<T> }>();
  if (question.path !== path) setQuestion({ path });
  // Connects to the server; undone by aborting the request, whose late answer is then ignored.
  useEffect(() => {
    const abort = new AbortController();
    void getJson(question.path, read, abort.signal).then((answer) => {
      if (abort.signal.aborted) return;
      const fetched: Fetched<T> =
        answer.kind === "ok" ? { state: "ready", value: answer.value } : { state: "failed", failure: answer };
      setAnswered({ question, fetched });
    });
    return () => {
      abort.abort();
    };
  }, [question, read]);
  const askAgain = useCallback(() => {
    setQuestion({ path });
  }, [path]);
  return { fetched: answered?.question === question ? answered.fetched : LOADING, askAgain };
}
