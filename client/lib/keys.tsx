import { type JSX, createContext, createSignal, onCleanup, onMount, useContext } from "solid-js";

export interface KeyHint {
  readonly keys: string;
  readonly text: string;
  /** Shown only while this says yes; reactive. */
  readonly when?: () => boolean;
}

export interface KeyBinding {
  /** `j`, `?`, `space`, `enter`, or two in a row: `g t`. */
  readonly keys: string;
  readonly label: string;
  /** Set where the status line names it; one hint may speak for two bindings. */
  readonly hint?: KeyHint;
  /** Left to the browser while this says no. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

interface Keys {
  readonly bindings: () => readonly KeyBinding[];
  readonly add: (bindings: readonly KeyBinding[]) => () => void;
}

const SEQUENCE_MS = 1_000;
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]';
const PRESSABLE = "a, button, summary, label, input";
const MODAL = '[role="dialog"], [role="alertdialog"]';

const KeysContext = createContext<Keys>();

/** Listens for keys on the whole page. What pages bind is what the help lists. */
export function KeysProvider(props: { children: JSX.Element }): JSX.Element {
  // Not in the signal: the end of a transition sets signals back to what they were before a page
  // that it removes had cleaned up.
  let sets: readonly (readonly KeyBinding[])[] = [];
  const [changed, setChanged] = createSignal(undefined, { equals: false });
  const bindings = () => {
    changed();
    return sets.flat();
  };
  const change = (next: typeof sets) => {
    sets = next;
    setChanged(undefined);
  };
  const add = (added: readonly KeyBinding[]) => {
    change([added, ...sets]);
    return () => change(sets.filter((each) => each !== added));
  };

  let prefix = "";
  let pressedAt = 0;
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(TYPING) || document.querySelector(MODAL)) return;
    const key = nameOf(event.key);
    if ((key === "space" || key === "enter") && target?.closest(PRESSABLE)) return;
    const before = event.timeStamp - pressedAt < SEQUENCE_MS ? prefix : "";
    const pressed = before === "" ? key : `${before} ${key}`;
    const binding = bindings().find((each) => each.keys === pressed && (each.when?.() ?? true));
    const begins = bindings().some((each) => each.keys.startsWith(`${pressed} `));
    prefix = begins ? pressed : "";
    pressedAt = event.timeStamp;
    if (!binding) return;
    event.preventDefault();
    binding.run();
  }
  onMount(() => document.addEventListener("keydown", onKeyDown));
  onCleanup(() => document.removeEventListener("keydown", onKeyDown));

  return <KeysContext.Provider value={{ bindings, add }}>{props.children}</KeysContext.Provider>;
}

/** Binds keys for as long as the calling component is there. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const remove = useContext(KeysContext)?.add(bindings);
  onCleanup(() => remove?.());
}

/** Every key that is bound now. */
export function useKeyMap(): () => readonly KeyBinding[] {
  const keys = useContext(KeysContext);
  return () => keys?.bindings() ?? [];
}

function nameOf(key: string): string {
  if (key === " ") return "space";
  return key === "Enter" ? "enter" : key;
}
