import { expect, test } from "@playwright/test";
import { expectWell, rows } from "./page.ts";
import { connectAndSync, createPerson } from "./sandbox.ts";

test("a timeline is filtered, searched, gone through by date, and pinned", async ({
  page,
  request,
}) => {
  test.slow();
  await createPerson(request, "Solveig", 300);
  await connectAndSync(page, "Solveig");
  await page.goto("/timeline");
  await expect(rows(page).first()).toBeVisible();

  await test.step("a filter leaves out what does not fit", async () => {
    await page.keyboard.press("/");
    const field = page.getByLabel("Filter or search");
    await expect(field).toBeFocused();
    await field.fill("kind:comit");
    await field.press("Enter");
    await expect(page.getByRole("alert")).toContainText("At character 6: No kind is called comit.");
    await expectWell(page);
    await field.fill("kind:pull_request");
    await field.press("Enter");
    await expect(page).toHaveURL(/q=kind%3Apull_request/);
    await expect(rows(page).first()).toContainText(/Merged|Opened|Closed/);
    await expect(rows(page).filter({ hasText: /^.*Pushed/ })).toHaveCount(0);
    await field.press("Escape");
    await expect(page).toHaveURL(/\/timeline$/);
  });

  await test.step("words are found, and marked", async () => {
    const word = (await rows(page).locator("[data-source]").first().textContent())?.split(" ")[0];
    await page.getByLabel("Filter or search").fill(word ?? "");
    await page.getByLabel("Filter or search").press("Enter");
    const found = page.getByRole("list", { name: "Found" });
    await expect(found.locator("mark").first()).toBeVisible();
    await page.getByRole("button", { name: "Newest first" }).click();
    await expect(page).toHaveURL(/order=time/);
    await expect(found.locator("mark").first()).toBeVisible();
    await expectWell(page);
    await page.getByRole("button", { name: "Clear" }).click();
  });

  await test.step("a date leads into the past, and back", async () => {
    await expect(rows(page).first()).toBeVisible();
    const newest = await page.locator(".entry-time").first().getAttribute("datetime");
    const day = new Date(Date.parse(newest ?? "") - 60 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Go to date").fill(day);
    await expect(page).toHaveURL(new RegExp(`from=${day}`));
    await expect(page.getByRole("button", { name: "Newer entries" })).toBeVisible();
    const first = await page.locator(".entry-time").first().getAttribute("datetime");
    expect(Date.parse(first ?? "")).toBeLessThan(Date.parse(day) + 2 * 86_400_000);
    const before = await rows(page).count();
    await page.getByRole("button", { name: "Newer entries" }).click();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(before);
    await page.getByRole("button", { name: "Newest", exact: true }).click();
    await expect(page).toHaveURL(/\/timeline$/);
  });

  await test.step("an entry is pinned, and stays so", async () => {
    await expect(rows(page).first()).toBeVisible();
    await page.getByLabel("Filter or search").fill("kind:issue");
    await page.getByLabel("Filter or search").press("Enter");
    await expect(page).toHaveURL(/q=kind%3Aissue/);
    const row = rows(page).first();
    await expect(row).toContainText("Opened");
    await row.hover();
    await row.getByRole("button", { name: /^More for / }).click();
    await expectWell(page);
    await page.getByRole("menuitem", { name: "Pin" }).click();
    await expect(page.getByText(/^Pinned: /)).toBeVisible();
    await expect(row).toContainText("pinned");
    await page.getByRole("button", { name: "Pinned", exact: true }).click();
    await expect(page).toHaveURL(/q=is%3Apinned/);
    await expect(rows(page)).toHaveCount(1);
    await page.reload();
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page).first()).toContainText("pinned");
  });
});

test("a profile is made unlisted, has a link, and shows what a visitor sees", async ({
  browser,
  page,
  request,
}) => {
  test.slow();
  await createPerson(request, "Gudrun", 120);
  await connectAndSync(page, "Gudrun");
  await page.goto("/profiles");
  await page.getByRole("link", { name: "New profile" }).click();
  await page.getByLabel("Name").fill("At work");
  await page.getByLabel("Filter").fill("-kind:commit");
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("button", { name: "Create profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "At work" })).toBeVisible();

  const preview = page.getByRole("region", { name: "What a visitor sees" });
  await expect(rows(preview).first()).toBeVisible();
  await expect(preview.getByText("Pushed")).toHaveCount(0);

  await page.getByRole("radio", { name: /^Unlisted/ }).check();
  await page.getByRole("link", { name: "Timeline", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  const link = page.getByRole("region", { name: "Link" });
  await link.getByRole("button", { name: "Make a link" }).click();
  const address = link.getByText(/\/p\/gudrun\/at-work#./);
  await expect(address).toBeVisible();

  const context = await browser.newContext();
  const visitor = await context.newPage();
  await test.step("a visitor, who is nobody, reads it in its names and its theme", async () => {
    await visitor.goto((await address.textContent()) ?? "");
    await expect(visitor.getByRole("heading", { level: 1, name: "At work" })).toBeVisible();
    await expect(visitor.getByText(/^by Gudrun/)).toBeVisible();
    const first = rows(visitor).first();
    await expect(first.getByTitle("GitHub")).toHaveText("gh");
    await expect(first).toContainText(/Merged|Opened|Closed|Reviewed|Released|Commented|Starred/);
    await expect(visitor.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(visitor.getByRole("button", { name: /^(Hide|More for) / })).toHaveCount(0);
    for (const width of [1280, 320]) {
      await visitor.setViewportSize({ width, height: 900 });
      await expectWell(visitor);
    }
  });

  for (const [width, colorScheme] of [
    [1440, "light"],
    [320, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const path of ["/numbers", "/profiles", "/profiles/new"]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await expectWell(page);
    }
    await page.goto("/profiles");
    await page.getByRole("link", { name: "Edit At work" }).click();
    await expect(rows(preview).first()).toBeVisible();
    await expectWell(page);
  }
  await link.getByRole("button", { name: "End the link" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End the link" }).click();
  await expect(link).toContainText("There is no link yet");
  await visitor.reload();
  await expect(
    visitor.getByRole("heading", { name: "There is nothing to see at this address" }),
  ).toBeVisible();
  await context.close();
});
