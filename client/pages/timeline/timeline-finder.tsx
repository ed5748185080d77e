import { For, type JSX, Show, createEffect, createSignal, on } from "solid-js";
import type { FilterWords } from "../../../shared/filter-words.ts";
import type { FilterProblem } from "../../../shared/parse-filter.ts";
import { parseFilter } from "../../../shared/parse-filter.ts";
import { QueryProblem } from "../../components/query-problem.tsx";
import { useKeys } from "../../lib/keys.tsx";
import { usePerson } from "../../lib/person.tsx";
import { dayOf } from "../../lib/time.ts";

interface TimelineFinderProps {
  /** What is asked for now. */
  readonly query: string;
  /** The day that the timeline begins with; empty for the newest. */
  readonly from: string;
  /** Undefined until they are known. */
  readonly words: FilterWords | undefined;
  readonly onQuery: (query: string) => void;
  readonly onFrom: (day: string) => void;
  /** Shows all that is marked so, from any day; empty for everything. */
  readonly onMarked: (query: string) => void;
}

const ID = "timeline-query";
const MARKED = [
  { query: "is:pinned", name: "Pinned" },
  { query: "is:noted", name: "Noted" },
];

/** Above the entries: one field that filters and searches, and a date to go to. */
export function TimelineFinder(props: TimelineFinderProps): JSX.Element {
  const { zone, now } = usePerson();
  const [typed, setTyped] = createSignal(props.query);
  const [problem, setProblem] = createSignal<FilterProblem | null>(null);
  let field: HTMLInputElement | undefined;
  let date: HTMLInputElement | undefined;

  // What stands in the address is what was asked for, be it by the field or by going back.
  createEffect(
    on([() => props.query, () => props.words], ([query]) => {
      setTyped(query);
      setProblem(problemOf(query));
    }),
  );
  function problemOf(query: string): FilterProblem | null {
    const read = props.words && parseFilter(query, props.words);
    return read && "problem" in read ? read.problem : null;
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const query = typed().trim();
    const wrong = problemOf(query);
    setProblem(wrong);
    if (wrong === null) {
      props.onQuery(query);
      return;
    }
    setTyped(query);
    field?.setSelectionRange(wrong.at, wrong.at + wrong.length);
  }
  function clear(): void {
    setTyped("");
    setProblem(null);
    if (props.query !== "") props.onQuery("");
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (typed() === "" && props.query === "") field?.blur();
    else clear();
  }
  useKeys([
    {
      keys: "/",
      label: "Filter or search",
      run: () => {
        field?.focus();
        field?.select();
      },
    },
    { keys: "d", label: "Go to a date", run: () => date?.focus() },
  ]);

  return (
    <form class="finder" role="search" aria-label="Timeline" onSubmit={submit}>
      <div class="finder-query">
        <label class="unseen" for={ID}>
          Filter or search
        </label>
        <input
          class="input"
          classList={{ code: typed().includes(":") }}
          id={ID}
          type="search"
          ref={(element) => (field = element)}
          value={typed()}
          placeholder="Filter or search"
          maxLength={1000}
          enterkeyhint="search"
          aria-invalid={problem() ? "true" : undefined}
          aria-describedby={problem() ? `${ID}-problem` : undefined}
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => {
            setProblem(null);
            setTyped(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <Show when={typed() !== ""} fallback={<kbd aria-hidden="true">/</kbd>}>
          <button
            type="button"
            class="link"
            onClick={() => {
              clear();
              field?.focus();
            }}
          >
            Clear
          </button>
        </Show>
      </div>
      <div class="finder-date">
        <label for="timeline-from">Go to date</label>
        <input
          class="input"
          id="timeline-from"
          type="date"
          ref={(element) => (date = element)}
          value={props.from}
          max={dayOf(now(), zone())}
          onChange={(event) => props.onFrom(event.currentTarget.value)}
        />
        <Show when={props.from !== ""}>
          <button type="button" class="link" onClick={() => props.onFrom("")}>
            Newest
          </button>
        </Show>
      </div>
      <div class="finder-marked" role="group" aria-label="What you marked">
        <For each={MARKED}>
          {({ query, name }) => (
            <button
              type="button"
              class="toggle"
              aria-pressed={props.query === query}
              onClick={() => props.onMarked(props.query === query ? "" : query)}
            >
              {name}
            </button>
          )}
        </For>
      </div>
      <Show when={problem()}>
        {(wrong) => <QueryProblem for={ID} query={typed()} problem={wrong()} />}
      </Show>
    </form>
  );
}
