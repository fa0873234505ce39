/** What was said in a thread, oldest first. */
import type { CommentMessage } from "../../shared/document/layout.ts";
import type { PersonOf } from "./people.ts";
import { Who } from "./Who.tsx";

interface MessagesProps {
  readonly messages: readonly CommentMessage[];
  readonly personOf: PersonOf;
}

export function Messages({ messages, personOf }: MessagesProps) {
  return (
    <ul className="plain-list messages">
      {messages.map(({ person, name, at, text }) => (
        <li key={`${at} ${person} ${text}`}>
          <Who who={{ ...personOf(person), name }} at={at} />
          <p className="said">{text}</p>
        </li>
      ))}
    </ul>
  );
}
