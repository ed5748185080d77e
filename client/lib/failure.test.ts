import { TRPCClientError } from "@trpc/client";
import { expect, it } from "vitest";
import { isPassing, toFailure } from "./failure.ts";

function refused(code: string): TRPCClientError<never> {
  return TRPCClientError.from({
    error: { message: "A sentence.", code: -32000, data: { code } },
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
  expect(failure).toEqual({ kind, message: "A sentence." });
  expect(isPassing(failure)).toBe(passing);
});

it("has its own sentences where the server had none", () => {
  const noAnswer = TRPCClientError.from(new TypeError("Failed to fetch"));
  expect(toFailure(noAnswer)).toEqual({
    kind: "network",
    message: "The server could not be reached.",
  });
  const unreadable = TRPCClientError.from(new SyntaxError("Unexpected token <"), {
    meta: { response: new Response("<html>", { status: 502 }) },
  });
  expect(toFailure(unreadable)).toEqual({
    kind: "server",
    message: "The server answered 502 and nothing readable.",
  });
});
