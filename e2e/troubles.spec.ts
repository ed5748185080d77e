import { expect, test } from "@playwright/test";
import { PROBLEMS } from "../shared/problems.ts";
import { expectAccessible, rows } from "./page.ts";
import {
  answerConsent,
  clearFaults,
  connectAndSync,
  createPerson,
  setFault,
  signIn,
} from "./sandbox.ts";

test.afterEach(({ request }) => clearFaults(request));

test("denied access is told on the connections page", async ({ page, request }) => {
  await createPerson(request, "Dag", 20);
  await signIn(page, "Dag");
  await page.goto("/connections");
  await page.getByRole("link", { name: "Connect GitHub" }).click();
  await answerConsent(page, "Dag", "Deny");
  await expect(page.getByText(PROBLEMS.denied.replaceAll("{platform}", "GitHub"))).toBeVisible();
  await expect(page).toHaveURL(/\/connections$/);
});

test("a dead grant says why, and one button mends it", async ({ page, request }) => {
  await createPerson(request, "Liv", 30);
  await connectAndSync(page, "Liv");
  await setFault(request, { platform: "github", endpoint: "*", fault: "revoked" });
  await page.getByRole("button", { name: "Sync now GitHub" }).click();
  await expect(page.getByText("GitHub has ended our access")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("heading", { name: "Needs you 1" })).toBeVisible();
  await clearFaults(request);
  await page.goto("/timeline");
  await page.getByRole("link", { name: "Reconnect GitHub" }).click();
  await answerConsent(page, "Liv", "Approve");
  await expect(page.getByText("GitHub has ended our access")).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText(/items, (complete )?back to/)).toBeVisible({ timeout: 30_000 });
});

test("an outage waits by itself, and everything stays readable", async ({ page, request }) => {
  await createPerson(request, "Siv", 30);
  await connectAndSync(page, "Siv");
  await setFault(request, { platform: "github", endpoint: "*", fault: "server_error" });
  await page.getByRole("button", { name: "Sync now GitHub" }).click();
  await expect(page.getByText("GitHub answered 502. Your entries are safe")).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole("heading", { name: "Waiting 1" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Working/ })).toBeHidden();
  await page.goto("/timeline");
  await expect(rows(page).first()).toBeVisible();
});

test("devpad being down is never told as signed out", async ({ page, request }) => {
  await createPerson(request, "Una", 20);
  await signIn(page, "Una");
  await setFault(request, { platform: "devpad", endpoint: "*", fault: "server_error" });
  const answer = await page.request.get("/media/api/auth/callback?next=/timeline", {
    headers: { cookie: "auth_session=00000000-0000-4000-8000-000000000000" },
    maxRedirects: 0,
  });
  expect(answer.headers()["location"]).toContain("problem=sign_in_unavailable");
  await page.goto("/?problem=sign_in_unavailable");
  await expect(page.getByText(PROBLEMS.sign_in_unavailable)).toBeVisible();
});

test("a timeline that does not load says so, and loads when asked again", async ({
  page,
  request,
}) => {
  await createPerson(request, "Ylva", 30);
  await connectAndSync(page, "Ylva");
  await page.route(/timeline\.list/, (route) => route.abort());
  await page.goto("/timeline");
  await expect(page.getByRole("heading", { name: /could not be loaded/ })).toBeVisible({
    timeout: 30_000,
  });
  await page.unroute(/timeline\.list/);
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("disconnecting asks first, says what goes, and takes it all", async ({ page, request }) => {
  await createPerson(request, "Odd", 30);
  await connectAndSync(page, "Odd");
  await page.getByRole("link", { name: "Details of GitHub" }).click();
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("items");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  await dialog.getByRole("button", { name: /^Disconnect/ }).click();
  await expect(page).toHaveURL(/\/connections$/);
  await page.goto("/timeline");
  await expect(
    page.getByRole("heading", { name: "Your line starts with one source" }),
  ).toBeVisible();
});

test("a stop is set, holds the sync, and is raised from where that is told", async ({
  page,
  request,
}) => {
  await createPerson(request, "Torun", 30);
  await connectAndSync(page, "Torun");
  await page.getByRole("link", { name: "Details of GitHub" }).click();
  const uses = page.getByRole("region", { name: "What it uses" });
  await expect(uses).toContainText(/[1-9]\d* of [\d,]+ requests used\./);
  await uses.getByRole("button", { name: "Set a stop" }).click();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await expect(uses.getByText("It stops at 1 request an hour.")).toBeVisible();
  await page.getByRole("button", { name: "Sync now GitHub" }).click();
  await expect(page.getByText("Stop reached.")).toBeVisible({ timeout: 30_000 });
  await page.goto("/timeline");
  await page.getByRole("link", { name: "Raise the stop of GitHub" }).click();
  await expect(page.getByLabel("Stop at")).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(uses.getByText("No stop is set.")).toBeVisible();
  await expect(page.getByText("Stop reached.")).toBeHidden({ timeout: 30_000 });
});

test("the end of the timeline says how far back each source goes", async ({ page, request }) => {
  await createPerson(request, "Birk", 30);
  await connectAndSync(page, "Birk");
  await page.goto("/timeline");
  const list = page.getByRole("list", { name: "How far back each source goes" });
  await expect(list).toContainText(/GitHub (complete )?back to/);
});
