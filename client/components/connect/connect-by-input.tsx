import { useNavigate } from "@solidjs/router";
import { For, type JSX, Show, createSignal, createUniqueId } from "solid-js";
import type { ConnectWay } from "../../../shared/platforms.ts";
import { connectedHref } from "../../lib/addresses.ts";
import { useFormProblem } from "../../lib/use-form-problem.ts";
import { useConnect } from "../../queries/connections.ts";
import { Field } from "../field.tsx";
import type { ConnectFormProps } from "./connect-form.tsx";

export interface ConnectByInputProps extends ConnectFormProps {
  readonly fields: Extract<ConnectWay, { type: "input" }>["fields"];
  /** Puts the form away, where it can be. */
  readonly onCancel?: (() => void) | undefined;
}

/** Asks for what a platform is connected by: a handle, a key, an address. */
export function ConnectByInput(props: ConnectByInputProps): JSX.Element {
  const navigate = useNavigate();
  const connecting = useConnect();
  const id = createUniqueId();
  const [texts, setTexts] = createSignal<Readonly<Record<string, string>>>({});
  const names = props.fields.map((field) => field.name);
  let form: HTMLFormElement | undefined;
  const problem = useFormProblem(() => form, connecting.failure, names);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (connecting.isSaving()) return;
    const input = Object.fromEntries(names.map((name) => [name, texts()[name] ?? ""]));
    const made = await connecting.save({ platform: props.platform.id, input });
    if (made !== null) navigate(connectedHref(made, props.reconnect));
  }
  /** What is looked for, in the person's own words; a secret is not said. */
  const waitingFor = () => {
    const open = props.fields.find((field) => !field.secret && texts()[field.name]?.trim());
    return open === undefined ? null : texts()[open.name]?.trim();
  };

  return (
    <form
      class="connect"
      aria-label={`Connect ${props.platform.name}`}
      ref={(element) => (form = element)}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) props.onCancel?.();
      }}
    >
      <For each={props.fields}>
        {(field) => (
          <Field
            label={field.label}
            for={`${id}-${field.name}`}
            help={field.help}
            problem={problem.of(field.name)}
          >
            <input
              class="input"
              {...problem.attributes(field.name, `${id}-${field.name}`, field.help !== "")}
              type={field.secret ? "password" : "text"}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              maxLength={4000}
              required
              placeholder={field.example}
              readOnly={connecting.isSaving()}
              value={texts()[field.name] ?? ""}
              onInput={(event) => {
                problem.settle(field.name);
                setTexts((all) => ({ ...all, [field.name]: event.currentTarget.value }));
              }}
            />
          </Field>
        )}
      </For>
      <Show when={problem.rest()}>
        {(sentence) => (
          <p class="field-problem" role="alert">
            {sentence()}
          </p>
        )}
      </Show>
      <p class="connect-end">
        <button type="submit" class="button primary" aria-disabled={connecting.isSaving()}>
          {props.action ?? "Connect"} <span class="unseen">{props.platform.name}</span>
        </button>
        <Show when={props.onCancel}>
          {(cancel) => (
            <button type="button" class="button bare" onClick={() => cancel()()}>
              Cancel
            </button>
          )}
        </Show>
        <span class="quiet" role="status">
          <Show when={connecting.isSaving()}>
            <Show when={waitingFor()} fallback={`Asking ${props.platform.name}`}>
              {(text) => (
                <>
                  Looking for <bdi>{text()}</bdi>
                </>
              )}
            </Show>
          </Show>
        </span>
      </p>
    </form>
  );
}
