import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { applyTheme, readTheme } from "./lib/theme.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/controls.css";
import "./styles/connect.css";
import "./styles/dialog.css";
import "./styles/axis.css";
import "./styles/day.css";
import "./styles/line-notes.css";
import "./styles/entry.css";
import "./styles/entry-media.css";
import "./styles/sources.css";
import "./styles/runs.css";
import "./styles/forms.css";
import "./styles/states.css";
import "./styles/hiding.css";
import "./styles/erasing.css";
import "./styles/landing.css";

applyTheme(readTheme());

const root = document.getElementById("app");
if (root) render(() => <App />, root);
