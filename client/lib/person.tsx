import { type Accessor, type JSX, createContext, useContext } from "solid-js";
import type { Me } from "../../shared/me.ts";
import type { Loaded } from "../queries/loaded.ts";
import { createNow } from "./now.ts";

export interface Person {
  readonly me: Loaded<Me>;
  /** The person's zone; the browser's until the answer is there. */
  readonly zone: Accessor<string>;
  /** Now, told four times a minute, so that `2 min ago` stays true. */
  readonly now: Accessor<number>;
}

const PersonContext = createContext<Person>();

export function PersonProvider(props: { me: Loaded<Me>; children: JSX.Element }): JSX.Element {
  const now = createNow(15_000);
  const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = () => props.me.data()?.zone ?? browserZone;
  return (
    <PersonContext.Provider value={{ me: props.me, zone, now }}>
      {props.children}
    </PersonContext.Provider>
  );
}

export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error("usePerson needs a PersonProvider above it");
  return person;
}
