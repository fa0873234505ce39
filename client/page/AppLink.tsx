/** A link inside the app that keeps the demo person of this page. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { withPerson } from "./address.ts";

interface AppLinkProps {
  readonly to: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function AppLink({ to, className, children }: AppLinkProps) {
  return (
    <Link href={withPerson(to)} {...(className !== undefined && { className })}>
      {children}
    </Link>
  );
}
