// Draws the page from what the carrier says, and passes on what its reader does.
import { html, nothing, render } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { adding } from "./adding.js";
import { attend } from "./attention.js";
import { current, live, ringing } from "./calls.js";
import { follow, known, now, phones, read, tell } from "./carrier.js";
import { clock } from "./clock.js";
import * as format from "./format.js";
import { guide } from "./guide.js";
import { memory, remember } from "./memory.js";
import { telephone } from "./phone.js";

const root = document.getElementById("page");
let drawn = false;
const quieted = new Set();
const glass = { exchanges: [], last: 0, paused: false, filter: "" };
let panels = null;
const form = { kind: "mobile", problem: "" };
let problem = "";

const quiet = (call) => quieted.has(call.sid);
// The phone that was chosen is being read, while the page is looked at.
const unread = (phone) => phone.number === memory.selected && !document.hidden ? 0 : phone.texts.filter((text) => !text.mine && text.at > (memory.readAt[phone.number] || 0)).length;

async function attempt(work) {
  try {
    await work();
    problem = "";
  } catch (error) {
    problem = error instanceof TypeError ? "The carrier does not answer." : error.message;
  }
  draw();
}

function choose(number) {
  const chosen = known.phones.get(number);
  if (chosen) look(chosen);
  const box = root.querySelector(`.phone[data-number="${CSS.escape(number)}"]`);
  box?.scrollIntoView({ block: "nearest", inline: "nearest" });
  (box?.querySelector("[data-first]") || box?.querySelector("[data-home]"))?.focus({ preventScroll: true });
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
  if (phone.role === "coordinator" && !memory.seen.coordinator) remember("seen", { ...memory.seen, coordinator: true });
  if (markRead(phone)) draw();
  if (memory.selected !== phone.number) {
    remember("selected", phone.number);
    draw();
  }
}

const on = {
  look,
  act(phone, call, act, data) {
    look(phone);
    return attempt(() => tell(`calls/${call.sid}/${act}`, data));
  },
  letRing(call) {
    if (!quieted.delete(call.sid)) quieted.add(call.sid);
    draw();
  },
  text(phone, body) {
    remember("drafts", { ...memory.drafts, [phone.number]: "" });
    look(phone);
    return attempt(() => tell("text", { from: phone.number, body }));
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
    remember("seen", { ...memory.seen, moved: true });
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
      remember("selected", added.number);
    } catch (error) {
      form.problem = error.message;
    }
    draw();
  },
  break: (what) => attempt(() => tell("break", what)),
  pause() {
    glass.paused = !glass.paused;
    if (!glass.paused) lookBehind();
    draw();
  },
  filter(number) {
    glass.filter = number;
    draw();
  },
};

function top() {
  return html`
    <header class="top">
      <p><strong>${known.line.name || "The line"}</strong> ${format.number(known.line.number)}</p>
      <div class="row tools">
        <button aria-pressed=${memory.sound} @click=${() => toggle("sound")}>Ringing sound</button>
        <button aria-pressed=${memory.aloud} @click=${() => toggle("aloud")}>Read aloud</button>
        <button aria-pressed=${memory.glass} @click=${() => toggle("glass")}>Behind the glass</button>
      </div>
    </header>`;
}

function bar(all) {
  return html`
    <div class="bar">
      <nav aria-label="Telephones">
        ${repeat(all, (phone) => phone.number, (phone) => {
          const waiting = unread(phone);
          const call = ringing(phone) ? "rings" : current(phone) ? "in a call" : "";
          return html`
            <button class="tab ${phone.role} ${ringing(phone) ? "rings" : ""}" aria-current=${memory.selected === phone.number}
              @click=${() => choose(phone.number)}>${phone.name}${call ? html`<span class="sign">${call}</span>` : nothing}${waiting
                ? html`<span class="count">${waiting}<span class="unseen"> new</span></span>` : nothing}</button>`;
        })}
      </nav>
      ${notices(all)}
    </div>`;
}

function notices(all) {
  const rings = all.filter(ringing);
  const pairs = new Set(all.flatMap((phone) => live(phone).filter((call) => call.with.length).map((call) => {
    const names = [phone.name, ...call.with.map((other) => other.name || format.number(other.number))].sort();
    return `${names.join(" and ")} are talking: ${format.duration(now() - call.bridged_at)}`;
  })));
  return html`
    <section class="notices" aria-label="Just now">
      ${rings.map((phone) => html`
        <p class="ringing" role="alert">${phone.name}’s phone rings.
          <button class="go" @click=${() => on.act(phone, ringing(phone), "answer").then(() => choose(phone.number))}>Answer</button>
          <button @click=${() => choose(phone.number)}>Show it</button></p>`)}
      ${[...pairs].map((words) => html`<p class="talk">${words}</p>`)}
      ${known.broken.length ? html`<p class="brokenly">${format.plural(known.broken.length, "thing is", "things are")} broken on purpose.
        <button @click=${() => on.break({ what: "all", on: false })}>Mend everything</button></p>` : nothing}
      ${known.notice ? html`<p role="status">${known.notice}</p>` : nothing}
      <p class="trouble" role="alert">${known.trouble || problem}</p>
    </section>`;
}

function toggle(name) {
  remember(name, !memory[name]);
  if (name === "glass") lookBehind();
  draw();
}

/** The panels behind the glass are fetched when somebody first looks there. */
async function fetchPanels() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/page/glass.css" });
  document.head.append(style);
  const [{ breakingPanel }, { glassPanel }] = await Promise.all([import("./breaking.js"), import("./glass.js")]);
  panels = { breakingPanel, glassPanel };
}

async function lookBehind() {
  if (!memory.glass || glass.paused) return;
  try {
    if (!panels) await fetchPanels();
    const found = await read(`glass?since=${glass.last}`);
    if (found.last < glass.last) glass.exchanges = [];
    glass.last = found.last;
    glass.exchanges = [...glass.exchanges, ...found.exchanges].slice(-300);
    draw();
  } catch {
    // The next change asks again; that nothing answers is said by `follow`.
  }
}

function draw() {
  if (!known.ready) {
    if (known.trouble) root.querySelector("p").textContent = known.trouble;
    return;
  }
  const all = phones();
  const zone = known.line.timezone;
  if (!known.phones.has(memory.selected)) memory.selected = all[0]?.number || "";
  const about = { line: known.line, clock: known.clock, zone, now: now(), seen: memory.seen, movedAt: memory.movedAt, quiet, on };
  const focused = document.activeElement?.closest?.(".phone")?.dataset.number;
  if (!drawn) root.replaceChildren();
  drawn = true;
  render(html`
    <a class="skip" href="#phones">Skip to the telephones</a>
    ${top()}
    ${bar(all)}
    <main class=${memory.glass ? "open" : ""}>
      <div class="front">
        ${guide(all, about)}
        ${clock(all, about)}
        <div id="phones" class="phones" tabindex="-1">
          ${repeat(all, (phone) => phone.number, (phone) => telephone(phone, {
            ...about, selected: memory.selected === phone.number, draft: memory.drafts[phone.number] || "",
          }))}
        </div>
        ${adding(all, { ...form, on })}
      </div>
      ${memory.glass && panels ? html`
        <div class="behind">
          ${panels.breakingPanel({ broken: known.broken, phones: all, on })}
          ${panels.glassPanel({ ...glass, zone, names: new Map(all.map((phone) => [phone.number, phone.name])), on })}
        </div>` : nothing}
    </main>`, root);
  keepFocus(focused);
  keepAtEnd();
  attend(all, { line: known.line, unread, sound: memory.sound, aloud: memory.aloud, quiet });
}

/** What had the focus may be gone, as Answer is once it is pressed: the focus stays in its phone. */
function keepFocus(number) {
  if (!number || document.activeElement !== document.body) return;
  const box = root.querySelector(`.phone[data-number="${CSS.escape(number)}"]`);
  (box?.querySelector("[data-first]") || box?.querySelector("[data-home]"))?.focus({ preventScroll: true });
}

const counts = new WeakMap();

/** Threads and captions show their newest line, where something was added. */
function keepAtEnd() {
  for (const list of root.querySelectorAll("[role=log]")) {
    const count = list.children.length;
    if (counts.get(list) !== count) list.scrollTop = list.scrollHeight;
    counts.set(list, count);
  }
}

follow(() => {
  draw();
  lookBehind();
});
// Durations and the clock go on while nothing happens.
setInterval(() => {
  if (!document.hidden) draw();
}, 1000);
