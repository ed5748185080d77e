import { type JSX, Show, createSignal, createUniqueId, onMount } from "solid-js";
import type { Budget } from "../../../shared/connections.ts";
import type { MeterInfo } from "../../../shared/platforms.ts";
import { FieldNotes } from "../../components/field-notes.tsx";
import { periodWords, unitWords } from "../../lib/amount-words.ts";
import type { Failure } from "../../lib/failure.ts";
import { readAmount } from "../../lib/read-amount.ts";
import { useFormProblem } from "../../lib/use-form-problem.ts";
import { useSetCap } from "../../queries/budgets.ts";

interface StopFormProps {
  readonly connectionId: string;
  readonly budget: Budget;
  readonly period: MeterInfo["period"];
  /** It is set, taken away, or left as it was. */
  readonly onClose: () => void;
}

/** `Stop at 5 dollars a month`. */
export function StopForm(props: StopFormProps): JSX.Element {
  const id = createUniqueId();
  const saving = useSetCap(() => props.connectionId);
  const [text, setText] = createSignal(props.budget.cap?.toString() ?? "");
  const [unreadable, setUnreadable] = createSignal<Failure | null>(null);
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(
    () => form,
    () => unreadable() ?? saving.failure(),
    ["cap"],
  );
  const unit = () => {
    const { meter } = props.budget;
    return `${meter === "dollars" ? meter : unitWords(meter)} ${periodWords(props.period)}`;
  };
  onMount(() => form?.querySelector("input")?.focus({ preventScroll: true }));

  async function save(cap: number | null): Promise<void> {
    if (saving.isSaving()) return;
    if ((await saving.save(cap)) !== null) props.onClose();
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const { meter } = props.budget;
    const cap = readAmount(text(), meter);
    const message =
      meter === "dollars"
        ? "Enter an amount in dollars, such as 5 or 7.50."
        : "Enter a whole number, such as 10,000.";
    setUnreadable(cap === null ? { kind: "invalid", message, field: "cap" } : null);
    if (cap !== null) void save(cap);
  }

  return (
    <form
      class="stop-form"
      aria-label="Stop"
      ref={(element) => (form = element)}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) props.onClose();
      }}
    >
      <p class="stop-line">
        <label for={id}>Stop at</label>
        <input
          class="input"
          {...problem.attributes("cap", id, true)}
          inputmode="decimal"
          autocomplete="off"
          size="8"
          maxLength={20}
          required
          readOnly={saving.isSaving()}
          value={text()}
          onInput={(event) => {
            problem.settle("cap");
            setText(event.currentTarget.value);
          }}
        />
        <span>{unit()}</span>
      </p>
      <FieldNotes
        for={id}
        problem={problem.of("cap")}
        help="Reading stops there until the next period. What is held stays, and what came meanwhile is fetched then."
      />
      <Show when={problem.rest()}>
        {(sentence) => (
          <p class="field-problem" role="alert">
            {sentence()}
          </p>
        )}
      </Show>
      <p class="connect-end">
        <button type="submit" class="button primary" aria-disabled={saving.isSaving()}>
          Set the stop
        </button>
        <Show when={props.budget.cap !== null}>
          <button type="button" class="button" onClick={() => void save(null)}>
            Remove it
          </button>
        </Show>
        <button type="button" class="button bare" onClick={() => props.onClose()}>
          Cancel
        </button>
      </p>
    </form>
  );
}
