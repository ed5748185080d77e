import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, it, vi } from "vitest";
import type { Me } from "../../../shared/me.ts";
import { hasVisitMark } from "../../lib/visit-mark.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { NOW, aPage, me } from "../../testing/samples.ts";

useFixedTime();

const DAY = 24 * 3_600_000;
const IN_A_DAY = new Date(NOW + DAY).toISOString();

function renderWith(path: string, eraseAt: string | null) {
  const held: Me = { ...me, eraseAt };
  return renderAt(path, {
    "timeline.hidden": () => aPage([]),
    "me.get": () => ({ ...held }),
    "me.erase": ({ handle }) => {
      if (handle !== "ines") {
        const message = "This is not your handle, so nothing is erased. Yours is ines.";
        throw new Refusal("BAD_REQUEST", message, "handle");
      }
      return { ...Object.assign(held, { eraseAt: IN_A_DAY }) };
    },
    "me.cancelErase": () => ({ ...Object.assign(held, { eraseAt: null }) }),
  });
}

const section = () => screen.findByRole("region", { name: "Erase everything" });
const notice = () => document.querySelector<HTMLElement>(".erasing");

it("asks for the handle, refuses another one at its field, and says when it will be", async () => {
  const { api } = renderWith("/settings", null);
  const open = within(await section()).getByRole("button", { name: "Erase everything" });
  open.focus();
  fireEvent.click(open);
  const dialog = await screen.findByRole("dialog", { name: "Erase everything?" });
  const field = within(dialog).getByLabelText<HTMLInputElement>("Type your handle, ines, to go on");
  fireEvent.input(field, { target: { value: "noor" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Erase in a day" }));
  const problem = await within(dialog).findByRole("alert");
  expect(problem.textContent).toBe("This is not your handle, so nothing is erased. Yours is ines.");
  expect(document.activeElement).toBe(field);
  expect(field.getAttribute("aria-describedby")).toBe(problem.id);
  fireEvent.input(field, { target: { value: "ines" } });
  expect(within(dialog).queryByRole("alert")).toBeNull();
  fireEvent.click(within(dialog).getByRole("button", { name: "Erase in a day" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(notice()?.textContent).toContain(
    "Everything of yours is erased on 14 May at 14:41. Until then it stays and goes on syncing.",
  );
  expect((await section()).textContent).toContain("is erased on 14 May at 14:41.");
  expect(api.calls.filter(({ path }) => path === "me.erase")).toHaveLength(2);
});

it.each(["/timeline", "/connections", "/profiles", "/settings"])(
  "is said on %s, with the way back",
  async (path) => {
    const { api } = renderWith(path, IN_A_DAY);
    await waitFor(() => expect(notice()?.hidden).toBe(false));
    expect(notice()?.getAttribute("role")).toBe("status");
    await waitFor(() => expect(document.getElementById("main")).toBeTruthy());
    const element = notice();
    if (!element) throw new Error("There is no notice.");
    const keep = within(element).getByRole("button", { name: "Keep my account" });
    keep.focus();
    fireEvent.click(keep);
    await waitFor(() =>
      expect(notice()?.textContent).toContain("Your account is kept. Nothing was erased."),
    );
    expect(api.calls.some((call) => call.path === "me.cancelErase")).toBe(true);
    expect(document.activeElement?.id).toBe("main");
    fireEvent.click(within(element).getByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(notice()?.hidden).toBe(true));
  },
);

it("says nothing while nothing is to be erased", async () => {
  renderWith("/settings", null);
  expect(await section()).toBeTruthy();
  expect(notice()?.hidden).toBe(true);
});

it("says when keeping did not work", async () => {
  const { api } = renderWith("/connections", IN_A_DAY);
  api.answers["me.cancelErase"] = () => {
    throw new Refusal("INTERNAL_SERVER_ERROR", "Something went wrong.");
  };
  fireEvent.click(await screen.findByRole("button", { name: "Keep my account" }));
  expect((await screen.findByRole("alert")).textContent).toBe("Something went wrong.");
});

it("leaves for the front page when the day is over, and asks nothing more", async () => {
  const { api, path } = renderWith("/timeline", new Date(NOW + 90_000).toISOString());
  await waitFor(() => expect(notice()?.hidden).toBe(false));
  expect(hasVisitMark()).toBe(true);
  await vi.advanceTimersByTimeAsync(80_000);
  expect(path()).toBe("/timeline");
  await vi.advanceTimersByTimeAsync(10_000);
  await waitFor(() => expect(path()).toBe("/?erased=1"));
  expect(
    await screen.findByText("The day is over: everything of yours here is erased."),
  ).toBeTruthy();
  expect(hasVisitMark()).toBe(false);
  const before = api.calls.length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(api.calls).toHaveLength(before);
});
