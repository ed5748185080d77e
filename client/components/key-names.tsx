import { For, type JSX } from "solid-js";

export function KeyNames(props: { keys: string }): JSX.Element {
  return <For each={props.keys.split(" ")}>{(key) => <kbd>{key}</kbd>}</For>;
}
