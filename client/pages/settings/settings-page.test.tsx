import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, it, vi } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { me } from "../../testing/samples.ts";

useFixedTime();

it("sends only what was changed", async () => {
  const { api } = renderAt("/settings", { "me.update": (change) => ({ ...me, ...change }) });
  const form = await screen.findByRole("form", { name: "You" });
  const save = within(form).getByRole<HTMLButtonElement>("button", { name: "Save changes" });
  expect(save.disabled).toBe(true);
  fireEvent.input(within(form).getByLabelText("Zone"), { target: { value: "Asia/Kathmandu" } });
  expect(form.textContent).toContain("It is 18:26 there now.");
  fireEvent.submit(form);
  expect(await within(form).findByText("Saved.")).toBeTruthy();
  expect(api.calls.find((call) => call.path === "me.update")?.input).toEqual({
    zone: "Asia/Kathmandu",
  });
});

it("says what is wrong, and keeps what was typed", async () => {
  renderAt("/settings", {
    "me.update": () => {
      throw new Refusal("CONFLICT", "That handle is taken. Choose another.");
    },
  });
  const form = await screen.findByRole("form", { name: "You" });
  fireEvent.input(within(form).getByLabelText("Handle"), { target: { value: "taken" } });
  fireEvent.submit(form);
  expect((await within(form).findByRole("alert")).textContent).toContain("That handle is taken.");
  expect(within(form).getByLabelText<HTMLInputElement>("Handle").value).toBe("taken");
});

it("keeps the theme in this browser", async () => {
  renderAt("/settings");
  fireEvent.click(await screen.findByRole("radio", { name: /Dark/ }));
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(localStorage.getItem("theme")).toBe("dark");
  fireEvent.click(screen.getByRole("radio", { name: /As the system/ }));
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
  expect(localStorage.getItem("theme")).toBeNull();
});

it("signs out, and goes where the server says", async () => {
  renderAt("/settings");
  const leave = await screen.findByRole("button", { name: "Sign out" });
  const fetching = vi.fn(async () => Response.json({ redirect: "https://devpad.example/logout" }));
  vi.stubGlobal("fetch", fetching);
  const assign = vi.spyOn(location, "assign").mockReturnValue();
  fireEvent.click(leave);
  await waitFor(() => expect(assign).toHaveBeenCalledWith("https://devpad.example/logout"));
  expect(fetching).toHaveBeenCalledWith("/media/api/auth/logout", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
});

it("says when signing out did not work", async () => {
  renderAt("/settings");
  const leave = await screen.findByRole("button", { name: "Sign out" });
  vi.stubGlobal("fetch", async () => new Response("", { status: 502 }));
  fireEvent.click(leave);
  expect((await screen.findByRole("alert")).textContent).toBe(
    "Signing out did not work. Try again.",
  );
});
