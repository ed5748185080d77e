import { fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import type { PlatformInfo } from "../../../shared/platforms.ts";
import { Refusal } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aConnection, chatter, platform } from "../../testing/samples.ts";

useFixedTime();

const none = { "connections.list": () => [] };
const only = (info: PlatformInfo) => ({ ...none, "connections.platforms": () => [info] });
const keyed: PlatformInfo = {
  ...chatter,
  connect: {
    type: "input",
    fields: [{ name: "key", label: "API key", help: "", example: "", secret: true }],
  },
};

async function openForm(): Promise<HTMLInputElement> {
  fireEvent.click(await screen.findByRole("button", { name: "Connect Chatter" }));
  return screen.getByLabelText<HTMLInputElement>(/Handle|API key/);
}

function type(input: HTMLInputElement, text: string): void {
  fireEvent.input(input, { target: { value: text } });
}

function send(): void {
  const form = screen.getByRole("form", { name: "Connect Chatter" });
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

describe("by what is typed", () => {
  it("asks for it when somebody wants to, and helps", async () => {
    renderAt("/connections", only(chatter));
    const input = await openForm();
    expect(document.activeElement).toBe(input);
    expect(input.placeholder).toBe("ines.example");
    expect(input.type).toBe("text");
    expect(screen.getByText("As it stands on your profile.").id).toBe(
      input.getAttribute("aria-describedby"),
    );
  });

  it("is put away again, with the focus where it was opened", async () => {
    renderAt("/connections", only(chatter));
    const opener = () => screen.getByRole("button", { name: "Connect Chatter" });
    fireEvent.keyDown(await openForm(), { key: "Escape" });
    expect(screen.queryByLabelText("Handle")).toBeNull();
    expect(document.activeElement).toBe(opener());
    await openForm();
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(document.activeElement).toBe(opener());
  });

  it("says what it looks for, sends once, and tells of the connection as a consent page would", async () => {
    const answer = Promise.withResolvers<unknown>();
    const { api, path } = renderAt("/connections", {
      ...only(chatter),
      "connections.connect": () => answer.promise,
    });
    const input = await openForm();
    type(input, " ines.example ");
    send();
    const words = await screen.findByText(/^Looking for/);
    expect(words.textContent).toBe("Looking for ines.example");
    expect(input.readOnly).toBe(true);
    send();
    const connection = aConnection({ platform: "chatter", handle: "ines.example" });
    api.answers["connections.list"] = () => [connection];
    answer.resolve(connection);
    expect(await screen.findByText(/Chatter, .*, is connected/)).toBeTruthy();
    await waitFor(() => expect(path()).toBe("/connections"));
    const calls = api.calls.filter((call) => call.path === "connections.connect");
    expect(calls.map((call) => call.input)).toEqual([
      { platform: "chatter", input: { handle: " ines.example " } },
    ]);
  });

  it("says at its field what is wrong, and keeps what was typed", async () => {
    renderAt("/connections", {
      ...only(chatter),
      "connections.connect": () => {
        throw new Refusal("BAD_REQUEST", "Chatter knows nobody by this.", "handle");
      },
    });
    const input = await openForm();
    type(input, "ines.exmaple");
    send();
    const problem = await screen.findByRole("alert");
    expect(problem.textContent).toBe("Chatter knows nobody by this.");
    expect(input.getAttribute("aria-describedby")).toContain(problem.id);
    expect(input.value).toBe("ines.exmaple");
    expect(input.readOnly).toBe(false);
    await waitFor(() => expect(document.activeElement).toBe(input));
    type(input, "ines.example");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says what is wrong with none of the fields", async () => {
    renderAt("/connections", {
      ...only(chatter),
      "connections.connect": () => {
        throw new Refusal("BAD_GATEWAY", "Chatter did not answer properly.");
      },
    });
    type(await openForm(), "ines.example");
    send();
    expect((await screen.findByRole("alert")).textContent).toBe("Chatter did not answer properly.");
  });

  it("never shows a secret, nor says it", async () => {
    renderAt("/connections", {
      ...only(keyed),
      "connections.connect": () => new Promise(() => undefined),
    });
    const input = await openForm();
    expect([input.type, input.autocomplete]).toEqual(["password", "off"]);
    type(input, "key-1234");
    send();
    expect(await screen.findByText("Asking Chatter")).toBeTruthy();
    expect(document.body.textContent).not.toContain("key-1234");
  });
});

describe("anew, by a key", () => {
  const needy = aConnection({
    platform: "chatter",
    status: "needs_reconnect",
    nextCheckAt: null,
    problem: { code: "unauthorised", message: "Chatter ended our access.", action: "reconnect" },
  });

  it("leads from the list to where it is typed, and says when that was another account", async () => {
    const other = aConnection({ id: "c2", platform: "chatter", handle: "ines-work" });
    const { api, path } = renderAt("/connections", {
      ...only(keyed),
      "connections.list": () => [needy],
      "connections.get": () => needy,
      "connections.connect": () => other,
    });
    fireEvent.click(await screen.findByRole("link", { name: "Reconnect Chatter" }));
    expect(await screen.findByRole("region", { name: "Enter a new API key" })).toBeTruthy();
    await waitFor(() => expect(path()).toBe("/connections/c1#access"));
    const input = screen.getByLabelText<HTMLInputElement>("API key");
    await waitFor(() => expect(document.activeElement).toBe(input));
    expect(screen.queryByRole("link", { name: /Reconnect/ })).toBeNull();
    type(input, "key-2");
    api.answers["connections.list"] = () => [needy, other];
    send();
    const notice = await screen.findByText(/You connected/);
    expect(notice.textContent).toBe("You connected ines-work. ineshal still needs you.");
  });

  it("has nothing to ask where everything is public and works", async () => {
    const fine = aConnection({ platform: "chatter" });
    renderAt("/connections/c1", { ...only(chatter), "connections.get": () => fine });
    await screen.findByRole("region", { name: "How it is doing" });
    expect(screen.queryByText("Access")).toBeNull();
  });
});

describe("an app of one's own", () => {
  const own = {
    ...platform,
    configured: true,
    connect: { ...platform.connect, ownClientId: "id-1" },
  };
  const bare = { ...platform, configured: false, missing: ["FORGE_ID"] };

  async function open(name: string): Promise<HTMLFormElement> {
    fireEvent.click(await screen.findByRole("button", { name }));
    return screen.getByRole<HTMLFormElement>("form", { name: "Your own Forge app" });
  }

  it("is the way in where the server has none", async () => {
    const { api } = renderAt("/connections", {
      ...only(bare),
      "connections.setOwnApp": () => own,
    });
    const form = await open("Bring your own app for Forge");
    expect(screen.queryByRole("link", { name: /^Connect / })).toBeNull();
    expect(
      within(form)
        .getAllByRole("listitem")
        .map((each) => each.textContent),
    ).toEqual([
      "Open forge.example/settings/apps.",
      "Choose New app.",
      "Enter the redirect address below.",
      "Copy the id and the secret.",
    ]);
    expect(form.textContent).toContain("http://localhost/media/api/auth/forge/callback");
    type(within(form).getByLabelText("Client id"), "id-1");
    const secret = within(form).getByLabelText<HTMLInputElement>("Client secret");
    expect(secret.type).toBe("password");
    type(secret, "secret-1");
    form.requestSubmit();
    expect(await screen.findByText("Testing it at Forge")).toBeTruthy();
    expect(await screen.findByText(/^Forge accepts it\./)).toBeTruthy();
    expect(screen.getByText("id-1")).toBeTruthy();
    const connect = screen.getByRole("link", { name: "Connect Forge" });
    expect(document.activeElement).toBe(connect);
    const call = api.calls.find((each) => each.path === "connections.setOwnApp");
    expect(call?.input).toEqual({ platform: "forge", clientId: "id-1", clientSecret: "secret-1" });
  });

  it("says what the platform says against it", async () => {
    renderAt("/connections", {
      ...only(platform),
      "connections.setOwnApp": () => {
        throw new Refusal("BAD_REQUEST", "Forge does not accept this.", "clientSecret");
      },
    });
    const form = await open("Bring your own app for Forge");
    type(within(form).getByLabelText("Client id"), "id-1");
    type(within(form).getByLabelText("Client secret"), "wrong");
    form.requestSubmit();
    expect((await within(form).findByRole("alert")).textContent).toBe(
      "Forge does not accept this.",
    );
    expect(within(form).getByLabelText<HTMLInputElement>("Client id").value).toBe("id-1");
  });

  it("copies the redirect address, and marks it where that is not allowed", async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText }, onLine: true });
    renderAt("/connections", only(platform));
    await open("Bring your own app for Forge");
    fireEvent.click(screen.getByRole("button", { name: "Copy Redirect address" }));
    expect(await screen.findByText("Copied")).toBeTruthy();
    expect(writeText).toHaveBeenCalledWith("http://localhost/media/api/auth/forge/callback");
    writeText.mockRejectedValueOnce(new Error("denied"));
    fireEvent.click(screen.getByRole("button", { name: "Copy Redirect address" }));
    expect(await screen.findByText("Marked; press Ctrl C")).toBeTruthy();
  });

  it("is named, can be replaced, and goes after a word about what that does", async () => {
    const { api } = renderAt("/connections", {
      ...only(own),
      "connections.removeOwnApp": () => bare,
    });
    expect(await screen.findByText("id-1")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Replace your app for Forge" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Remove your app for Forge" }));
    const dialog = await screen.findByRole("dialog", { name: "Remove your Forge app?" });
    expect(dialog.textContent).toContain(
      "Connections made with it go on until their access runs out; then they ask to be connected again.",
    );
    expect(api.calls.some((call) => call.path === "connections.removeOwnApp")).toBe(false);
    fireEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
    expect(await screen.findByText(/^Your Forge app is removed here\./)).toBeTruthy();
    expect(screen.queryByText("id-1")).toBeNull();
    expect(screen.queryByRole("link", { name: /^Connect / })).toBeNull();
    const bring = screen.getByRole("button", { name: "Bring your own app for Forge" });
    await waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull());
    await vi.advanceTimersByTimeAsync(50);
    expect(document.activeElement).toBe(bring);
  });
});

it("begins with one platform that leads, and folds the others", async () => {
  renderAt("/timeline", {
    ...none,
    "connections.platforms": () => [
      { ...platform, id: "first", configured: false },
      chatter,
      platform,
    ],
  });
  const lead = await screen.findByRole("link", { name: "Connect Forge" });
  expect(lead.classList.contains("primary")).toBe(true);
  const folds = document.querySelectorAll("details.fold");
  expect([...folds].map((fold) => fold.querySelector("b")?.textContent)).toEqual([
    "Forge",
    "Chatter",
  ]);
  expect([...folds].some((fold) => fold.hasAttribute("open"))).toBe(false);
});
