import { expect, test } from "@playwright/test";
import { expectAccessible, expectNoWiderThanScreen, rows } from "./page.ts";
import { connectAndSync, createPerson } from "./sandbox.ts";

const PAGES = ["/", "/timeline", "/connections", "/profiles", "/settings", "/no-such-page"];

test("every page is without fault for a screen reader, in both themes, wide and narrow", async ({
  page,
  request,
}) => {
  test.slow();
  await createPerson(request, "Eir", 60);
  await connectAndSync(page, "Eir");
  await page.getByRole("link", { name: "Details of GitHub" }).click();
  const details = new URL(page.url()).pathname;
  for (const [width, colorScheme] of [
    [1440, "light"],
    [390, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const path of [...PAGES, details]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      await page.waitForLoadState("networkidle");
      await expectAccessible(page);
    }
  }
});

test("no page is wider than the screen at 320 px", async ({ page, request }) => {
  await createPerson(request, "Alva", 60);
  await connectAndSync(page, "Alva");
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of PAGES) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expectNoWiderThanScreen(page);
  }
});

test("the timeline can be read by keyboard alone", async ({ page, request }) => {
  await createPerson(request, "Ask", 200);
  await connectAndSync(page, "Ask");
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/\/timeline/);
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows(page).nth(0)).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
