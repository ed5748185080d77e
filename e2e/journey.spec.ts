import { expect, test } from "@playwright/test";
import { rows } from "./page.ts";
import { answerConsent, countPublicItems, createPerson, signIn, wholeHistory } from "./sandbox.ts";

test("from nothing to a whole timeline", async ({ page, request }) => {
  test.slow();
  await createPerson(request, "Tove", 1200);
  await signIn(page, "Tove");

  await test.step("the first page says what to do", async () => {
    await expect(
      page.getByRole("heading", { name: "Your line starts with one source" }),
    ).toBeVisible();
    await page.getByRole("link", { name: "Connect GitHub" }).click();
  });

  await test.step("GitHub asks, for public activity only", async () => {
    await expect(page.getByText("read:user")).toBeVisible();
    await expect(page.getByText("repo", { exact: true })).toBeHidden();
    await answerConsent(page, "Tove", "Approve");
  });

  const items = await countPublicItems(request, "Tove");

  await test.step("the first sync is seen, and its numbers move", async () => {
    const counts = new Set<string>();
    const state = page.locator(".source-state").first();
    await expect
      .poll(
        async () => {
          const text = (await state.textContent().catch(() => null)) ?? "";
          counts.add(/[\d,]+ items?/.exec(text)?.[0] ?? "");
          return text;
        },
        { timeout: 60_000, intervals: [100] },
      )
      .toMatch(wholeHistory(items));
    expect(counts.size).toBeGreaterThan(1);
  });

  await test.step("it reaches its first entry, and shows each once", async () => {
    await page.getByRole("link", { name: "Timeline", exact: true }).first().click();
    await expect(page.locator(".day").first()).toBeVisible();
    const end = page.getByText(/the first entry your sources (have|give)\./);
    const scroll = () => window.scrollTo(0, document.body.scrollHeight);
    await expect
      .poll(
        async () => {
          await page.evaluate(scroll);
          return await end.isVisible();
        },
        { timeout: 120_000, intervals: [200] },
      )
      .toBe(true);
    const ids = await rows(page).evaluateAll((all) =>
      all.map((one) => one.getAttribute("data-entry")),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const merged = rows(page).filter({ hasText: "Merged" });
    expect(await merged.count()).toBeGreaterThan(3);
  });

  await test.step("commits of a day are one entry that opens", async () => {
    const more = page.getByRole("button", { name: /^and \d+ more/ }).first();
    await more.scrollIntoViewIfNeeded();
    await more.click();
    await expect(more).toHaveAttribute("aria-expanded", "true");
    await expect(more.locator("xpath=ancestor::li/following-sibling::li[1]")).toContainText(
      /[0-9a-f]{7}/,
    );
  });

  await test.step("signing out ends it", async () => {
    await page.goto("/settings");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText(/signed out/i).first()).toBeVisible();
    await page.goto("/timeline");
    await expect(page.getByText("You are signed out")).toBeVisible();
  });
});
