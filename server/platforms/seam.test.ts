import { describe, expect, it } from "vitest";
import { fromSeam, throughSeam } from "./seam.ts";

const SANDBOX = "http://localhost:8787/sandbox";

describe("throughSeam", () => {
  it.each([
    ["https://api.github.com/user", null, "https://api.github.com/user"],
    [
      "https://api.github.com/user/repos?page=2&sort=pushed",
      SANDBOX,
      "http://localhost:8787/sandbox/api.github.com/user/repos?page=2&sort=pushed",
    ],
    [
      "https://api.github.com/user",
      "http://localhost:9000/",
      "http://localhost:9000/api.github.com/user",
    ],
    [
      "https://api.github.com/user",
      "http://localhost:8787/sandbox//",
      "http://localhost:8787/sandbox/api.github.com/user",
    ],
    ["https://api.github.com", SANDBOX, "http://localhost:8787/sandbox/api.github.com/"],
    [
      "https://github.com/login/oauth/authorize?scope=read%3Auser",
      SANDBOX,
      "http://localhost:8787/sandbox/github.com/login/oauth/authorize?scope=read%3Auser",
    ],
    [
      "http://localhost:8787/sandbox/api.github.com/user",
      SANDBOX,
      "http://localhost:8787/sandbox/api.github.com/user",
    ],
    ["not an address", SANDBOX, "not an address"],
  ])("%s by %s", (url, origin, expected) => {
    expect(throughSeam(url, origin)).toBe(expected);
  });
});

describe("fromSeam", () => {
  it.each([
    ["https://api.github.com/user", null, "https://api.github.com/user"],
    ["https://api.github.com/user", SANDBOX, "https://api.github.com/user"],
    [
      "http://localhost:8787/sandbox/api.github.com/user/repos?page=2",
      SANDBOX,
      "https://api.github.com/user/repos?page=2",
    ],
    [
      "http://127.0.0.1:8787/sandbox/api.github.com/user",
      `${SANDBOX}/`,
      "https://api.github.com/user",
    ],
    [
      "http://localhost:9000/api.github.com/user",
      "http://localhost:9000",
      "https://api.github.com/user",
    ],
    [
      "http://localhost:8787/sandboxes/api.github.com/user",
      SANDBOX,
      "http://localhost:8787/sandboxes/api.github.com/user",
    ],
    [
      "http://localhost:87870/sandbox/api.github.com/user",
      SANDBOX,
      "http://localhost:87870/sandbox/api.github.com/user",
    ],
    ["http://localhost:8787/sandbox/", SANDBOX, "http://localhost:8787/sandbox/"],
    ["not an address", SANDBOX, "not an address"],
  ])("%s by %s", (url, origin, expected) => {
    expect(fromSeam(url, origin)).toBe(expected);
  });

  it("turns back what throughSeam made", () => {
    const url = "https://api.github.com/repositories/7/commits?author=ines&page=3";
    expect(fromSeam(throughSeam(url, SANDBOX), SANDBOX)).toBe(url);
  });
});
