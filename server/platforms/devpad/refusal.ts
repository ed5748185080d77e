import { PlatformError } from "../../errors.ts";

/** A key that devpad does not know any more, or that may not do this; anything else stays what it is. */
export function inWordsOfDevpad(error: unknown, during: "connecting" | "reading"): unknown {
  if (!(error instanceof PlatformError)) return error;
  const { status, message } = error;
  const told = (kind: "unauthorised" | "forbidden", sentence: string): PlatformError =>
    new PlatformError(kind, message, {
      ...(status === null ? {} : { status }),
      cause: error,
      told: sentence,
    });
  if (status === 403 && error.kind === "bad_response") {
    const rest = during === "reading" ? " and connect with it to go on" : "";
    const kept = during === "reading" ? " Everything gathered is kept." : "";
    return told(
      "forbidden",
      `devpad does not let this key read tasks and projects (403); it may lack the scope.${kept} Make a new key for “all”, “devpad” or “media” on devpad's account page${rest}.`,
    );
  }
  if (error.kind !== "unauthorised" || during === "connecting") return error;
  return told(
    "unauthorised",
    "devpad does not know the key any more; it may have been revoked. Everything gathered is kept. Make a new key on devpad's account page and connect with it to go on.",
  );
}
