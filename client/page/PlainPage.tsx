/** A page that only says something: not found, not logged in, no connection. */
import type { ReactNode } from "react";
import { usePage } from "./usePage.ts";

interface PlainPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function PlainPage({ title, children }: PlainPageProps) {
  const heading = usePage(title);
  return (
    <main id="indhold" tabIndex={-1} className="plain-page stack">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
