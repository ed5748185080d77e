import type { Connection } from "../../shared/connections.ts";
import type { ConnectWay } from "../../shared/platforms.ts";
import { inSentence } from "./in-sentence.ts";
import { countOf } from "./numbers.ts";

export interface DisconnectWords {
  /** What it does, before anybody asks for it. */
  readonly lead: string;
  /** The same in full, when it is asked once more. */
  readonly question: string;
  /** What is still to be done there afterwards; empty for nothing. */
  readonly after: string;
}

/** What disconnecting does: only a consent page gave an access that can be ended from here. */
export function disconnectWords(
  { handle, itemCount }: Connection,
  name: string,
  connect: ConnectWay | undefined,
): DisconnectWords {
  const items = countOf(itemCount, "item", "items");
  const gone = "the raw answers kept with them, and the history of runs";
  const stays = `Your account at ${name} stays as it is.`;
  if (connect?.type !== "input") {
    return {
      lead: `Ends our access at ${name} and deletes the ${items} it brought.`,
      question: `This deletes the ${items} that came from here, ${gone}. It ends our access at ${name}. ${stays}`,
      after: `${name} did not confirm that our access ended. If it was out of reach it is asked again for a day; to be sure, remove it in your settings there.`,
    };
  }
  const secret = connect.fields.find((field) => field.secret);
  const lead = `Stops reading ${handle} and deletes the ${items} it brought`;
  const question = `This stops reading ${handle}, and deletes the ${items} that came from here, ${gone}.`;
  if (!secret) return { lead: `${lead}.`, question: `${question} ${stays}`, after: "" };
  const key = `the ${inSentence(secret.label)} stays valid at ${name} until you delete it there.`;
  const after = key.replace("the ", "The ");
  return { lead: `${lead}; ${key}`, question: `${question} ${after}`, after };
}
