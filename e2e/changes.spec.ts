import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectWell, rows } from "./page.ts";
import { connectAndSync, createPerson } from "./sandbox.ts";

const idOf = (page: Page, at: number) => rows(page).nth(at).getAttribute("data-entry");

test("what is hidden leaves, comes back by undo, and is shown again from the settings", async ({
  page,
  request,
}) => {
  test.slow();
  await createPerson(request, "Runa", 60);
  await connectAndSync(page, "Runa");
  await page.goto("/timeline");
  await expect(rows(page).first()).toBeVisible();
  const [first, second] = [await idOf(page, 0), await idOf(page, 1)];

  await page.keyboard.press("j");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByText(/^Hidden: /)).toBeVisible();
  await expect(rows(page).first()).toHaveAttribute("data-entry", second ?? "");
  await expect(rows(page).first()).toBeFocused();
  await expectWell(page);
  await page.keyboard.press("z");
  await expect(rows(page).first()).toHaveAttribute("data-entry", first ?? "");
  await expect(rows(page).first()).toBeFocused();

  await page.setViewportSize({ width: 320, height: 700 });
  await page.emulateMedia({ colorScheme: "dark" });
  await rows(page).first().hover();
  await rows(page)
    .first()
    .getByRole("button", { name: /^Hide / })
    .click();
  await expect(page.getByText(/^Hidden: /)).toBeVisible();
  await expectWell(page);
  await page.reload();
  await expect(rows(page).first()).toHaveAttribute("data-entry", second ?? "");

  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Hidden by you" });
  await section.scrollIntoViewIfNeeded();
  await expect(section.getByRole("listitem")).toHaveCount(1);
  await expectWell(page);
  await section.getByRole("button", { name: /^Show again/ }).click();
  await expect(section.getByText(/: shown again\.$/)).toBeVisible();
  await expect(section.getByRole("listitem")).toHaveCount(0);
  await page.goto("/timeline");
  await expect(rows(page).first()).toHaveAttribute("data-entry", first ?? "");
});

test("erasing is asked for by the handle, told on every page, and taken back", async ({
  page,
  request,
}) => {
  test.slow();
  await createPerson(request, "Sunniva", 20);
  await connectAndSync(page, "Sunniva");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Erase everything" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase everything?" });
  const field = dialog.getByRole("textbox", { name: "Type your handle, sunniva, to go on" });
  await expectWell(page);
  await field.fill("somebody");
  await field.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("This is not your handle");
  await expect(field).toBeFocused();
  await field.fill("sunniva");
  await dialog.getByRole("button", { name: "Erase in a day" }).click();
  await expect(dialog).toBeHidden();

  const notice = page.getByText(/^Everything of yours is erased on .* at \d\d:\d\d\.$/);
  for (const [width, colorScheme] of [
    [1440, "light"],
    [320, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    for (const path of ["/timeline", "/connections", "/profiles", "/settings"]) {
      await page.goto(path);
      await expect(notice).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectWell(page);
    }
  }
  await page.getByRole("button", { name: "Keep my account" }).first().click();
  await expect(page.getByText("Your account is kept. Nothing was erased.")).toBeVisible();
  await expect(notice).toBeHidden();
  await page.goto("/timeline");
  await expect(rows(page).first()).toBeVisible();
  await expect(notice).toBeHidden();
});
