import { type JSX, Show } from "solid-js";
import { useCancelErase } from "../queries/me.ts";

/** The way back, while there is time. */
export function KeepAccount(): JSX.Element {
  const keeping = useCancelErase();
  return (
    <>
      <Show when={keeping.failure()}>
        {(failure) => (
          <p class="field-problem" role="alert">
            {failure().message}
          </p>
        )}
      </Show>
      <p class="actions">
        <button
          type="button"
          class="button"
          aria-disabled={keeping.isSaving()}
          onClick={() => keeping.isSaving() || void keeping.save()}
        >
          Keep my account
        </button>
      </p>
    </>
  );
}
