import { For, type JSX, Show, createSignal, createUniqueId } from "solid-js";
import type { ConnectWay, PlatformInfo } from "../../../shared/platforms.ts";
import { webHref } from "../../lib/addresses.ts";
import { useFormProblem } from "../../lib/use-form-problem.ts";
import { useSetOwnApp } from "../../queries/platforms.ts";
import { CopyText } from "../copy-text.tsx";
import { Field } from "../field.tsx";

interface OwnAppFormProps {
  readonly platform: PlatformInfo;
  readonly way: Extract<ConnectWay, { type: "oauth" }>;
  /** What can be said of it now. */
  readonly onSaved: (words: string) => void;
  readonly onCancel: () => void;
}

/** How to make an app there, step by step, and where its id and secret go; they are tested at once. */
export function OwnAppForm(props: OwnAppFormProps): JSX.Element {
  const saving = useSetOwnApp(() => props.platform.id);
  const id = createUniqueId();
  const [clientId, setClientId] = createSignal("");
  const [clientSecret, setClientSecret] = createSignal("");
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(() => form, saving.failure, ["clientId", "clientSecret"]);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (saving.isSaving()) return;
    const { name } = props.platform;
    const saved = await saving.save({ clientId: clientId(), clientSecret: clientSecret() });
    if (saved !== null) props.onSaved(`${name} accepts it. What you connect from now on uses it.`);
  }

  return (
    <form
      class="own-app-form"
      aria-label={`Your own ${props.platform.name} app`}
      ref={(element) => (form = element)}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) props.onCancel();
      }}
    >
      <ol class="own-app-steps">
        <li>
          Open{" "}
          <Show when={webHref(props.way.ownApp.url)} fallback={props.way.ownApp.url}>
            {(href) => (
              <a class="link" href={href()} target="_blank" rel="noopener noreferrer">
                {props.way.ownApp.url.replace(/^https?:\/\//, "")}
              </a>
            )}
          </Show>
          .
        </li>
        <For each={props.way.ownApp.steps}>{(step) => <li>{step}</li>}</For>
      </ol>
      <CopyText label="Redirect address" text={props.way.redirectUri} />
      <Field label="Client id" for={`${id}-id`} problem={problem.of("clientId")}>
        <input
          class="input code"
          {...problem.attributes("clientId", `${id}-id`)}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={500}
          required
          readOnly={saving.isSaving()}
          value={clientId()}
          onInput={(event) => {
            problem.settle("clientId");
            setClientId(event.currentTarget.value);
          }}
        />
      </Field>
      <Field
        label="Client secret"
        for={`${id}-secret`}
        problem={problem.of("clientSecret")}
        help="It is sealed, and never shown again."
      >
        <input
          class="input code"
          {...problem.attributes("clientSecret", `${id}-secret`, true)}
          type="password"
          autocomplete="off"
          maxLength={500}
          required
          readOnly={saving.isSaving()}
          value={clientSecret()}
          onInput={(event) => {
            problem.settle("clientSecret");
            setClientSecret(event.currentTarget.value);
          }}
        />
      </Field>
      <Show when={problem.rest()}>
        {(sentence) => (
          <p class="field-problem" role="alert">
            {sentence()}
          </p>
        )}
      </Show>
      <p class="connect-end">
        <button type="submit" class="button primary" aria-disabled={saving.isSaving()}>
          Test and save
        </button>
        <button type="button" class="button bare" onClick={() => props.onCancel()}>
          Cancel
        </button>
        <span class="quiet" role="status">
          <Show when={saving.isSaving()}>Testing it at {props.platform.name}</Show>
        </span>
      </p>
    </form>
  );
}
