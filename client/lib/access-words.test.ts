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
      heading: "What it may read",
      text: "It reads public activity only. Connecting the same account again renews its access. Nothing is lost or doubled.",
      action: "Reconnect",
    });
  });

  it("ask for a handle only where it is not there any more", () => {
    expect(accessWords(aConnection(), chatter)).toBeNull();
    expect(accessWords(gone, chatter)?.heading).toBe("Enter the handle again");
    expect(accessWords(needy, chatter)?.action).toBe("Reconnect");
  });
});
