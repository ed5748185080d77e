import * as z from "zod";
import type { Context } from "../context.ts";
import { defineSettings } from "../platforms/define-settings.ts";
import type { Page, PageRequest } from "../platforms/page.ts";
import type { Platform } from "../platforms/platform.ts";
import { testContext } from "./test-context.ts";

/** A platform of one test: its pages are what the test says, in turn. */
export function fakePlatform(
  change: Partial<Platform> & { fetchPage: (request: PageRequest) => Promise<Page> },
): Platform {
  return {
    id: "fake",
    name: "Fake",
    glyph: "fa",
    hue: "gh",
    reads: "Nothing that exists.",
    placeName: "room",
    kinds: {},
    groupedKinds: [],
    parentKinds: [],
    marks: {},
    hosts: [],
    endpoints: [],
    connect: { type: "input", schema: z.object({}), authorization: () => null },
    settings: defineSettings(
      z.object({
        hideReplies: z
          .boolean()
          .default(false)
          .meta({ title: "Hide replies", description: "Leaves replies out." }),
        hidePictures: z
          .boolean()
          .default(false)
          .meta({ title: "Hide pictures", description: "Leaves pictures out." }),
        hiddenRooms: z
          .array(z.string())
          .default([])
          .meta({ title: "Hide rooms", description: "Leaves rooms out." }),
        order: z
          .enum(["newest", "oldest"])
          .default("newest")
          .meta({ title: "Order", description: "Changes nothing." }),
      }),
      ({ hideReplies, hidePictures, hiddenRooms }) => [
        { places: hiddenRooms },
        ...(hideReplies ? [{ kinds: ["reply"] }] : []),
        ...(hidePictures ? [{ kinds: ["picture"] }] : []),
      ],
    ),
    limitScope: "connection",
    usageNames: {},
    quota: null,
    identify: () => Promise.reject(new Error("Nobody is identified here.")),
    map: () => [],
    ...change,
  };
}

/** A context that knows this platform alone; what runs under it counts on its meter. */
export function contextWith(
  platform: Platform,
  settings: Readonly<Record<string, string>> = {},
): Context {
  const ctx: Context = {
    ...testContext(settings),
    platforms: [platform],
    queue: null,
    fork: () => ctx,
  };
  return ctx;
}

export function testPage(change: Partial<Page> = {}): Page {
  return {
    items: [],
    links: [],
    raw: { endpoint: "list", url: "https://fake.example/list", body: "[]" },
    cursor: {},
    more: false,
    unchanged: false,
    complete: true,
    progress: null,
    ...change,
  };
}
