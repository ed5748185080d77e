import { expect, test } from "@playwright/test";

test("a visitor sees what this is and where to sign in", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: /sign in/i }).first()).toBeVisible();
});

test("an address that leads nowhere says so", async ({ page }) => {
  await page.goto("/no/such/page");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link").first()).toBeVisible();
});

test("the Worker is healthy, at the root and under its base path", async ({ request }) => {
  for (const path of ["/health", "/media/health"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["content-type"]).toContain("application/json");
  }
});

test("an unknown address of the Worker is a 404 in JSON", async ({ request }) => {
  const answer = await request.get("/media/no/such/thing");
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toContain("application/json");
});
