/** Why a page could not be fetched, and the one thing to do about it. */
import type { Failure } from "../connection/useJson.ts";
import { pageText } from "../text/da.ts";

interface FailureWordsProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

export function FailureWords({ failure, onRetry }: FailureWordsProps) {
  return (
    <div className="note bad" role="alert">
      <p className="words">{wordsOf(failure)}</p>
      <button type="button" className="button" onClick={onRetry}>
        {pageText.retry}
      </button>
    </div>
  );
}

export function wordsOf(failure: Failure): string {
  switch (failure.kind) {
    case "refused":
      return failure.refusal.message;
    case "unreachable":
      return pageText.unreachableWords;
    case "broken":
      return pageText.brokenWords(failure.status);
  }
}
