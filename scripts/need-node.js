// Plain JavaScript, because an older Node stops at the first TypeScript file with an error that
// helps nobody. npm scripts load it with --import, before anything else.
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(
    `This project brings its own Node 24, but Node ${process.versions.node} is running. ` +
      "Run `npm install`, then start with `npm start` (or `npm run …`), so that the project's Node is used.",
  );
  process.exit(1);
}
