import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { me } from "../../testing/samples.ts";

useFixedTime();

it("sends only what was changed", async () => {
  const { api } = renderAt("/settings", { "me.update": (change) => ({ ...me, ...change }) });
  const form = await screen.findByRole("form", { name: "You" });
  const save = within(form).getByRole<HTMLButtonElement>("button", { name: "Save changes" });
  expect(save.getAttribute("aria-disabled")).toBe("true");
  fireEvent.input(within(form).getByLabelText("Time zone"), {
    target: { value: "Asia/Kathmandu" },
  });
  expect(form.textContent).toContain(
    "Your days begin at midnight in this zone, where it is 18:26.",
  );
  fireEvent.submit(form);
  expect(await within(form).findByText("Saved.")).toBeTruthy();
  expect(api.calls.find((call) => call.path === "me.update")?.input).toEqual({
    zone: "Asia/Kathmandu",
  });
});

describe("what the server refuses", () => {
  async function sendHandle(field: string | null) {
    renderAt("/settings", {
      "me.update": () => {
        throw new Refusal("CONFLICT", "That handle is taken.", field);
      },
    });
    const form = await screen.findByRole("form", { name: "You" });
    const input = within(form).getByLabelText<HTMLInputElement>("Handle");
    fireEvent.input(input, { target: { value: "taken" } });
    fireEvent.submit(form);
    const alert = await within(form).findByRole("alert");
    expect(alert.textContent).toBe("That handle is taken.");
    expect(input.value).toBe("taken");
    return { form, input, alert };
  }

  it("is said at its field, which takes the focus, until it is changed", async () => {
    const { form, input, alert } = await sendHandle("handle");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    expect(input.getAttribute("aria-describedby")?.split(" ")).toContain(alert.id);
    expect(document.activeElement).toBe(input);
    fireEvent.input(within(form).getByLabelText("Name"), { target: { value: "Ines H" } });
    expect(within(form).queryByRole("alert")).toBeTruthy();
    fireEvent.input(input, { target: { value: "free" } });
    expect(within(form).queryByRole("alert")).toBeNull();
    expect(input.hasAttribute("aria-invalid")).toBe(false);
  });

  it("is said at the button when no field is named", async () => {
    const { form, input, alert } = await sendHandle(null);
    expect(alert.closest(".form-end")).toBeTruthy();
    expect(input.hasAttribute("aria-invalid")).toBe(false);
    fireEvent.input(input, { target: { value: "free" } });
    expect(within(form).queryByRole("alert")).toBeNull();
  });
});

it("agrees at top and foot about who is here", async () => {
  const held = { ...me };
  renderAt("/settings", {
    "me.get": () => ({ ...held }),
    "me.update": (change) => Object.assign(held, change),
  });
  const form = await screen.findByRole("form", { name: "You" });
  fireEvent.input(within(form).getByLabelText("Handle"), { target: { value: "ines-h" } });
  fireEvent.submit(form);
  await waitFor(() => expect(document.querySelector(".status-who")?.textContent).toBe("ines-h"));
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
