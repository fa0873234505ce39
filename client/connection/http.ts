/**
 * All requests to the server that are no document socket. Every answer is one union: what was
 * asked for, a refusal in Danish words, or the news that nobody answered. Nothing here throws for
 * an expected case and nothing is queued.
 */
import type { Command } from "../../shared/commands/command.ts";
import { AS_HEADER } from "../../shared/protocol/messages.ts";
import { demoPerson } from "../page/address.ts";
import { isRecord, type Read, readRefusal, type ToldRefusal } from "./answers.ts";

export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "refused"; readonly status: number; readonly refusal: ToldRefusal }
  | { readonly kind: "unreachable" }
  /** The server answered something that is not the contract: a bug there or a proxy between. */
  | { readonly kind: "broken"; readonly status: number };

export async function getJson<T>(path: string, read: Read<T>, signal?: AbortSignal): Promise<Answer<T>> {
  const answer = await ask(path, { method: "GET", ...(signal && { signal }) }, read);
  const person = demoPerson();
  if (answer.kind !== "refused" || answer.status !== 401 || person === null) return answer;
  // A printed link names a demo person who has no cookie in this browser yet.
  const login = await logInAs(person);
  return login.kind === "ok" ? ask(path, { method: "GET", ...(signal && { signal }) }, read) : answer;
}

/** What a command answers beside `seq`: ids of what it made, the receipt of a signature. */
export interface CommandResult {
  readonly seq: number;
  readonly [key: string]: unknown;
}

export function sendCommand(meetingId: string, command: Command): Promise<Answer<CommandResult>> {
  return ask(
    `/api/meetings/${encodeURIComponent(meetingId)}/commands`,
    { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(command) },
    (value) => (isRecord(value) && typeof value.seq === "number" ? { ...value, seq: value.seq } : undefined),
  );
}

let loggingIn: Promise<Answer<true>> | undefined;

/** Demo mode only; elsewhere the server knows no such path. Two requests that find no cookie log in once. */
export function logInAs(person: string): Promise<Answer<true>> {
  loggingIn ??= postLogin(person).finally(() => {
    loggingIn = undefined;
  });
  return loggingIn;
}

function postLogin(person: string): Promise<Answer<true>> {
  return ask(
    "/api/demo/session",
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ person }),
    },
    () => true as const,
  );
}

export interface Imported {
  readonly meetingId: string;
  readonly doubts: number;
}

export function importMeeting(file: Blob): Promise<Answer<Imported>> {
  return ask(
    "/api/meetings/import",
    { method: "POST", headers: { "content-type": "text/plain; charset=utf-8" }, body: file },
    (value) =>
      isRecord(value) && typeof value.meetingId === "string" && Array.isArray(value.doubts)
        ? { meetingId: value.meetingId, doubts: value.doubts.length }
        : undefined,
  );
}

async function ask<T>(path: string, init: RequestInit, read: Read<T>): Promise<Answer<T>> {
  const headers = new Headers(init.headers);
  const person = demoPerson();
  if (person !== null) headers.set(AS_HEADER, person);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, { ...init, headers, credentials: "same-origin" });
    body = await bodyOf(response);
  } catch {
    // Only the network (or an abort by the asker) throws here, and it has one name for us.
    return { kind: "unreachable" };
  }
  if (response.ok) {
    const value = read(body);
    return value === undefined ? { kind: "broken", status: response.status } : { kind: "ok", value };
  }
  const refusal = readRefusal(body);
  return refusal ? { kind: "refused", status: response.status, refusal } : brokenOrAway(response.status);
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "" || !(response.headers.get("content-type") ?? "").includes("json")) return text;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Half an answer: the reader below finds it broken.
    return text;
  }
}

/** A proxy in front of a stopped server answers 502-504: for the person it is the same as no answer. */
function brokenOrAway<T>(status: number): Answer<T> {
  return status >= 502 && status <= 504 ? { kind: "unreachable" } : { kind: "broken", status };
}
