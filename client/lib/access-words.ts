import type { Connection } from "../../shared/connections.ts";
import type { PlatformInfo } from "../../shared/platforms.ts";
import { inSentence } from "./in-sentence.ts";

export interface AccessWords {
  readonly heading: string;
  readonly text: string;
  readonly action: string;
}

/** How the access of a connection can be changed; null where there is nothing to change. */
export function accessWords(connection: Connection, { connect }: PlatformInfo): AccessWords | null {
  const isNeedy = connection.status === "needs_reconnect";
  const kept = "Nothing is lost or doubled.";
  if (connect.type === "input") {
    const secret = connect.fields.find((field) => field.secret);
    const [first] = connect.fields;
    if (secret) {
      const heading = `Enter a new ${inSentence(secret.label)}`;
      return {
        heading,
        text: `The one that was given before is replaced. ${kept}`,
        action: "Save and connect",
      };
    }
    if (!first || !(isNeedy || connection.problem?.code === "gone")) return null;
    const heading = `Enter the ${inSentence(first.label)} again`;
    return {
      heading,
      text: `If it is called otherwise now, enter what it is called now. ${kept}`,
      action: "Reconnect",
    };
  }
  const action = isNeedy ? "Reconnect" : "Connect again";
  const heading = "What it may read";
  const reads = connection.includesPrivate ? "public and private activity" : "public activity only";
  const text =
    connect.options.length > 0
      ? `It reads ${reads}. To change that, choose and connect the same account again. ${kept}`
      : `It reads ${reads}. Connecting the same account again renews its access. ${kept}`;
  return { heading, text, action };
}
