import { For, type JSX, Show } from "solid-js";
import { FieldNotes } from "../../components/field-notes.tsx";
import { Glyph } from "../../components/glyph.tsx";
import { besideTheirOwn } from "../../lib/source-name.ts";
import type { WordsOfSources } from "./profile-form.tsx";

interface SourcesChoiceProps {
  readonly words: WordsOfSources;
  /** Null for all. */
  readonly chosen: readonly string[] | null;
  readonly problem: string | null;
  readonly onChoose: (chosen: readonly string[] | null) => void;
}

/** All sources, those to come among them, or chosen ones. */
export function SourcesChoice(props: SourcesChoiceProps): JSX.Element {
  const platform = (id: string) => props.words.platforms.find((each) => each.id === id);
  const ids = () => props.words.connections.map((each) => each.id);
  function toggle(id: string, isIn: boolean): void {
    const others = (props.chosen ?? []).filter((each) => each !== id);
    props.onChoose(isIn ? [...others, id] : others);
  }
  return (
    <fieldset class="form-row">
      <legend class="unseen">Which sources</legend>
      <span class="label" aria-hidden="true">
        Sources
      </span>
      <div>
        <label class="choice">
          <input
            type="radio"
            name="sources"
            checked={props.chosen === null}
            onChange={() => props.onChoose(null)}
          />
          <span>
            All of them
            <span class="quiet">And those that you connect later.</span>
          </span>
        </label>
        <label class="choice">
          <input
            type="radio"
            name="sources"
            checked={props.chosen !== null}
            onChange={() => props.onChoose(ids())}
          />
          <span>Only these</span>
        </label>
        <Show when={props.chosen}>
          {(chosen) => (
            <ul class="chosen-sources" aria-label="Only these">
              <For
                each={besideTheirOwn(props.words.connections)}
                fallback={<li class="quiet">Nothing is connected yet.</li>}
              >
                {(connection) => (
                  <li>
                    <label class="choice">
                      <input
                        type="checkbox"
                        checked={chosen().includes(connection.id)}
                        onChange={(event) => toggle(connection.id, event.currentTarget.checked)}
                      />
                      <span>
                        <Glyph platform={platform(connection.platform)} id={connection.platform} />{" "}
                        {platform(connection.platform)?.name ?? connection.platform}{" "}
                        <bdi class="handle">{connection.handle}</bdi>
                      </span>
                    </label>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Show>
        <FieldNotes for="profile-connections" problem={props.problem} />
      </div>
    </fieldset>
  );
}
