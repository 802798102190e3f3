// What the carrier knows, and the requests that change it. The page draws what stands here, and nothing else.

const GONE = "The carrier does not answer. It may have been stopped; this page goes on trying.";

/** The tab's own name, which a reload keeps: calls it has picked up are hung up when it is closed. */
const page = sessionStorage.getItem("page") || Math.random().toString(36).slice(2) + Date.now().toString(36);
sessionStorage.setItem("page", page);

export const known = {
  ready: false,
  trouble: "",
  line: { number: "", name: "", timezone: "UTC", pace: 1 },
  clock: { now: Date.now() / 1000, ahead: 0, movable: false },
  notice: "",
  broken: [],
  shelf: [],
  phones: new Map(),
};

let started = "";
let readAt = performance.now();

/** This moment on the carrier's clock, in seconds since 1970. */
export const now = () => known.clock.now + (performance.now() - readAt) / 1000;

export const phones = () => known.shelf.map((number) => known.phones.get(number)).filter(Boolean);

async function ask(path, data) {
  const options = data === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data),
  };
  const answer = await fetch(`/_phones/${path}`, { cache: "no-store", ...options });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || `The carrier answers ${answer.status}.`);
  return body;
}

/** Ask the carrier for something that changes nothing. */
export const read = (path) => ask(path);

/** Tell the carrier to do something. Rejects with an Error whose message is for a person. */
export const tell = (path, data = {}) => ask(path, { ...data, page });

function take(view) {
  if (view.started !== started) {
    // Another carrier: what was known belongs to one that is gone.
    started = view.started;
    known.phones.clear();
  }
  for (const name of ["line", "clock", "notice", "broken", "shelf"]) known[name] = view[name];
  readAt = performance.now();
  for (const phone of view.phones) known.phones.set(phone.number, phone);
  for (const number of [...known.phones.keys()]) if (!known.shelf.includes(number)) known.phones.delete(number);
  known.ready = true;
}

/** Follow the carrier for as long as the page is open; `changed` is called whenever something did. */
export async function follow(changed) {
  let since = 0;
  for (;;) {
    try {
      const before = started;
      const view = await ask(`view?page=${page}&since=${since}&wait=${since ? 20 : 0}`);
      since = before && view.started !== before ? 0 : view.revision;
      take(view);
      if (known.trouble === GONE) known.trouble = "";
      changed();
    } catch {
      known.trouble = GONE;
      since = 0;
      changed();
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}
