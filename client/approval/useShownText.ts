/**
 * Which text the reader has read, by its hash. The page follows the document live, so a word may
 * change between reading and pressing; what is signed is the text as it was when the item was
 * opened (or when the reader said to have seen the change), never one that slipped in.
 */
import { useState } from "react";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import { findItem } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";

export interface ShownText {
  /** Of the text that the reader has seen; undefined until the document is complete. */
  readonly hashRead: string | undefined;
  readonly isChanged: boolean;
  readonly haveSeen: () => void;
}

interface Reading {
  readonly itemId: string;
  readonly hash: string;
}

export function useShownText(itemId: string | undefined): ShownText {
  const { session } = useRoom();
  const hashNow = useDocument(session.doc, (doc) =>
    itemId === undefined || findItem(doc, itemId) === undefined ? undefined : contentHash(doc, itemId),
  );
  const [reading, setReading] = useState<Reading>();
  const isComplete = session.connection.state === "live";
  if (isComplete && itemId !== undefined && hashNow !== undefined && reading?.itemId !== itemId) {
    setReading({ itemId, hash: hashNow });
  }
  const hashRead = reading?.itemId === itemId ? reading?.hash : undefined;
  return {
    hashRead,
    isChanged: hashRead !== undefined && hashNow !== undefined && hashRead !== hashNow,
    haveSeen: () => {
      if (itemId !== undefined && hashNow !== undefined) setReading({ itemId, hash: hashNow });
    },
  };
}
