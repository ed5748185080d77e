import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoWiderThanScreen, rows } from "./page.ts";
import { createPerson, signIn } from "./sandbox.ts";

/** By its handle, from the connections page. */
async function connectByHandle(page: Page, handle: string): Promise<void> {
  await page.goto("/connections");
  await page.getByRole("button", { name: "Connect Bluesky" }).click();
  const form = page.getByRole("form", { name: "Connect Bluesky" });
  await form.getByLabel("Handle").fill(handle);
  await page.keyboard.press("Enter");
}

test("a first page with every platform has one step that leads, and is no wall", async ({
  page,
  request,
}) => {
  await createPerson(request, "Nora", 20);
  await signIn(page, "Nora");
  await expect(page.getByRole("link", { name: /^Connect / })).toHaveCount(1);
  const folds = page.locator("details.fold");
  expect(await folds.count()).toBeGreaterThan(3);
  await folds.first().locator("summary").click();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoWiderThanScreen(page);
});

test("a handle that nobody has is said at its field, and one that is right connects", async ({
  page,
  request,
}) => {
  await createPerson(request, "Gro", 120);
  await signIn(page, "Gro");
  await connectByHandle(page, "nobody.bsky.example");
  const field = page.getByLabel("Handle");
  await expect(page.getByRole("alert")).toContainText("nobody.bsky.example");
  await expect(field).toHaveValue("nobody.bsky.example");
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: /^Working/ })).toBeHidden();
  await connectByHandle(page, "gro.bsky.example");
  await expect(page.getByText(/Bluesky, .*, is connected/)).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByText(/[1-9]\d* items, (complete )?back to/)).toBeVisible({
    timeout: 60_000,
  });
});

test("what is hidden leaves the timeline at once, and comes back", async ({ page, request }) => {
  await createPerson(request, "Ragna", 200);
  await signIn(page, "Ragna");
  await connectByHandle(page, "ragna.bsky.example");
  await expect(page.getByText(/[1-9]\d* items, (complete )?back to/)).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole("link", { name: "Details of Bluesky" }).click();
  const box = page.getByRole("checkbox", { name: /Hide replies/ });
  await box.check();
  await expect(page.getByText(/^[1-9]\d* of [1-9]\d* items? hidden\.$/)).toBeVisible();
  const replies = rows(page).filter({ hasText: "Replied" });
  const goTo = async (key: string) => {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
  };
  await goTo("t");
  await expect(rows(page).first()).toBeVisible();
  await expect(replies).toHaveCount(0);
  await page.goBack();
  await box.uncheck();
  await expect(page.getByText("Nothing is hidden.")).toBeVisible();
  await page.keyboard.press("z");
  await expect(box).toBeChecked();
});

test("an app of one's own is tested, used, and taken back", async ({ page, request }) => {
  await createPerson(request, "Tor", 20);
  await signIn(page, "Tor");
  await page.goto("/connections");
  await page.getByRole("button", { name: "Bring your own app for Reddit" }).click();
  const form = page.getByRole("form", { name: "Your own Reddit app" });
  await expect(form).toContainText("/media/api/auth/reddit/callback");
  await form.getByLabel("Client id").fill("sandbox-client");
  await form.getByLabel("Client secret").fill("not the secret");
  await form.getByRole("button", { name: "Test and save" }).click();
  await expect(form.getByRole("alert")).toContainText("does not accept");
  await expectAccessible(page);
  await form.getByLabel("Client secret").fill("sandbox-secret");
  await form.getByRole("button", { name: "Test and save" }).click();
  await expect(page.getByText("Reddit accepts it.")).toBeVisible();
  await expect(page.getByText("sandbox-client")).toBeVisible();
  await page.getByRole("button", { name: "Remove your app for Reddit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("sandbox-client")).toBeHidden();
});
