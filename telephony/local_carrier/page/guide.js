// What to do now: read out of what the telephones show, so that somebody who sees only this page finds the way.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { current, hasTalked, keysNamed, ringing } from "./calls.js";
import { openOffer, openQuestion, suggestions, unanswered } from "./suggestions.js";
import * as format from "./format.js";

const HELLO = "Hi. It’s good to hear a voice.";

const of = (phones, role) => phones.filter((phone) => phone.role === role);

function talking(phones) {
  const phone = phones.find((each) => current(each)?.with.length);
  return phone && { phone, call: current(phone) };
}

const talkedOn = (phone) => phone.calls.some(hasTalked);

/** When a participant first wrote or called, Infinity where none has: what others did before is not the reader's doing. */
function firstWord(phones) {
  const own = of(phones, "participant").flatMap((phone) => [
    ...phone.texts.filter((text) => text.mine), ...phone.calls.filter((call) => call.direction === "inbound"),
  ]);
  return Math.min(...own.map((each) => each.at));
}

/** The five things worth doing, and which are done. `seen`: what the tab remembers. */
export function steps(phones, seen) {
  const began = firstWord(phones);
  const calls = (role) => of(phones, role).flatMap((phone) => phone.calls).filter((call) => call.at >= began);
  return [
    { done: Number.isFinite(began), words: "Text or call as somebody who uses the line" },
    { done: calls("volunteer").some((call) => call.direction !== "inbound" && call.answered_at), words: "Take the call as a volunteer" },
    { done: calls("participant").some(hasTalked), words: "Talk" },
    { done: seen.moved, words: "Move the clock" },
    { done: seen.coordinator, words: "Look as the coordinator" },
  ];
}

function ringingNow(phones, on) {
  const phone = phones.find(ringing);
  if (!phone) return null;
  const call = ringing(phone);
  return {
    title: `${phone.name}’s phone rings.`,
    text: `You are ${phone.name} now. The phone shows the line’s number and nobody else’s.`,
    actions: [{ label: "Answer", go: true, act: () => on.act(phone, call, "answer") },
      { label: "Decline", act: () => on.act(phone, call, "decline") }],
  };
}

function keysWanted(phones, on) {
  const phone = phones.find((each) => current(each)?.listening && keysNamed(current(each)).length);
  if (!phone) return null;
  const call = current(phone);
  const keys = keysNamed(call);
  return {
    title: `${phone.name} hears the line speak.`,
    text: `“${call.heard.findLast((item) => item.kind === "say").text}”`,
    actions: keys.map((key) => ({
      label: key === "any" ? "Press a key" : `Press ${key === "*" ? "star" : key}`, go: key !== "*",
      act: () => on.act(phone, call, "press", { keys: key === "any" ? "5" : key }),
    })),
  };
}

function together(phones, { clock, on }) {
  const found = talking(phones);
  if (!found) return null;
  const others = found.call.with.map((other) => other.name || format.number(other.number)).join(" and ");
  return {
    title: `${found.phone.name} and ${others} are talking.`,
    text: "Neither phone shows the other’s number. Say something, let some time pass, then hang up.",
    actions: [
      { label: `${found.phone.name} says: “${HELLO}”`, act: () => on.act(found.phone, found.call, "say", { words: HELLO }) },
      ...clock.movable ? [{ label: "They talk for 15 minutes", act: () => on.move({ by: 900 }) }] : [],
      { label: `${found.phone.name} hangs up`, act: () => on.act(found.phone, found.call, "hang_up") },
    ],
  };
}

function onTheLine(phones) {
  const phone = phones.find((each) => current(each));
  if (!phone) return null;
  return {
    title: `${phone.name} is on the phone with the line.`,
    text: "What is heard stands in the phone. The line may be ringing somebody else just now.",
    actions: [],
  };
}

function offered(phones, on) {
  const phone = phones.find(openOffer);
  if (!phone) return null;
  const words = openOffer(phone);
  return {
    title: `The line asks ${phone.name} to take a call.`,
    text: `You are ${phone.name} now, a volunteer on duty. Take it, and the line rings you both.`,
    actions: [{ label: words, go: true, act: () => on.text(phone, words) }],
  };
}

function asked(phones, on) {
  const phone = of(phones, "participant").find(openQuestion);
  if (!phone) return null;
  return {
    title: `The line asks ${phone.name} something.`,
    text: "Read it in the phone. Answer here, there, or in words of your own.",
    actions: suggestions(phone).slice(0, 5).map(({ label, send }) => ({ label, act: () => on.text(phone, send) })),
  };
}

function beginning(phones, line, on) {
  const phone = of(phones, "participant")[0];
  if (!phone || Number.isFinite(firstWord(phones))) return null;
  return {
    title: `You are ${phone.name}. Text how you are, or call.`,
    text: `${line.name || "The line"} answers: people who have been there, by text and by phone. All of it stays on this machine.`,
    actions: [
      ...phone.says.slice(0, 2).map((words) => ({ label: `“${words}”`, go: true, act: () => on.text(phone, words) })),
      { label: "Call the line", act: () => on.dial(phone, line.number) },
    ],
  };
}

/** What this phone's owner has not said yet, of what people like them say. */
function unsaid(phone) {
  const said = new Set(phone.texts.filter((text) => text.mine).map((text) => text.body));
  return phone.says.filter((words) => !said.has(words));
}

function running({ clock, zone }) {
  if (!clock.until) return null;
  return {
    title: "The clock runs on.",
    text: `It goes to ${format.weekday(clock.until, zone)}, ${format.hour(clock.until, zone)}. What the line does meanwhile stands in the telephones.`,
    actions: [],
  };
}

function later(phones, { clock, now, seen, zone, on }) {
  const participant = of(phones, "participant")[0];
  const coordinator = of(phones, "coordinator")[0];
  const moves = !clock.movable ? [] : [
    { label: "15 minutes later", act: () => on.move({ by: 900 }) },
    { label: format.hourOfDay(now, zone) < 9 ? "This morning, 9 AM" : "Tomorrow, 9 AM", act: () => on.move({ to: "morning" }) },
  ];
  const texts = [participant, coordinator].flatMap((phone) => phone
    ? unsaid(phone).slice(0, 3).map((words) => ({ label: `${phone.name}: “${words}”`, act: () => on.text(phone, words) })) : []);
  return {
    title: of(phones, "participant").some(talkedOn) && !seen.moved ? "They have talked. What comes later?" : "Nobody has to do anything just now.",
    text: `${clock.movable ? "Move the clock, and see what the line does by itself. " : ""}Or text something else:`,
    actions: [...moves, ...texts],
  };
}

/** What is the case and what can be done about it: {title, text, actions}. */
export function whatNow(phones, about) {
  const { line, on } = about;
  return ringingNow(phones, on) || keysWanted(phones, on) || together(phones, about) || onTheLine(phones)
    || running(about) || beginning(phones, line, on) || offered(phones, on) || asked(phones, on) || later(phones, about);
}

export function guide(phones, about) {
  const now = whatNow(phones, about);
  return html`
    <section class="guide" aria-label="What to do now">
      <h1 aria-live=${phones.some(ringing) ? "off" : "polite"}>${now.title}</h1>
      <p>${now.text}</p>
      <div class="chips">
        ${now.actions.map((action) => html`<button class=${action.go ? "go" : ""} dir="auto" @click=${action.act}>${action.label}</button>`)}
      </div>
      <ol class="steps" aria-label="Worth trying">
        ${steps(phones, about.seen).map((step) => html`
          <li class=${step.done ? "done" : ""}>${step.words}${step.done ? html`<span class="unseen"> (done)</span>` : nothing}</li>`)}
      </ol>
    </section>`;
}
