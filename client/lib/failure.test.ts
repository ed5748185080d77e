import { TRPCClientError } from "@trpc/client";
import { expect, it } from "vitest";
import { isPassing, toFailure, withoutAdvice } from "./failure.ts";

function refused(code: string, more: object = {}): TRPCClientError<never> {
  return TRPCClientError.from({
    error: { message: "A sentence.", code: -32000, data: { code, ...more } },
  } as never);
}

it.each([
  ["UNAUTHORIZED", "signed_out", false],
  ["NOT_FOUND", "not_found", false],
  ["CONFLICT", "invalid", false],
  ["BAD_REQUEST", "invalid", false],
  ["TOO_MANY_REQUESTS", "limited", true],
  ["BAD_GATEWAY", "upstream", true],
  ["INTERNAL_SERVER_ERROR", "server", true],
])("%s is %s", (code, kind, passing) => {
  const failure = toFailure(refused(code));
  expect(failure).toEqual({ kind, message: "A sentence.", field: null });
  expect(isPassing(failure)).toBe(passing);
});

it("has its own sentences where the server had none", () => {
  const noAnswer = TRPCClientError.from(new TypeError("Failed to fetch"));
  expect(toFailure(noAnswer)).toEqual({
    kind: "network",
    message: "The server could not be reached.",
    field: null,
  });
  const unreadable = TRPCClientError.from(new SyntaxError("Unexpected token <"), {
    meta: { response: new Response("<html>", { status: 502 }) },
  });
  expect(toFailure(unreadable)).toEqual({
    kind: "server",
    message: "The server answered 502 and nothing readable.",
    field: null,
  });
});

it("names the field that the server names", () => {
  expect(toFailure(refused("CONFLICT", { field: "handle" })).field).toBe("handle");
  expect(toFailure(refused("CONFLICT", { field: null })).field).toBeNull();
});

it.each([
  [
    "devpad does not answer. Nothing is lost; try again in a minute.",
    "devpad does not answer. Nothing is lost.",
  ],
  [
    "Nothing was lost. Try again; if it stays, its owner knows.",
    "Nothing was lost. If it stays, its owner knows.",
  ],
  ["The server could not be reached.", "The server could not be reached."],
])("%s, where the page asks again by itself", (message, rest) => {
  expect(withoutAdvice({ kind: "upstream", message, field: null }).message).toBe(rest);
});
