// Parts of the page that are fetched when they are first wanted: the first view stays light.
import { read } from "./carrier.js";

export const parts = { call: null, form: null, panels: null };

const FETCHED = {
  call: () => Promise.all([import("./call.js"), import("./attention.js")]),
  form: () => Promise.all([import("./adding.js")]),
  panels() {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/page/glass.css" }));
    return Promise.all([import("./breaking.js"), import("./glass.js")]);
  },
};
const asked = new Set();

/** Fetch a part, once; `fetched` is called when it is there. A carrier that is gone is asked again the next time. */
export async function fetchOnDemand(name, fetched) {
  if (asked.has(name)) return;
  asked.add(name);
  try {
    parts[name] = Object.assign({}, ...await FETCHED[name]());
    fetched();
  } catch {
    asked.delete(name);
  }
}

export const glass = { exchanges: [], last: 0, paused: false, filter: "" };

/** Ask for the exchanges since the last look; `seen` is called when they are there. */
export async function lookBehind(seen) {
  await fetchOnDemand("panels", seen);
  if (glass.paused) return;
  try {
    const found = await read(`glass?since=${glass.last}`);
    if (found.last < glass.last) Object.assign(glass, { exchanges: [], last: 0 });
    // Another look may have been under way meanwhile, and have brought some of the same.
    const fresh = found.exchanges.filter((exchange) => exchange.id > glass.last);
    glass.last = found.last;
    glass.exchanges = [...glass.exchanges, ...fresh].slice(-300);
    seen();
  } catch {
    // The next change asks again; that nothing answers is said by whoever follows the carrier.
  }
}
