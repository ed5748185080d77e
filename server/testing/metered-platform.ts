import { vi } from "vitest";
import type { Page } from "../platforms/page.ts";
import type { Platform, Quota } from "../platforms/platform.ts";
import { fakePlatform, testPage } from "./fake-platform.ts";

/** What one request to a metered platform brings: a page, what it costs, and what its headers tell. */
export interface MeteredAnswer extends Partial<Page> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/**
 * A platform of one test that has a quota: every page is one request, answered as the test says. `spent`
 * is what it would have on its bill.
 */
export function meteredPlatform(
  quota: Partial<Quota>,
  change: Partial<Platform> = {},
): { platform: Platform; answers: MeteredAnswer[]; asked: () => number; spent: () => number } {
  const answers: MeteredAnswer[] = [];
  let asked = 0;
  let spent = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
    asked += 1;
    const { headers = {}, status = 200 } = answers[0] ?? {};
    return new Response("{}", { status, headers });
  });
  const whole: Quota = {
    meter: "units",
    rates: { request: 1 },
    period: { unit: "day", zone: "UTC" },
    granted: 100,
    sharedBy: "client",
    mostPerRequest: 1,
    ...quota,
  };
  const platform = fakePlatform({
    hosts: ["fake.example"],
    quota: whole,
    fetchPage: async ({ http }) => {
      await http.send({ url: "https://fake.example/list" }).catch((error: unknown) => {
        answers.shift();
        throw error;
      });
      const { headers: _, status: __, ...page } = answers.shift() ?? {};
      for (const [name, count] of Object.entries({ request: 1, ...page.usage })) {
        spent += count * (whole.rates[name] ?? 0);
      }
      return testPage(page);
    },
    ...change,
  });
  return { platform, answers, asked: () => asked, spent: () => spent };
}

/** What is paid for by the post, and ends with the bill alone. */
export const MONEY: Partial<Quota> = {
  meter: "dollars",
  rates: { posts: 0.005 },
  period: { unit: "month", zone: "UTC" },
  granted: null,
  mostPerRequest: 0.5,
};

/** A page that says that nothing had changed. */
export const NOTHING_NEW = { raw: null, unchanged: true } as const;
