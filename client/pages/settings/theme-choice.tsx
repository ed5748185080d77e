import { type JSX, createSignal } from "solid-js";
import { ThemeRadios } from "../../components/theme-radios.tsx";
import { type Theme, readTheme, storeTheme } from "../../lib/theme.ts";

const WORDS = {
  system: { name: "As the system", help: "Follows your machine, day and night" },
  light: { name: "Light", help: "Always" },
  dark: { name: "Dark", help: "Always" },
};

/** The theme of this browser; it is not sent anywhere. */
export function ThemeChoice(): JSX.Element {
  const [chosen, setChosen] = createSignal(readTheme());
  function choose(theme: Theme): void {
    setChosen(theme);
    storeTheme(theme);
  }
  return (
    <ThemeRadios chosen={chosen()} words={WORDS} note="Kept in this browser." onChoose={choose} />
  );
}
