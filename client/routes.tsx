import type { RouteDefinition } from "@solidjs/router";
import { type Component, lazy } from "solid-js";
import { AppFrame } from "./components/app-frame.tsx";

/** One line a page; each is loaded when somebody goes there. */
export const routes: RouteDefinition[] = [
  {
    path: "/",
    component: page(async () => (await import("./pages/landing/landing-page.tsx")).LandingPage),
  },
  {
    path: "/",
    component: AppFrame,
    children: [
      {
        path: "/timeline",
        component: page(
          async () => (await import("./pages/timeline/timeline-page.tsx")).TimelinePage,
        ),
      },
      {
        path: "/numbers",
        component: page(async () => (await import("./pages/numbers/numbers-page.tsx")).NumbersPage),
      },
      {
        path: "/connections",
        component: page(
          async () => (await import("./pages/connections/connections-page.tsx")).ConnectionsPage,
        ),
      },
      {
        path: "/connections/:id",
        component: page(
          async () => (await import("./pages/connections/connection-page.tsx")).ConnectionPage,
        ),
      },
      {
        path: "/profiles",
        component: page(
          async () => (await import("./pages/profiles/profiles-page.tsx")).ProfilesPage,
        ),
      },
      {
        path: "/profiles/:id",
        component: page(
          async () => (await import("./pages/profiles/profile-page.tsx")).ProfilePage,
        ),
      },
      {
        path: "/settings",
        component: page(
          async () => (await import("./pages/settings/settings-page.tsx")).SettingsPage,
        ),
      },
    ],
  },
  {
    path: "/p/:person/:slug",
    component: page(
      async () =>
        (await import("./pages/shared-profile/shared-profile-page.tsx")).SharedProfilePage,
    ),
  },
  {
    path: "*",
    component: page(
      async () => (await import("./pages/not-found/not-found-page.tsx")).NotFoundPage,
    ),
  },
];

function page(load: () => Promise<Component>): Component {
  return lazy(async () => ({ default: await load() }));
}
