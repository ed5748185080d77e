import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it } from "vitest";
import type { Profile } from "../../../shared/profiles.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aPage, aProfile, aSingle } from "../../testing/samples.ts";

useFixedTime();

const work = aProfile({ id: "p2", slug: "work", name: "At work", isDefault: false });

/** A server that keeps one profile. */
function renderWith(first: Profile = work) {
  let profile = first;
  const view = renderAt(`/profiles/${first.id}`, {
    "profiles.list": () => [profile],
    "profiles.get": () => profile,
    "profiles.update": (fields) => (profile = { ...profile, ...fields }),
    "profiles.createLink": ({ expiresAt }) =>
      (profile = { ...profile, link: { key: "new-key", expiresAt: toText(expiresAt) } }),
    "profiles.revokeLink": () => (profile = { ...profile, link: null }),
    "profiles.preview": () => aPage([aSingle({ title: "Seen by a visitor" })]),
  });
  const inputsOf = (name: string) =>
    view.api.calls.filter(({ path }) => path === name).map(({ input }) => input);
  return { ...view, inputsOf };
}

const toText = (value: unknown) => (typeof value === "string" ? value : null);
const formOf = (name: string) => screen.findByRole("form", { name });
const type = (form: HTMLElement, label: string, value: string) =>
  fireEvent.input(within(form).getByLabelText(label), { target: { value } });

describe("a profile's form", () => {
  it("sends only what was changed, and says that it is saved", async () => {
    const { inputsOf } = renderWith();
    const form = await formOf("Edit At work");
    fireEvent.click(within(form).getByLabelText(/^Unlisted/));
    type(form, "Filter", "repo:ines/tarn -kind:commit");
    fireEvent.submit(form);
    expect(await within(form).findByText("Saved.")).toBeTruthy();
    const everywhere = { connectionId: null };
    expect(inputsOf("profiles.update")).toEqual([
      {
        id: "p2",
        visibility: "unlisted",
        filter: [
          { field: "place", value: "ines/tarn", isExcluded: false, ...everywhere },
          { field: "kind", value: "commit", isExcluded: true, ...everywhere },
        ],
      },
    ]);
  });

  it("shows at its character what of the filter cannot be read, and sends nothing", async () => {
    const { inputsOf } = renderWith();
    const form = await formOf("Edit At work");
    type(form, "Filter", "repo:tarn kind:comit");
    fireEvent.submit(form);
    const alert = await within(form).findByRole("alert");
    expect(alert.textContent).toContain("At character 16: No kind is called comit.");
    expect(alert.querySelector("u")?.textContent).toBe("comit");
    const field = within(form).getByLabelText<HTMLInputElement>("Filter");
    expect(document.activeElement).toBe(field);
    expect([field.selectionStart, field.selectionEnd]).toEqual([15, 20]);
    expect(inputsOf("profiles.update")).toEqual([]);
    type(form, "Filter", "repo:tarn");
    expect(within(form).queryByRole("alert")).toBeNull();
  });

  it("chooses sources, or all with those to come", async () => {
    const { inputsOf } = renderWith();
    const form = await formOf("Edit At work");
    fireEvent.click(within(form).getByLabelText("Only these"));
    const list = await within(form).findByRole("list", { name: "Only these" });
    expect(within(list).getByRole<HTMLInputElement>("checkbox").checked).toBe(true);
    fireEvent.submit(form);
    await waitFor(() =>
      expect(inputsOf("profiles.update")).toEqual([{ id: "p2", connections: ["c1"] }]),
    );
  });

  it("keeps what is said of one source only, until it is taken away", async () => {
    const term = { field: "place", value: "dotfiles", isExcluded: true } as const;
    const { inputsOf } = renderWith({ ...work, filter: [{ ...term, connectionId: "c1" }] });
    const form = await formOf("Edit At work");
    expect(within(form).getByRole("list", { name: "For one source only" }).textContent).toContain(
      "Only for ineshal: -place:dotfiles",
    );
    type(form, "Filter", "kind:commit");
    fireEvent.submit(form);
    await waitFor(() => expect(inputsOf("profiles.update")).toHaveLength(1));
    expect(inputsOf("profiles.update")[0]).toEqual({
      id: "p2",
      filter: [
        { field: "kind", value: "commit", isExcluded: false, connectionId: null },
        { ...term, connectionId: "c1" },
      ],
    });
  });

  it("says where an address is taken", async () => {
    const { api } = renderWith();
    api.answers["profiles.update"] = () => {
      throw new Refusal("CONFLICT", "You have a profile at that address already.", "slug");
    };
    const form = await formOf("Edit At work");
    type(form, "Address", "ines");
    fireEvent.submit(form);
    expect((await within(form).findByRole("alert")).textContent).toBe(
      "You have a profile at that address already.",
    );
    expect(document.activeElement).toBe(within(form).getByLabelText("Address"));
  });

  it("asks before changes are left behind", async () => {
    const { path } = renderWith();
    const form = await formOf("Edit At work");
    type(form, "Name", "Elsewhere");
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "t" });
    const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
    fireEvent.click(within(dialog).getByRole("button", { name: "Stay" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(path()).toBe("/profiles/p2");
    expect(within(form).getByLabelText<HTMLInputElement>("Name").value).toBe("Elsewhere");
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "t" });
    fireEvent.click(
      within(await screen.findByRole("dialog")).getByRole("button", { name: "Leave" }),
    );
    await waitFor(() => expect(path()).toBe("/timeline"));
  });
});

it("makes a new one, with an address proposed from its name, and goes to it", async () => {
  const { api, path } = renderAt("/profiles/new", {
    "profiles.create": () => work,
    "profiles.get": () => work,
    "profiles.preview": () => aPage([]),
  });
  const form = await formOf("New profile");
  type(form, "Name", "Öffentlich, at work");
  expect(within(form).getByLabelText<HTMLInputElement>("Address").value).toBe("offentlich-at-work");
  type(form, "Address", "work");
  type(form, "Name", "At work");
  fireEvent.submit(form);
  await waitFor(() => expect(path()).toBe("/profiles/p2"));
  expect(api.calls.find((call) => call.path === "profiles.create")?.input).toEqual({
    name: "At work",
    slug: "work",
  });
  expect(await screen.findByText(/a visitor sees an empty page/)).toBeTruthy();
});

describe("the link of an unlisted profile", () => {
  const unlisted: Profile = { ...work, visibility: "unlisted" };

  it("is made for as long as is chosen", async () => {
    const { inputsOf } = renderWith(unlisted);
    const section = await screen.findByRole("region", { name: "Link" });
    expect(section.textContent).toContain("only you see this profile");
    fireEvent.change(within(section).getByLabelText("A new link, good"), {
      target: { value: "2" },
    });
    fireEvent.click(within(section).getByRole("button", { name: "Make a link" }));
    expect(await within(section).findByText(/\/p\/ines\/work#new-key$/)).toBeTruthy();
    expect(section.textContent).toContain("It ends by itself on 20 May at 14:41");
    const [input] = inputsOf("profiles.createLink");
    expect(JSON.stringify(input)).toContain("2026-05-20T12:41");
  });

  it("is made anew, and ended, only after it was asked", async () => {
    const { inputsOf } = renderWith({ ...unlisted, link: { key: "old-key", expiresAt: null } });
    const section = await screen.findByRole("region", { name: "Link" });
    expect(await within(section).findByText(/#old-key$/)).toBeTruthy();
    fireEvent.click(within(section).getByRole("button", { name: "Make a new link" }));
    const dialog = await screen.findByRole("dialog", { name: "Make a new link?" });
    expect(dialog.textContent).toContain("stops working at once");
    expect(inputsOf("profiles.createLink")).toEqual([]);
    fireEvent.click(within(dialog).getByRole("button", { name: "Make a new link" }));
    expect(await within(section).findByText(/#new-key$/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    fireEvent.click(await within(section).findByRole("button", { name: "End the link" }));
    const end = await screen.findByRole("dialog", { name: "End this link?" });
    fireEvent.click(within(end).getByRole("button", { name: "End the link" }));
    await waitFor(() => expect(section.textContent).toContain("There is no link yet"));
  });

  it("is not there for a profile that is not unlisted", async () => {
    renderWith();
    await formOf("Edit At work");
    expect(screen.queryByRole("region", { name: "Link" })).toBeNull();
  });
});

it("shows what a visitor sees, and offers nothing to change in it", async () => {
  renderWith();
  const preview = await screen.findByRole("region", { name: "What a visitor sees" });
  expect(await within(preview).findByText("Seen by a visitor")).toBeTruthy();
  expect(within(preview).queryByRole("button", { name: /^Hide/ })).toBeNull();
  const numbers = within(preview).getByRole("link", { name: "See its numbers" });
  expect(numbers.getAttribute("href")).toMatch(/^\/numbers\?profile=\w+$/);
});

it("deletes after it was asked, and goes back to the list", async () => {
  const { api, path } = renderWith();
  api.answers["profiles.delete"] = ({ id }) => ({ id });
  fireEvent.click(await screen.findByRole("button", { name: "Delete this profile" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete the profile At work?" });
  fireEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(path()).toBe("/profiles"));
});

it("says so where there is no such profile", async () => {
  renderAt("/profiles/gone", {
    "profiles.get": () => {
      throw new Refusal("NOT_FOUND", "There is no such profile.");
    },
  });
  expect(await screen.findByRole("heading", { name: "There is no such profile" })).toBeTruthy();
});
