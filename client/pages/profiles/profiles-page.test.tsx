import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { expect, it } from "vitest";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aProfile } from "../../testing/samples.ts";

useFixedTime();

const work = aProfile({ id: "p2", slug: "work", name: "At work", isDefault: false });

it("says that nobody sees profiles yet, and keeps the default one", async () => {
  renderAt("/profiles", { "profiles.list": () => [aProfile(), work] });
  expect(await screen.findByText(/not shown to anyone yet/)).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Delete At work" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Delete Ines Halvorsen" })).toBeNull();
});

it("creates one, with an address proposed from its name", async () => {
  const profiles = [aProfile()];
  const { api } = renderAt("/profiles", {
    "profiles.list": () => profiles,
    "profiles.create": () => work,
  });
  fireEvent.click(await screen.findByRole("button", { name: /New profile/ }));
  const form = screen.getByRole("form", { name: "New profile" });
  fireEvent.input(within(form).getByLabelText("Name"), {
    target: { value: "Öffentlich, at work" },
  });
  expect(within(form).getByLabelText<HTMLInputElement>("Address").value).toBe("offentlich-at-work");
  profiles.push(work);
  fireEvent.submit(form);
  expect(await screen.findByRole("heading", { name: /At work/ })).toBeTruthy();
  expect(api.calls.find((call) => call.path === "profiles.create")?.input).toEqual({
    name: "Öffentlich, at work",
    slug: "offentlich-at-work",
    description: "",
  });
  await waitFor(() => expect(screen.queryByRole("form")).toBeNull());
});

it("keeps the form open, and says what is wrong", async () => {
  renderAt("/profiles", {
    "profiles.list": () => [work],
    "profiles.update": () => {
      throw new Refusal("CONFLICT", "You have a profile at that address already.", "slug");
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Edit At work" }));
  const form = screen.getByRole("form", { name: "Edit At work" });
  fireEvent.submit(form);
  expect((await within(form).findByRole("alert")).textContent).toBe(
    "You have a profile at that address already.",
  );
  expect(document.activeElement).toBe(within(form).getByLabelText("Address"));
  fireEvent.input(within(form).getByLabelText("Address"), { target: { value: "other" } });
  expect(within(form).queryByRole("alert")).toBeNull();
});

it("gives the focus back to the button that opened the form", async () => {
  renderAt("/profiles", { "profiles.list": () => [work] });
  fireEvent.click(await screen.findByRole("button", { name: "Edit At work" }));
  fireEvent.keyDown(screen.getByRole("form", { name: "Edit At work" }), { key: "Escape" });
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit At work" })),
  );
});

it("asks before it deletes", async () => {
  let profiles = [aProfile(), work];
  renderAt("/profiles", {
    "profiles.list": () => profiles,
    "profiles.delete": ({ id }) => {
      profiles = profiles.filter((each) => each.id !== id);
      return { id };
    },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Delete At work" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete the profile At work?" });
  fireEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByRole("heading", { name: /At work/ })).toBeNull());
});
