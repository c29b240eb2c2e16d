// Wakes the islands of a page. Loaded only by pages that have some.
import start, * as app from "./MODULE";

await start({ module_or_path: new URL("./BINARY", import.meta.url) });
app.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  app[island.dataset.component]?.(island);
}
// So that whoever waits for the islands can see it.
document.documentElement.dataset.awake = "";
