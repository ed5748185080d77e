import { For, type JSX } from "solid-js";
import type { Profile } from "../../../shared/profiles.ts";
import { FieldNotes } from "../../components/field-notes.tsx";
import { VISIBILITY } from "../../lib/profile-words.ts";

interface VisibilityChoiceProps {
  readonly chosen: Profile["visibility"];
  readonly problem: string | null;
  readonly onChoose: (visibility: Profile["visibility"]) => void;
}

const ORDER = ["private", "unlisted", "public"] as const;

/** Who may see a profile, with a sentence for each. */
export function VisibilityChoice(props: VisibilityChoiceProps): JSX.Element {
  return (
    <fieldset class="form-row">
      <legend class="unseen">Who can see it</legend>
      <span class="label" aria-hidden="true">
        Who
      </span>
      <div>
        <For each={ORDER}>
          {(visibility) => (
            <label class="choice">
              <input
                type="radio"
                name="visibility"
                checked={props.chosen === visibility}
                onChange={() => props.onChoose(visibility)}
              />
              <span>
                {VISIBILITY[visibility].name}
                <span class="quiet">{VISIBILITY[visibility].help}</span>
              </span>
            </label>
          )}
        </For>
        <FieldNotes for="profile-visibility" problem={props.problem} />
      </div>
    </fieldset>
  );
}
