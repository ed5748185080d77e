import { type JSX, Show } from "solid-js";
import type { Timeline } from "../../queries/timeline.ts";

/** Above the first entry of a page that begins in the past: leads to what is newer, and nothing moves away. */
export function StartOfLine(props: { timeline: Timeline }): JSX.Element {
  async function show(): Promise<void> {
    const id = document.querySelector<HTMLElement>("[data-entry]")?.dataset["entry"];
    const before = topOf(id);
    await props.timeline.fetchNewer();
    requestAnimationFrame(() => {
      const after = topOf(id);
      if (before !== null && after !== null) window.scrollBy({ top: after - before });
    });
  }
  return (
    <Show when={props.timeline.hasNewer()}>
      <div class="axis">
        <div class="line-note start-of-line">
          <i class="tick" data-weight="3" />
          <p role="status">
            <Show when={props.timeline.newerFailure()}>
              {(failure) => <>{failure().message} </>}
            </Show>
            <button
              type="button"
              class="link"
              aria-disabled={props.timeline.isFetchingNewer()}
              onClick={() => void show()}
            >
              {props.timeline.isFetchingNewer() ? "Fetching newer entries" : "Newer entries"}
            </button>
          </p>
        </div>
      </div>
    </Show>
  );
}

function topOf(id: string | undefined): number | null {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-entry]")];
  return rows.find((row) => row.dataset["entry"] === id)?.getBoundingClientRect().top ?? null;
}
