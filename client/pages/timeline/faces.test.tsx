import { fireEvent, screen, within } from "@solidjs/testing-library";
import { describe, expect, it, vi } from "vitest";
import type { Item } from "../../../shared/item.ts";
import { Refusal, type Answers } from "../../testing/fake-api.ts";
import { useFixedTime } from "../../testing/fixed-time.ts";
import { renderAt } from "../../testing/render-at.tsx";
import { aPage, aPost, aSingle, chatter, platform } from "../../testing/samples.ts";

useFixedTime();

/** The entry of one item on the timeline. */
async function show(item: Item, answers: Answers = {}): Promise<HTMLElement> {
  renderAt("/timeline", {
    "connections.platforms": () => [platform, chatter],
    "timeline.list": () => aPage([aSingle(item, { platform: item.platform })]),
    ...answers,
  });
  await screen.findByRole("region");
  const entry = document.querySelector<HTMLElement>("[data-entry]");
  if (!entry) throw new Error("no entry");
  return entry;
}

const picture = (name: string, text: string | null = name) => ({
  type: "image" as const,
  url: `https://pictures.example/${name}.jpg`,
  previewUrl: `https://pictures.example/${name}-small.jpg`,
  text,
});

describe("a post without a title", () => {
  it("is its text, and a quiet word leads to it", async () => {
    const entry = await show(
      aPost({
        body: "First line.\n\nSee https://tarn.example/notes/1.",
        language: "de",
        figures: { likes: 4, reposts: 2, replies: 1, quotes: 0 },
      }),
    );
    const text = entry.querySelector(".say [lang]");
    expect(text?.textContent).toBe("First line.\n\nSee tarn.example/notes/1.");
    expect([text?.getAttribute("lang"), text?.getAttribute("dir")]).toEqual(["de", "auto"]);
    const address = within(entry).getByRole("link", { name: "tarn.example/notes/1" });
    expect(address.getAttribute("href")).toBe("https://tarn.example/notes/1");
    expect(entry.querySelector(".meta")?.textContent).toBe(
      "on Chatter, 4 likes, 2 reposts, 1 reply",
    );
    const source = within(entry).getByRole("link", { name: "on Chatter" });
    expect(source.getAttribute("href")).toBe("https://chatter.example/post/1");
    expect(source.hasAttribute("data-source")).toBe(true);
  });

  it("unfolds what is longer than six lines", async () => {
    const heights = [
      vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(400),
      vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(120),
    ];
    vi.stubGlobal(
      "ResizeObserver",
      class {
        readonly #told: () => void;
        constructor(told: () => void) {
          this.#told = told;
        }
        observe(): void {
          this.#told();
        }
        disconnect(): void {}
      },
    );
    const entry = await show(aPost({ body: "Long. ".repeat(200) }));
    const more = within(entry).getByRole("button", { name: "more" });
    expect(entry.querySelector(".say.cut")).toBeTruthy();
    fireEvent.click(more);
    expect(entry.querySelector(".say.cut")).toBeNull();
    expect(within(entry).getByRole("button", { name: "less" }).getAttribute("aria-expanded")).toBe(
      "true",
    );
    for (const height of heights) height.mockRestore();
  });

  it("that answers somebody begins with its verb", async () => {
    const entry = await show(
      aPost({ kind: "reply", body: "It does.", place: { name: "@mira", url: null } }),
    );
    expect(entry.querySelector(".say")?.textContent).toBe("Replied to @mira It does.");
    expect(entry.querySelector(".meta")?.textContent).toBe("on Chatter");
  });

  it("that answers somebody, and names them first, names them once", async () => {
    const entry = await show(aPost({ kind: "reply", body: "@mira It does.", place: null }));
    expect(entry.querySelector(".say")?.textContent).toBe("Replied to @mira It does.");
  });

  it("that passes on somebody else's says whose it is", async () => {
    const entry = await show(
      aPost({
        kind: "repost",
        author: {
          name: "Mira Okafor",
          handle: "mira.example",
          url: "https://chatter.example/mira",
        },
      }),
    );
    expect(entry.querySelector(".entry-head")?.textContent).toBe(
      "Reposted Mira Okafor @mira.example",
    );
    expect(within(entry).getByRole("link", { name: "Mira Okafor" }).getAttribute("href")).toBe(
      "https://chatter.example/mira",
    );
    expect(entry.querySelector(".say.quoted")?.textContent).toBe("The migration is the wiki page.");
  });

  it("is called what it is when it has no text either", async () => {
    const entry = await show(aPost({ body: null, media: [picture("one"), picture("two")] }));
    expect(within(entry).getByRole("link", { name: "Post with 2 pictures" })).toBeTruthy();
  });

  it("shows no markup, and follows no address that is not of the web", async () => {
    const entry = await show(aPost({ body: "<img src=x onerror=alert(1)> javascript:alert(1)" }));
    expect(entry.querySelector("img")).toBeNull();
    expect(entry.querySelector(".say")?.textContent).toContain("<img src=x onerror=alert(1)>");
    expect(entry.querySelector(".say a")).toBeNull();
  });
});

describe("a title of somebody else's", () => {
  it("names its author among the facts", async () => {
    const entry = await show({
      ...aPost({
        title: "A cache that survives",
        author: { name: "u/mira", handle: "mira", url: null },
      }),
    });
    expect(entry.querySelector(".meta")?.textContent).toContain("by u/mira");
    expect(entry.querySelector(".meta")?.textContent).not.toContain("@mira");
  });
});

describe("media", () => {
  it("are small, wait until they are near, and do not say where they are shown", async () => {
    const entry = await show(aPost({ media: [picture("A ferry"), picture("b", null)] }));
    const [first, second] = within(entry).getAllByRole("img");
    expect(first?.getAttribute("alt")).toBe("A ferry");
    expect(second?.getAttribute("alt")).toBe("Picture, not described");
    expect(first?.getAttribute("src")).toBe("https://pictures.example/A ferry-small.jpg");
    expect(first?.getAttribute("loading")).toBe("lazy");
    expect(first?.getAttribute("referrerpolicy")).toBe("no-referrer");
    expect(first?.closest("a")?.getAttribute("rel")).toBe("noopener noreferrer");
  });

  it("leave their words where they do not load", async () => {
    const entry = await show(aPost({ media: [picture("A ferry")] }));
    fireEvent.error(within(entry).getByRole("img"));
    expect(within(entry).queryByRole("img")).toBeNull();
    expect(within(entry).getByRole("link", { name: "A ferry" })).toBeTruthy();
  });

  it("that are sensitive are not even fetched until somebody asks", async () => {
    const entry = await show(
      aPost({ media: [picture("one"), picture("two")], marks: ["sensitive"] }),
    );
    expect(entry.querySelector("img")).toBeNull();
    expect(entry.querySelector(".meta")?.textContent).not.toContain("sensitive");
    const cover = within(entry).getByRole("button", { name: /Sensitive\.\s*Show 2 pictures/ });
    fireEvent.click(cover);
    expect(within(entry).getAllByRole("img")).toHaveLength(2);
    expect(cover.textContent).toBe("Sensitive. Cover 2 pictures");
    fireEvent.click(cover);
    expect(entry.querySelector("img")).toBeNull();
  });

  it("stay covered with the text under a title that warns of it", async () => {
    const item = { title: "Bike crash", body: "Stitched up.", media: [picture("one")] };
    const entry = await show(aPost({ ...item, marks: ["sensitive"] }));
    expect(entry.textContent).toContain("Bike crash");
    expect(entry.textContent).not.toContain("Stitched up.");
    fireEvent.click(within(entry).getByRole("button", { name: /Show the text and 1 picture/ }));
    expect(entry.textContent).toContain("Stitched up.");
    expect(within(entry).getAllByRole("img")).toHaveLength(1);
  });

  it("that are no pictures are a line each", async () => {
    const entry = await show(
      aPost({
        media: [
          { type: "link", url: "https://www.tarn.example/a", previewUrl: null, text: "Notes" },
          { type: "audio", url: "https://tarn.example/a.mp3", previewUrl: null, text: null },
          { type: "link", url: "javascript:alert(1)", previewUrl: null, text: "Evil" },
          { type: "link", url: "https://tarn.example/b/", previewUrl: null, text: null },
        ],
        body: "As said in https://tarn.example/b",
      }),
    );
    const lines = [...entry.querySelectorAll(".medium")].map((each) => each.textContent);
    expect(lines).toEqual(["Notes tarn.example", "recording tarn.example"]);
  });
});

describe("what was edited", () => {
  const edited = aPost({ editedAt: "2026-05-13T12:35:00.000Z" });
  const open = async (answers: Answers) => {
    const entry = await show(edited, answers);
    const button = within(entry).getByRole("button", { name: "edited" });
    expect(button.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(button);
    return entry;
  };

  it("opens what it said before", async () => {
    const entry = await open({
      "timeline.edits": () => ({
        edits: [
          {
            replacedAt: "2026-05-13T12:35:00.000Z",
            title: "",
            body: "The wiki page is the migration.",
          },
        ],
        freshness: aPage([]).freshness,
      }),
    });
    const list = await within(entry).findByRole("list", { name: "What it said before" });
    expect(list.textContent).toContain("The wiki page is the migration.");
    expect(list.textContent).toContain("Until 13 May 2026");
    fireEvent.click(within(entry).getByRole("button", { name: "edited" }));
    expect(list.isConnected).toBe(false);
  });

  it("says quietly when that is not known", async () => {
    const entry = await open({
      "timeline.edits": () => ({ edits: [], freshness: aPage([]).freshness }),
    });
    expect(await within(entry).findByText("Changed before it was first read here.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says when that could not be read", async () => {
    const entry = await open({
      "timeline.edits": () => {
        throw new Refusal("NOT_FOUND", "There is no such entry.");
      },
    });
    expect(await within(entry).findByText(/There is no such entry\./)).toBeTruthy();
    expect(within(entry).getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});
