import * as z from "zod";
import { defineSettings, flag, places } from "../define-settings.ts";
import type { Platform } from "../platform.ts";
import { fetchPage } from "./fetch-page.ts";
import { identify } from "./identify.ts";
import { mapAnswer } from "./map.ts";

const KEY = /^devpad_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const created = { verb: "Created", weight: 3 };

export const devpad: Platform = {
  id: "devpad",
  name: "devpad",
  glyph: "dp",
  hue: "dp",
  reads: "Your tasks and projects; what is not public there stays private here.",
  placeName: "project",
  kinds: {
    task: {
      name: "task",
      plural: "tasks",
      verb: "Added",
      weight: 1,
      made: false,
      // Until it is completed its time is when it was added, and a mark says how far it has come.
      states: { completed: { verb: "Completed", weight: 2 } },
    },
    project: {
      name: "project",
      plural: "projects",
      ...created,
      made: true,
      // Its time is when it was created, whatever became of it.
      states: {
        development: created,
        paused: created,
        released: { verb: "Created", weight: 4 },
        live: { verb: "Created", weight: 4 },
        finished: { verb: "Created", weight: 4 },
        abandoned: created,
        stopped: created,
      },
    },
  },
  groupedKinds: [],
  parentKinds: [],
  marks: { open: "open", in_progress: "in progress", archived: "archived", draft: "draft" },
  hosts: ["devpad.tools"],
  endpoints: [
    "GET https://devpad.tools/api/auth/session · https://devpad.tools/docs",
    "GET https://devpad.tools/api/auth/verify · the same page, before February 2026",
    "GET https://devpad.tools/api/v1/projects · the same page",
    "GET https://devpad.tools/api/v1/tasks · the same page",
  ],
  connect: {
    type: "input",
    schema: z.object({
      key: z
        .string()
        .trim()
        .regex(
          KEY,
          "A devpad key is the word devpad_ and 36 letters, digits and hyphens. Copy the whole of it.",
        )
        .meta({
          title: "API key",
          description: "Make one on devpad's account page, for all of devpad or for media.",
          example: "devpad_3f2b8c1e-90ad-4c57-8d21-6be0f4a9c713",
          secret: true,
        }),
    }),
    authorization: ({ key }) => `Bearer ${key ?? ""}`,
  },
  settings: defineSettings(
    z.object({
      hiddenPlaces: places("Hide projects", "Nothing of these projects is shown anywhere."),
      hideOpen: flag("Hide open tasks", "Tasks are shown once they are completed."),
      hideArchived: flag(
        "Hide what is archived",
        "Tasks and projects that are archived on devpad are left out.",
      ),
      hideDrafts: flag("Hide drafts", "Tasks and projects that are drafts on devpad are left out."),
      hideProjects: flag("Tasks only", "That a project was created is left out."),
    }),
    ({ hiddenPlaces, hideOpen, hideArchived, hideDrafts, hideProjects }) => [
      { places: hiddenPlaces },
      ...(hideOpen ? [{ marks: ["open", "in_progress"] }] : []),
      ...(hideArchived ? [{ marks: ["archived"] }] : []),
      ...(hideDrafts ? [{ marks: ["draft"] }] : []),
      ...(hideProjects ? [{ kinds: ["project"] }] : []),
    ],
  ),
  limitScope: "connection",
  usageNames: {},
  quota: null,
  identify,
  fetchPage,
  map: mapAnswer,
};
