import { expect, it } from "vitest";
import { addressesAt, localPort, shellSettings } from "./local-settings.ts";

it("carries the product's settings from the shell, and an empty one as empty", () => {
  const shell = {
    PATH: "/bin",
    MEDIA_PLAN: "free",
    MEDIA_UPSTREAM_ORIGIN: "",
    MEDIA_STATE_DIR: "x",
  };
  expect(shellSettings(shell)).toEqual({ MEDIA_PLAN: "free", MEDIA_UPSTREAM_ORIGIN: "" });
});

it("moves every address with the port", () => {
  expect(localPort({})).toBe(8787);
  expect(Object.values(addressesAt(localPort({ PORT: "8799" })))).toEqual(
    expect.arrayContaining(["http://localhost:8799", "http://localhost:8799/sandbox"]),
  );
  expect(() => localPort({ PORT: "http" })).toThrow(/not a port/);
});
