import { PlatformError } from "../../errors.ts";
import { isPublic } from "../http-address.ts";
import type { Platform } from "../platform.ts";
import type { Check } from "./check.ts";
import { unless } from "./check.ts";
import type { Hostile } from "./hostile-answers.ts";
import { hostileAnswers } from "./hostile-answers.ts";
import { accountOf, type Asked, clientOf, inputOf, NOW } from "./strangers.ts";
import type { Subject } from "./subject.ts";

/** First request, five redirects. */
const MOST_REQUESTS = 6;
const MANY_FAILURES = 9;

/** Whatever a server does is the right kind of failure, or is stepped over. */
export const hostile: Check = {
  name: "hostile",
  cases: (subject) =>
    hostileAnswers.map((answer) => ({
      name: answer.name,
      find: () => faultsOfAnswer(subject, answer),
    })),
};

async function faultsOfAnswer(subject: Subject, answer: Hostile): Promise<string[]> {
  const found = await Promise.all([
    faultsOfPage(subject, answer, 0),
    faultsOfPage(subject, answer, MANY_FAILURES),
    faultsOfIdentify(subject, answer),
  ]);
  const when = ["once", "again and again", "when connecting"];
  return found.flatMap((faults, at) => faults.map((fault) => `${when[at]}: ${fault}`));
}

async function faultsOfPage(
  subject: Subject,
  { answer, kinds }: Hostile,
  failures: number,
): Promise<string[]> {
  const { platform } = subject;
  const account = await accountOf(subject);
  const asked: Asked = { urls: [] };
  const http = clientOf(platform, answer, asked);
  const given = { http, account, includePrivate: false, cursor: null, now: NOW, failures };
  const page = await platform.fetchPage(given).catch((error: unknown) => error);
  const allowed = failures === 0 ? kinds : [...kinds, "page"];
  const outcome = page instanceof PlatformError ? page.kind : isPage(page) ? "page" : String(page);
  return [
    ...unless(allowed.includes(outcome), `${outcome} instead of ${allowed.join(" or ")}`),
    ...(page instanceof PlatformError ? faultsOfWait(page) : []),
    ...unless(
      !isPage(page) || (page.items.length === 0 && !page.complete),
      "a page of it has items, or says that all was read",
    ),
    ...faultsOfAsked(asked, platform),
  ];
}

async function faultsOfIdentify(subject: Subject, { answer, kinds }: Hostile): Promise<string[]> {
  const { platform } = subject;
  const input = await inputOf(subject);
  const asked: Asked = { urls: [] };
  const error = await platform
    .identify(clientOf(platform, answer, asked), input)
    .catch((reason: unknown) => reason);
  if (!(error instanceof PlatformError)) return [`${String(error)} instead of a PlatformError`];
  const isNone = kinds.includes("page") || kinds.includes("bad_response");
  const allowed = isNone ? [...kinds, "bad_response", "not_found", "forbidden"] : kinds;
  const isTold = platform.connect.type === "oauth" || error.told !== null;
  return [
    ...unless(allowed.includes(error.kind), `${error.kind} instead of ${allowed.join(" or ")}`),
    ...unless(
      isTold || !["not_found", "forbidden"].includes(error.kind),
      `${error.kind}, and the person is not told what is wrong`,
    ),
    ...faultsOfWait(error),
    ...faultsOfAsked(asked, platform),
  ];
}

function faultsOfWait({ kind, retryAt }: PlatformError): string[] {
  const isKnown = retryAt !== null && retryAt > NOW;
  return unless(kind !== "rate_limited" || isKnown, "a limit without a time to come back at");
}

/** Nobody else is called, and never often. */
function faultsOfAsked({ urls }: Asked, { hosts }: Platform): string[] {
  const strange = urls.filter((url) => {
    const parsed = new URL(url);
    return hosts === "public" ? !isPublic(parsed) : !hosts.includes(parsed.host);
  });
  return [
    ...strange.map((url) => `${url} was called`),
    ...unless(urls.length <= MOST_REQUESTS, `${urls.length} requests in one call`),
  ];
}

function isPage(value: unknown): value is { items: readonly unknown[]; complete: boolean } {
  return typeof value === "object" && value !== null && "items" in value && "complete" in value;
}
