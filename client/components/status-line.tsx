import { For, type JSX } from "solid-js";
import { failureWords, freshnessWords } from "../lib/freshness-words.ts";
import { useKeyMap } from "../lib/keys.tsx";
import { usePerson } from "../lib/person.tsx";
import { useConnections } from "../queries/connections.ts";
import { usePlatforms } from "../queries/platforms.ts";

/** At the foot of every page: who is here, the keys that work, and how fresh everything is. */
export function StatusLine(): JSX.Element {
  const { me, zone, now } = usePerson();
  const connections = useConnections();
  const platforms = usePlatforms();
  const keyMap = useKeyMap();
  const hints = () =>
    keyMap()
      .flatMap((binding) => binding.hint ?? [])
      .filter((hint) => hint.when?.() ?? true);
  const nameOf = (id: string) => platforms.data()?.find((each) => each.id === id)?.name ?? id;
  const freshness = () => {
    const failure = connections.failure();
    if (failure) return failureWords(failure);
    const held = connections.data();
    return held ? freshnessWords(held, { zone: zone(), now: now(), nameOf }) : "";
  };
  return (
    <footer class="status">
      <div class="status-in">
        <span class="status-who">{me.data()?.handle}</span>
        <span class="hints">
          <For each={hints()}>
            {(hint) => (
              <span>
                <b>{hint.keys}</b> {hint.text}
              </span>
            )}
          </For>
        </span>
        <span class="status-end">{freshness()}</span>
      </div>
    </footer>
  );
}
