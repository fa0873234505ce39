/**
 * Which lines are a case number of an archive system. Municipalities and regions write it in many
 * ways; all are kept as printed, label included, since a journal number is free text.
 */
import { LIMITS } from "../../protocol/limits.ts";

const KLE_SHAPE = "\\d{2}\\.\\d{2}(?:\\.\\d{2})?-?\\p{Lu}\\d{2}-\\d+(?:-\\d{2,4})?";
const KLE_LINE = new RegExp(`^${KLE_SHAPE}$`, "u");
const KLE_AT_END = new RegExp(`^(.*\\S)\\s+(${KLE_SHAPE})$`, "u");
const LABELLED =
  /^(?:Acadre\s+)?(?:sags?nr|sagsid|sags-id|sagsnummer|journalnr|journalnummer|j\.?\s?nr|dok\.?\s?nr|sag)\b\.?\s*:?\s*(?=.*\d)[\p{L}\d][^,;!?]*$/iu;
/** 1-13-3-57-16, 330-2020-164, 18/5090, EMN-2019-01234. */
const PLAIN = /^(?:\p{Lu}{2,5}-)?\d{1,6}(?:[-/]\d{1,7}){1,6}$/u;
const DATE = /^(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{4}[-/]\d{4})$/u;
const BEFORE_TITLE = new RegExp(`^\\s*(${KLE_SHAPE}|\\d{2}/\\d{3,6})\\s+(\\d{1,3}[.):]\\s.*)$`, "u");

export function isCaseNumber(line: string): boolean {
  if (!/\d/u.test(line)) return false;
  const text = line.trim();
  if (text === "" || text.length > LIMITS.journalNumberCharacters || DATE.test(text)) return false;
  return KLE_LINE.test(text) || PLAIN.test(text) || (LABELLED.test(text) && text.split(/\s+/u).length <= 8);
}

/** «Godkendelse af dagsorden 81.38.00-P35-1-26» -> title and number; only the KLE form is sure enough. */
export function splitTitle(title: string): { title: string; journalNumber: string } {
  const match = KLE_AT_END.exec(title);
  return { title: match?.[1] ?? title, journalNumber: match?.[2] ?? "" };
}

/** «18/5090 1. Godkendelse af dagsorden» -> number and what follows it. */
export function splitBeforeTitle(line: string): { journalNumber: string; rest: string } | undefined {
  const match = BEFORE_TITLE.exec(line);
  return match === null ? undefined : { journalNumber: match[1] ?? "", rest: match[2] ?? "" };
}
