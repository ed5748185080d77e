import { PlatformError } from "../../errors.ts";
import type { HttpResponse } from "../http.ts";
import { refusal } from "./schema.ts";

/** Statuses of an answer that `refusalOf` can read. */
export const REFUSALS: readonly number[] = [400, 404, 410];

/** Bluesky answers 400 to everything that it refuses; only its words tell why. `known`: was read before. */
export function refusalOf(
  answer: HttpResponse,
  { actor, known }: { actor: string; known: boolean },
): PlatformError {
  const { status } = answer;
  const noAccount = (said: string): PlatformError => {
    const told = known
      ? `Bluesky no longer knows the account ${actor}. What was gathered is kept.`
      : `There is no Bluesky account called ${actor}.`;
    return new PlatformError("not_found", `No account: ${said}`, { status, told });
  };
  if (status !== 400) return noAccount(`status ${status}`);
  const { error, message } = answer.json(refusal);
  const said = `${error ?? ""} ${message ?? ""}`.trim();
  if (/not ?found|unable to resolve|must be a valid did or a handle/i.test(said)) {
    return noAccount(said);
  }
  const told = REASONS.find(({ words }) => words.test(said))?.tell(actor);
  if (told !== undefined)
    return new PlatformError("forbidden", `Refused: ${said}`, { status, told });
  return new PlatformError("bad_response", `${new URL(answer.url).pathname} refused.`, { status });
}

const REASONS: readonly { words: RegExp; tell(actor: string): string }[] = [
  {
    words: /deactivated/i,
    tell: (actor) =>
      `The Bluesky account ${actor} is deactivated. It can be read once its owner has activated it again.`,
  },
  {
    words: /take ?down|suspended/i,
    tell: (actor) => `Bluesky has suspended the account ${actor}, so nothing of it can be read.`,
  },
  {
    words: /blocked/i,
    tell: (actor) => `Bluesky does not show the posts of ${actor}: the account is blocked.`,
  },
];
