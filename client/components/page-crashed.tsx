import type { JSX } from "solid-js";

/** Stands in for a page that could not be drawn. */
export function PageCrashed(props: { onRetry: () => void }): JSX.Element {
  return (
    <div class="frame">
      <main id="main" class="axis at-edge" tabindex="-1">
        <div class="note" role="alert">
          <h1>This page could not be drawn</h1>
          <p>Your entries are safe. Draw it again, or load the page anew.</p>
          <p class="actions">
            <button type="button" class="button primary" onClick={() => props.onRetry()}>
              Draw it again
            </button>
            <button type="button" class="button" onClick={() => location.reload()}>
              Load the page anew
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}
