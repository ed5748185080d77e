import { expect, it } from "vitest";
import type { ConnectWay } from "../../shared/platforms.ts";
import { aConnection, chatter, platform } from "../testing/samples.ts";
import { disconnectWords } from "./disconnect-words.ts";

const connection = aConnection({ itemCount: 132 });
const keyed: ConnectWay = {
  type: "input",
  fields: [{ name: "key", label: "API key", help: "", example: "", secret: true }],
};

it("speaks of our access where a consent page gave one", () => {
  const words = disconnectWords(connection, "Forge", platform.connect);
  expect(words.lead).toBe("Ends our access at Forge and deletes the 132 items it brought.");
  expect(words.question).toContain("It ends our access at Forge.");
  expect(words.after).toContain("did not confirm that our access ended");
});

it("speaks of none where only a name was typed", () => {
  const words = disconnectWords(connection, "Chatter", chatter.connect);
  expect(words.lead).toBe("Stops reading ineshal and deletes the 132 items it brought.");
  expect(JSON.stringify(words)).not.toContain("access");
  expect(words.after).toBe("");
});

it("says that a key is still valid", () => {
  const words = disconnectWords(connection, "Chatter", keyed);
  expect(words.lead).toBe(
    "Stops reading ineshal and deletes the 132 items it brought; the API key stays valid at Chatter until you delete it there.",
  );
  expect(words.after).toBe("The API key stays valid at Chatter until you delete it there.");
});
