// What the carrier knows, and the requests that change it. The page draws what stands here, and nothing else.

const GONE = "The carrier does not answer. It may have been stopped; this page goes on trying.";

/** The tab's own name, which a reload keeps: calls it has picked up are hung up when it is closed. */
const page = sessionStorage.getItem("page") || Math.random().toString(36).slice(2) + Date.now().toString(36);
sessionStorage.setItem("page", page);

export const known = {
  ready: false,
  // Differs for each start of a carrier.
  started: "",
  trouble: "",
  line: { number: "", name: "", timezone: "UTC", pace: 1 },
  clock: { now: Date.now() / 1000, ahead: 0, movable: false },
  notice: "",
  played: [],
  broken: [],
  shelf: [],
  phones: new Map(),
};

let readAt = performance.now();

/** This moment on the carrier's clock, in seconds since 1970. */
export const now = () => known.clock.now + (performance.now() - readAt) / 1000;

export const phones = () => known.shelf.map((number) => known.phones.get(number)).filter(Boolean);

async function ask(path, data) {
  const options = data === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data),
  };
  const answer = await fetch(`/_phones/${path}`, { cache: "no-store", ...options });
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(body?.error || `The carrier answers with an error, ${answer.status}.`);
  if (!body) throw new Error("The carrier’s answer cannot be read.");
  return body;
}

/** Ask the carrier for something that changes nothing. */
export const read = (path) => ask(path);

/** Tell the carrier to do something. Rejects with an Error whose message is for a person. */
export const tell = (path, data = {}) => ask(path, { ...data, page });

/** Whether this is a view at all: what stands before the carrier, or is no carrier, may answer anything. */
function isView({ line, clock, revision, shelf, played, broken, phones }) {
  return Boolean(line && clock) && Number.isFinite(revision) && [shelf, played, broken, phones].every(Array.isArray)
    && phones.every((phone) => Array.isArray(phone?.texts) && Array.isArray(phone.calls));
}

function take(view) {
  if (!isView(view)) throw new Error("This is no view.");
  if (view.started !== known.started) {
    // Another carrier: what was known belongs to one that is gone.
    known.started = view.started;
    known.phones.clear();
  }
  for (const name of ["line", "clock", "notice", "played", "broken", "shelf"]) known[name] = view[name];
  try {
    new Intl.DateTimeFormat("en", { timeZone: view.line.timezone });
  } catch {
    known.line.timezone = "UTC"; // a zone that Python knows and this browser does not
  }
  readAt = performance.now();
  for (const phone of view.phones) known.phones.set(phone.number, phone);
  for (const number of [...known.phones.keys()]) if (!known.shelf.includes(number)) known.phones.delete(number);
  known.ready = true;
}

/** A phone that was added just now, before the carrier shows it with the others. */
export function learn(phone) {
  known.phones.set(phone.number, phone);
  if (!known.shelf.includes(phone.number)) known.shelf = [...known.shelf, phone.number];
}

/** Follow the carrier for as long as the page is open; `changed` is called whenever something did. */
export async function follow(changed) {
  let since = 0;
  for (;;) {
    try {
      const before = known.started;
      const view = await ask(`view?page=${page}&started=${known.started}&since=${since}&wait=${since ? 20 : 0}`);
      since = before && view.started !== before ? 0 : view.revision;
      take(view);
      known.trouble = "";
    } catch {
      known.trouble = GONE;
      since = 0;
    }
    try {
      changed();
    } catch (defect) {
      reportError(defect); // of the page, which goes on following all the same
    }
    if (known.trouble) await new Promise((done) => setTimeout(done, 1000));
  }
}
