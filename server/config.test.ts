import { describe, expect, it } from "vitest";
import { ConfigError, configOf } from "./config.ts";

const EncryptionKey = btoa("k".repeat(32));
const parse = (env: Record<string, string>) =>
  configOf({ EncryptionKey, ...env }, { basePath: "/media" });

describe("the configuration", () => {
  it("takes an unset environment for production, with the product's own addresses", () => {
    const config = parse({});
    expect(config.environment).toBe("production");
    expect(config.apiUrl).toBe("https://media.devpad.tools");
    expect(config.identity).toBe("devpad");
    expect(config.plan).toBe("free");
    expect(config.meter).toBe(false);
  });

  it("reads an empty value as unset, and cuts slashes off addresses", () => {
    const config = parse({
      ENVIRONMENT: "development",
      MEDIA_UPSTREAM_ORIGIN: "",
      MEDIA_API_URL: "http://localhost:8787/",
    });
    expect(config.upstreamOrigin("github")).toBeNull();
    expect(config.apiUrl).toBe("http://localhost:8787");
  });

  it("sends only the platforms it names through the seam", () => {
    const seam = { ENVIRONMENT: "development", MEDIA_UPSTREAM_ORIGIN: "http://127.0.0.1:9/x/" };
    expect(parse(seam).upstreamOrigin("reddit")).toBe("http://127.0.0.1:9/x");
    const some = parse({ ...seam, MEDIA_UPSTREAM_ONLY: "github, youtube" });
    expect(some.upstreamOrigin("github")).toBe("http://127.0.0.1:9/x");
    expect(some.upstreamOrigin("reddit")).toBeNull();
  });

  it("says which variables of a platform's client are missing", () => {
    expect(parse({ MEDIA_GITHUB_CLIENT_ID: "id" }).oauthClient("github")).toEqual({
      missing: ["MEDIA_GITHUB_CLIENT_SECRET"],
    });
    const both = { MEDIA_GITHUB_CLIENT_ID: "id", MEDIA_GITHUB_CLIENT_SECRET: "secret" };
    expect(parse(both).oauthClient("github")).toEqual({ clientId: "id", clientSecret: "secret" });
  });

  it.each([
    ["EncryptionKey", { EncryptionKey: "short" }],
    ["EncryptionKey", { EncryptionKey: "" }],
    ["MEDIA_IDENTITY", { MEDIA_IDENTITY: "google" }],
    ["MEDIA_API_URL", { MEDIA_API_URL: "media.example" }],
    [
      "MEDIA_UPSTREAM_ORIGIN",
      { ENVIRONMENT: "production", MEDIA_UPSTREAM_ORIGIN: "http://localhost:1" },
    ],
    [
      "MEDIA_UPSTREAM_ORIGIN",
      { ENVIRONMENT: "staging", MEDIA_UPSTREAM_ORIGIN: "http://localhost:1" },
    ],
    [
      "MEDIA_UPSTREAM_ORIGIN",
      { ENVIRONMENT: "development", MEDIA_UPSTREAM_ORIGIN: "http://evil.example" },
    ],
  ])("refuses a wrong %s by its name, without its value", (name, env) => {
    const secret = Object.values(env).at(-1);
    expect(() => parse(env)).toThrow(ConfigError);
    expect(() => parse(env)).toThrow(name);
    if (secret === "short") expect(() => parse(env)).not.toThrow(/short/);
  });
});
