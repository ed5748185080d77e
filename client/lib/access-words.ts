import type { Connection } from "../../shared/connections.ts";
import type { PlatformInfo } from "../../shared/platforms.ts";
import { inSentence } from "./in-sentence.ts";
import { needsReconnect } from "./need-of.ts";

export interface AccessWords {
  readonly heading: string;
  readonly text: string;
  readonly action: string;
}

/** How the access of a connection can be changed; null where there is nothing to change. */
export function accessWords(connection: Connection, { connect }: PlatformInfo): AccessWords | null {
  const isNeedy = needsReconnect(connection);
  const kept = "Nothing is lost or doubled.";
  if (connect.type === "input") {
    const secret = connect.fields.find((field) => field.secret);
    const [first] = connect.fields;
    if (secret) {
      const marked = connection.includesPrivate ? "What is private there is marked. " : "";
      const heading = `Enter a new ${inSentence(secret.label)}`;
      return {
        heading,
        text: `The one that was given before is replaced. ${marked}${kept}`,
        action: "Save and connect",
      };
    }
    if (!first || !isNeedy) return null;
    const heading = `Enter the ${inSentence(first.label)} again`;
    return {
      heading,
      text: `If it is called otherwise now, enter what it is called now. ${kept}`,
      action: "Reconnect",
    };
  }
  const action = isNeedy ? "Reconnect" : "Connect again";
  if (connect.options.length === 0) {
    const text = `Connecting the same account again renews its access. ${kept}`;
    return { heading: "Its access", text, action };
  }
  const reads = connection.includesPrivate ? "public and private activity" : "public activity only";
  const text = `It reads ${reads}. To change that, choose and connect the same account again. ${kept}`;
  return { heading: "What it may read", text, action };
}
