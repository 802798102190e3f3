// Draws the page from what the carrier says, and passes on what its reader does.
import { html, nothing, render } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { bar, top } from "./bar.js";
import { live, ringing } from "./calls.js";
import { follow, known, learn, now, phones, tell } from "./carrier.js";
import { clock } from "./clock.js";
import { guide, whatNow } from "./guide.js";
import { beginWith, memory, remember } from "./memory.js";
import { fetchOnDemand, glass, lookBehind, parts } from "./on_demand.js";
import { telephone } from "./phone.js";

const root = document.getElementById("page");
let drawn = false;
const quieted = new Set();
const form = { kind: "mobile", problem: "" };
let problem = "";

const quiet = (call) => quieted.has(call.sid);
// The phone that was chosen is being read, while the page is looked at.
const unread = (phone) => phone.number === memory.selected && !document.hidden ? 0 : phone.texts.filter((text) => !text.mine && text.at > (memory.readAt[phone.number] || 0)).length;

const UNREACHABLE = "The carrier does not answer.";
const words = (error) => error instanceof TypeError ? UNREACHABLE : error.message;

async function attempt(work) {
  try {
    await work();
    problem = "";
  } catch (error) {
    problem = words(error);
  }
  draw();
}

const boxOf = (number) => root.querySelector(`.phone[data-number="${CSS.escape(number)}"]`);

/** Put the focus where somebody goes on in a part of the page. */
function focusIn(box) {
  (box?.querySelector("[data-first]") || box?.querySelector("[data-home]") || box)?.focus({ preventScroll: true });
}

function choose(number, scrolls = true) {
  const chosen = known.phones.get(number);
  if (chosen) look(chosen);
  if (scrolls) boxOf(number)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  focusIn(boxOf(number));
}

/** Its texts count as read up to the last one. Whether that changed anything. */
function markRead(phone) {
  const last = phone.texts.at(-1)?.at || 0;
  if ((memory.readAt[phone.number] || 0) >= last) return false;
  remember("readAt", { ...memory.readAt, [phone.number]: last });
  return true;
}

function look(phone) {
  const before = known.phones.get(memory.selected);
  if (before && before.number !== phone.number) markRead(before);
  if (markRead(phone)) draw();
  if (memory.selected !== phone.number) {
    remember("selected", phone.number);
    draw();
  }
}

const on = {
  look,
  choose,
  /** Where the guide stays in sight beside the telephones, the one that answers comes into sight as well. */
  show(phone) {
    if (matchMedia("(min-width: 60rem)").matches) boxOf(phone.number)?.scrollIntoView({ block: "nearest" });
  },
  async toggle(name) {
    remember(name, !memory[name]);
    draw();
    if (name !== "glass" || !memory.glass) return;
    await behind();
    root.querySelector(".behind")?.scrollIntoView({ block: "start" });
  },
  act(phone, call, act, data) {
    look(phone);
    return attempt(() => tell(`calls/${call.sid}/${act}`, data));
  },
  /** Its keypad has the focus then: what is typed next is pressed. */
  answer: (phone, call, scrolls) => on.act(phone, call, "answer").then(() => choose(phone.number, scrolls)),
  letRing(call) {
    if (!quieted.delete(call.sid)) quieted.add(call.sid);
    draw();
  },
  /** `field`: where the words were written. They stand there again if the carrier did not take them. */
  text(phone, body, field = { value: "" }) {
    const write = (words) => {
      field.value = words;
      on.draft(phone, words);
    };
    if (field.value) write("");
    look(phone);
    return attempt(() => tell("text", { from: phone.number, body }).catch((refused) => {
      if (field.name && !field.value) write(body);
      throw refused;
    }));
  },
  draft(phone, words) {
    remember("drafts", { ...memory.drafts, [phone.number]: words });
  },
  dial(phone, to) {
    look(phone);
    return attempt(() => tell("call", { from: phone.number, to }));
  },
  putAway: (phone) => attempt(() => tell("put_away", { number: phone.number })),
  move: (how) => attempt(async () => {
    const from = now();
    await tell("clock", { ...how, run: true });
    if (!how.stop) remember("movedAt", from);
    if (!phones().some((phone) => live(phone).some((call) => call.with.length))) remember("seen", { ...memory.seen, moved: true });
  }),
  kind(kind) {
    form.kind = kind;
    draw();
  },
  async add(fields, done) {
    try {
      const added = await tell("add", fields);
      form.kind = "mobile";
      form.problem = "";
      done();
      learn(added);
      draw();
      choose(added.number);
    } catch (error) {
      form.problem = words(error);
      draw();
    }
  },
  break: (what) => attempt(() => tell("break", what)),
  pause() {
    glass.paused = !glass.paused;
    if (!glass.paused) behind();
    draw();
  },
  filter(number) {
    glass.filter = number;
    draw();
  },
};

let handed = null;

/** The phone of whoever the reader is now is the chosen one, unless they are busy with another. */
function hand(phone) {
  const number = phone?.number || "";
  const first = handed === null && memory.selected; // after a reload the phone that was chosen stays so
  if (number === handed) return;
  handed = number;
  if (first) return;
  if (number && !document.activeElement?.closest?.(".phone")) remember("selected", number);
}

/** Whether the coordinator's phone is being looked at, and something with a code stands in it: an alert, or a callback. */
const showsAlert = (phone) => phone.role === "coordinator" && phone.number === memory.selected
  && phone.texts.some((text) => !text.mine && text.by === "line" && /\p{Lu}\d{1,3}\b/u.test(text.body));

function draw() {
  if (!known.ready) {
    if (known.trouble) root.querySelector("p").textContent = known.trouble;
    return;
  }
  const all = phones();
  // A phone that a program plays needs nobody: it is seen, and neither rings for the reader nor waits for them.
  const free = all.filter((phone) => !known.played.includes(phone.number));
  const zone = known.line.timezone;
  if (!known.phones.has(memory.selected)) memory.selected = all[0]?.number || "";
  if (all.some((phone) => live(phone).length)) fetchOnDemand("call", draw);
  const about = {
    line: known.line, clock: known.clock, zone, now: now(), seen: memory.seen, movedAt: memory.movedAt, call: parts.call,
    known, memory, trouble: known.trouble || problem, quiet, unread, on,
  };
  const what = whatNow(free, about);
  hand(what.phone);
  if (!memory.seen.coordinator && all.some(showsAlert)) remember("seen", { ...memory.seen, coordinator: true });
  const focused = document.activeElement?.closest?.(PARTS);
  if (!drawn) root.replaceChildren();
  drawn = true;
  render(html`
    <a class="skip" href="#phones">Skip to the telephones</a>
    ${top(about)}
    ${bar(all, free, about)}
    <main class=${memory.glass ? "open" : ""}>
      <div class="side">
        ${guide(what, free, about)}
        ${clock(all, about)}
        ${memory.glass && parts.panels ? html`
          <div class="behind">
            ${parts.panels.breakingPanel({ broken: known.broken, phones: all, on })}
            ${parts.panels.glassPanel({ ...glass, zone, names: new Map(all.map((phone) => [phone.number, phone.name])), on })}
          </div>` : nothing}
      </div>
      <div class="front">
        <div id="phones" class="phones" tabindex="-1">
          ${repeat(all, (phone) => phone.number, (phone) => telephone(phone, {
            ...about, played: known.played.includes(phone.number), selected: memory.selected === phone.number, draft: memory.drafts[phone.number] || "",
          }))}
        </div>
        <details class="adding" @toggle=${() => fetchOnDemand("form", draw)}>
          <summary>Add a telephone</summary>
          ${parts.form ? parts.form.adding(all, { ...form, on }) : nothing}
        </details>
        <p class="hint">This page is for trying things out: what is written here reaches nobody. If you are in danger yourself, call
          your emergency number; in the US and Canada you can call or text 988. Who talks with whom is shown by this page alone.</p>
      </div>
    </main>`, root);
  keepFocus(focused);
  keepAtEnd();
  document.title = title(free);
  parts.call?.attend(free, { sound: memory.sound, aloud: memory.aloud, quiet });
}

/** What the tab says while another is looked at: who rings, or how much is unread. */
function title(all) {
  const rings = all.find(ringing);
  const count = all.reduce((sum, phone) => sum + unread(phone), 0);
  const name = known.line.name || "Telephones";
  if (rings) return `☎ ${rings.name}’s phone rings`;
  return count ? `(${count}) ${name}` : `${name} – telephones`;
}

const PARTS = ".phone, .guide, .clock";

/** What had the focus may be gone, as Answer is once it is pressed: the focus stays in its part of the page. */
function keepFocus(part) {
  if (part?.isConnected && document.activeElement === document.body) focusIn(part);
}

const ends = new WeakMap();

/** Threads and captions show their newest line, from its beginning, unless their reader has scrolled away from it. */
function keepAtEnd() {
  for (const list of root.querySelectorAll("[role=log]")) {
    const before = ends.get(list);
    const last = list.lastElementChild; // their number stays the same in a long thread, of which the first goes
    if (before && before.last === last && list.scrollTop !== before.top) continue;
    const start = last ? last.offsetTop - list.offsetTop - 8 : 0;
    list.scrollTop = Math.min(start, list.scrollHeight - list.clientHeight);
    ends.set(list, { last, top: list.scrollTop });
  }
}

const behind = () => memory.glass && lookBehind(draw);

follow(() => {
  if (!known.trouble && problem === UNREACHABLE) problem = "";
  if (known.ready) beginWith(known.started);
  draw();
  behind();
});
// Durations and the clock go on while nothing happens.
setInterval(() => {
  if (!document.hidden) draw();
}, 1000);
