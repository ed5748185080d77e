import { For, type JSX, Match, Switch, createMemo, createSignal, createUniqueId } from "solid-js";
import { formatCount } from "../../lib/numbers.ts";
import type { usePlaces } from "../../queries/connection-settings.ts";

interface PlacePickerProps {
  readonly places: ReturnType<typeof usePlaces>;
  /** What one is called: `repository`. */
  readonly placeName: string;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

/** More than these are found by typing. */
const SHOWN = 50;

/** Every place that was seen, with how much came from there; narrowed by typing. */
export function PlacePicker(props: PlacePickerProps): JSX.Element {
  const id = createUniqueId();
  const [filter, setFilter] = createSignal("");
  const found = createMemo(() => {
    const wanted = filter().trim().toLowerCase();
    return props.places.data()?.filter(({ name }) => name.toLowerCase().includes(wanted)) ?? [];
  });
  const isPicked = (name: string) => props.value.some((each) => isSame(each, name));
  function pick(name: string, isOn: boolean): void {
    const others = props.value.filter((each) => !isSame(each, name));
    props.onChange(isOn ? [...others, name] : others);
  }
  const words = () => {
    const count = found().length;
    if (count === 0) return `No ${props.placeName} is called that.`;
    return count > SHOWN
      ? `${formatCount(count)} found, the first ${SHOWN} shown. Type to find others.`
      : `${formatCount(count)} found.`;
  };
  return (
    <div class="picker">
      <Switch fallback={<p class="quiet">Fetching them</p>}>
        <Match when={props.places.data()}>
          <label class="unseen" for={id}>
            Find by name
          </label>
          <input
            class="input"
            id={id}
            type="search"
            autocomplete="off"
            spellcheck={false}
            placeholder="Find by name"
            value={filter()}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
          <ul class="picker-list">
            <For each={found().slice(0, SHOWN)}>
              {(place) => (
                <li>
                  <label class="choice">
                    <input
                      type="checkbox"
                      checked={isPicked(place.name)}
                      onChange={(event) => pick(place.name, event.currentTarget.checked)}
                    />
                    <bdi>{place.name}</bdi>
                    <span class="quiet">{formatCount(place.items)}</span>
                  </label>
                </li>
              )}
            </For>
          </ul>
          <p class="field-help" role="status">
            {words()}
          </p>
        </Match>
        <Match when={props.places.failure()}>
          {(failure) => (
            <p class="field-problem" role="alert">
              {failure().message}{" "}
              <button type="button" class="link" onClick={() => props.places.refetch()}>
                Try again
              </button>
            </p>
          )}
        </Match>
      </Switch>
    </div>
  );
}

/** As the server compares them. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
