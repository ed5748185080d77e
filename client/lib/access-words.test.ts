import { describe, expect, it } from "vitest";
import { aConnection, chatter, platform } from "../testing/samples.ts";
import { accessWords } from "./access-words.ts";

const needy = aConnection({ status: "needs_reconnect" });
const gone = aConnection({ problem: { code: "gone", message: "Nobody.", action: "wait" } });

describe("words about access", () => {
  it("say what is read, and what connecting again does", () => {
    expect(accessWords(aConnection(), platform)?.text).toContain("To change that, choose");
    const plain = { ...platform, connect: { ...platform.connect, options: [] } };
    expect(accessWords(needy, plain)).toEqual({
      heading: "Its access",
      text: "Connecting the same account again renews its access. Nothing is lost or doubled.",
      action: "Reconnect",
    });
  });

  it("say that private items are marked where a key reads them", () => {
    const field = { name: "key", label: "API key", help: "", example: "", secret: true };
    const keyed = { ...chatter, connect: { type: "input" as const, fields: [field] } };
    const text = (includesPrivate: boolean) =>
      accessWords(aConnection({ includesPrivate }), keyed)?.text;
    expect(text(true)).toContain("What is private there is marked.");
    expect(text(false)).not.toContain("private");
  });

  it("ask for a handle only where it is not there any more", () => {
    expect(accessWords(aConnection(), chatter)).toBeNull();
    expect(accessWords(gone, chatter)?.heading).toBe("Enter the handle again");
    expect(accessWords(needy, chatter)?.action).toBe("Reconnect");
  });
});
