import { fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aProfile } from "../../testing/samples.ts";

useFixedTime();

it("lists profiles, and says of each who sees it", async () => {
  const link = { key: "k", expiresAt: "2026-05-14T10:00:00.000Z" };
  renderAt("/profiles", {
    "profiles.list": () => [
      aProfile(),
      aProfile({ id: "p2", name: "At work", isDefault: false, visibility: "unlisted", link }),
      aProfile({ id: "p3", name: "Sent", isDefault: false, visibility: "unlisted" }),
    ],
  });
  expect(await screen.findByText("Private")).toBeTruthy();
  expect(
    await screen.findByText("Unlisted, by its link, which ends on 14 May at 12:00"),
  ).toBeTruthy();
  expect(await screen.findByText("Unlisted, without a link: only you see it")).toBeTruthy();
  const edit = screen.getByRole("link", { name: "Edit At work" });
  expect(edit.getAttribute("href")).toBe("/profiles/p2");
});

it("goes to a new one by n", async () => {
  const { path } = renderAt("/profiles", { "profiles.list": () => [aProfile()] });
  await screen.findByText("Private");
  fireEvent.keyDown(document.body, { key: "n" });
  await waitFor(() => expect(path()).toBe("/profiles/new"));
  expect(await screen.findByRole("form", { name: "New profile" })).toBeTruthy();
});
