import { screen, waitFor } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aPage, aPost, aSharedProfile, aSingle } from "../../testing/samples.ts";

useFixedTime();

const nothing = () => {
  throw new Refusal("NOT_FOUND", "There is no such profile.");
};

it("shows what a link leads to, without asking who is here", async () => {
  const { api } = renderAt("/p/ines/work#secret", {
    "profiles.shared": () => aSharedProfile({ description: "What I do by day." }),
    "timeline.list": () => aPage([aSingle({ title: "Seen by a visitor" })]),
  });
  expect(await screen.findByText("Seen by a visitor")).toBeTruthy();
  expect(screen.getByText("Committed")).toBeTruthy();
  expect(screen.getByTitle("Forge").textContent).toBe("fg");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("At work");
  expect(screen.getByText("What I do by day.")).toBeTruthy();
  expect(document.querySelector(".profile-facts")?.textContent).toBe(
    "by Ines Halvorsen, updated 14:40, times in Europe/Berlin",
  );
  expect(document.title).toBe("At work · Media Timeline");
  expect(screen.queryByRole("button", { name: /^(Hide|More)/ })).toBeNull();
  const of = { person: "ines", slug: "work", key: "secret" };
  expect(api.calls.map(({ path, input }) => [path, input])).toEqual([
    ["profiles.shared", { of }],
    ["timeline.list", { of, cursor: null, limit: 50 }],
  ]);
});

it("says that a post was edited, and leads to nothing that it said before", async () => {
  const post = aPost({ editedAt: "2026-05-13T12:35:00.000Z" });
  renderAt("/p/ines/work", {
    "profiles.shared": () => aSharedProfile(),
    "timeline.list": () => aPage([aSingle(post)]),
  });
  expect((await screen.findByText("edited")).title).toContain("Edited 13 May 2026");
  expect(screen.queryByRole("button", { name: "edited" })).toBeNull();
});

it("has the profile's theme while it is shown, and the reader's own after it", async () => {
  localStorage.setItem("theme", "light");
  const { unmount } = renderAt("/p/ines/work", {
    "profiles.shared": () => aSharedProfile({ theme: "dark" }),
  });
  expect(await screen.findByText("Nothing is shown here yet.")).toBeTruthy();
  const root = document.documentElement;
  await waitFor(() => expect(root.dataset["theme"]).toBe("dark"));
  unmount();
  expect(root.dataset["theme"]).toBe("light");
});

it("leaves the theme to the reader where the profile does", async () => {
  localStorage.setItem("theme", "dark");
  renderAt("/p/ines/work", { "profiles.shared": () => aSharedProfile() });
  await screen.findByText("Nothing is shown here yet.");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

it("does not name its owner twice, and says where nobody knows how old it is", async () => {
  const freshness = { asOf: null, sources: [] };
  renderAt("/p/ines/ines", {
    "profiles.shared": () => aSharedProfile({ name: "Ines Halvorsen", freshness }),
  });
  await screen.findByText("Nothing is shown here yet.");
  expect(document.querySelector(".profile-facts")?.textContent).toBe(
    "as of when is not known, times in Europe/Berlin",
  );
});

it("says where there is nothing, one sentence for all reasons", async () => {
  renderAt("/p/ines/work", { "profiles.shared": nothing, "timeline.list": nothing });
  expect(
    await screen.findByRole("heading", { name: "There is nothing to see at this address" }),
  ).toBeTruthy();
  expect(document.title).toBe("ines/work · Media Timeline");
});

it("says what failed, and asks again", async () => {
  const { api } = renderAt("/p/ines/work", {
    "profiles.shared": () => {
      throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong on this server.");
    },
  });
  expect(
    await screen.findByRole("heading", { name: "This profile could not be read" }),
  ).toBeTruthy();
  api.answers["profiles.shared"] = () => aSharedProfile();
  screen.getByRole("button", { name: "Try now" }).click();
  expect(await screen.findByRole("heading", { name: "At work" })).toBeTruthy();
});
