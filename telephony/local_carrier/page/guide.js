// What to do now: read out of what the telephones show, so that somebody who sees only this page finds the way.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { current, hasTalked, isIncoming, keysNamed, nameOf, ringing } from "./calls.js";
import { lastOfLine, numbered, openAlert, openNote, openOffer, openQuestion } from "./suggestions.js";
import * as format from "./format.js";

// More keys than that stand on the keypad, where those that were named are marked.
const MOST_KEYS = 5;
const HELLO = "Hi. It’s good to hear a voice.";
const PEERS_HELLO = "Hi. I have been there too. How are you?";

const of = (phones, role) => phones.filter((phone) => phone.role === role);

function talking(phones) {
  const phone = phones.find((each) => current(each)?.with.length);
  return phone && { phone, call: current(phone) };
}

const talkedOn = (phone) => phone.calls.some(hasTalked);

/** When a participant first wrote or called, Infinity where none has: what others did before is not the reader's doing. */
export function firstWord(phones) {
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
    { done: calls("volunteer").some((call) => call.direction !== "inbound" && hasTalked(call)), words: "Take the call as a volunteer" },
    { done: calls("participant").some(hasTalked), words: "Talk" },
    { done: seen.moved, words: "Move the clock" },
    { done: seen.coordinator, words: "See what alerts the coordinator" },
  ];
}

function ringingNow(phones, on) {
  const phone = phones.find(ringing);
  if (!phone) return null;
  const call = ringing(phone);
  return {
    phone,
    title: `${phone.name}’s phone rings.`,
    text: `You are ${phone.name} now. The phone shows the line’s number and nobody else’s.`,
    // Who presses Answer may type the digits that are wanted next: the phone has the focus, and who uses keys is led there.
    actions: [{ label: "Answer", go: true, act: (event) => on.answer(phone, call, event.detail === 0) },
      { label: "Decline", act: () => on.act(phone, call, "decline") }],
  };
}

const lastSaid = (call) => call.heard.findLast((item) => item.kind === "say")?.text || "";
const quoted = (words) => `“${words}”`;

function keysWanted(phones, on) {
  const phone = phones.find((each) => current(each)?.listening && keysNamed(current(each)).length);
  if (!phone) return null;
  const call = current(phone);
  return {
    phone,
    title: `${phone.name} hears the line speak.`,
    text: quoted(lastSaid(call)),
    actions: keysNamed(call).slice(0, MOST_KEYS).map((key) => ({
      label: key === "any" ? "Press a key" : `Press ${key === "*" ? "star" : key}`, go: key !== "*",
      act: () => on.act(phone, call, "press", { keys: key === "any" ? "5" : key }),
    })),
  };
}

function together(phones, { clock, on }) {
  const found = talking(phones);
  if (!found) return null;
  const { phone, call } = found;
  const others = call.with.map((other) => ({ ...other, phone: phones.find((each) => each.number === other.number) }));
  const speakers = [{ phone, call }, ...others.filter((other) => other.phone).map((other) => ({ phone: other.phone, call: current(other.phone) }))];
  const heard = speakers.flatMap((each) => each.call?.own.filter((item) => item.kind === "words")
    .map((item) => ({ ...item, name: each.phone.name })) || []).sort((one, two) => one.at - two.at).at(-1);
  return {
    title: `${phone.name} and ${others.map(nameOf).join(" and ")} are talking.`,
    text: heard ? `${heard.name} has said: ${quoted(heard.text)} Let some time pass, then hang up.`
      : "Neither phone shows the other’s number. Say something, let some time pass, then hang up.",
    actions: [
      ...speakers.map((each) => {
        const words = each.phone.role === "volunteer" ? PEERS_HELLO : HELLO;
        return { label: `${each.phone.name} says: ${quoted(words)}`, act: () => on.act(each.phone, each.call, "say", { words }) };
      }),
      // It stays in its place while the clock runs: whatever moved there would be pressed by mistake.
      ...clock.movable ? [{ label: "They talk for 15 minutes", off: Boolean(clock.until), act: () => on.move({ by: 900 }) }] : [],
      { label: `${phone.name} hangs up`, act: () => on.act(phone, call, "hang_up") },
    ],
  };
}

/** What a call waits for, as far as the telephones tell. */
function waitsFor(phones, phone, call) {
  if (call.talked.length || hasTalked(call)) return "The line says a last word, and the call ends by itself.";
  const others = phones.filter((each) => each !== phone).flatMap((each) => each.calls).filter((other) => other.at > call.at);
  if (!isIncoming(call) || phone.role === "participant") return "The line is speaking. It says which key to press.";
  return others.length ? "The other phone was rung. The line says what comes of it." : "The line speaks, and then rings the other phone: in some ten seconds.";
}

function onTheLine(phones) {
  const phone = phones.find((each) => current(each));
  if (!phone) return null;
  const call = current(phone);
  const said = lastSaid(call);
  return {
    phone,
    title: `${phone.name} is on the phone with the line.`,
    text: `${waitsFor(phones, phone, call)} ${said ? `Last it said: ${quoted(said)}` : ""}`,
    actions: [],
  };
}

function alerted(phones, on) {
  const phone = phones.find(openAlert);
  if (!phone) return null;
  const words = openAlert(phone);
  return {
    phone,
    title: `The line alerts the ${phone.name.toLowerCase()}.`,
    text: quoted(lastOfLine(phone).body),
    actions: [{ label: words, go: true, act: () => on.text(phone, words) }],
  };
}

function offered(phones, on) {
  const phone = phones.find(openOffer);
  if (!phone) return null;
  const words = openOffer(phone);
  return {
    phone,
    title: `The line asks ${phone.name} to take a call.`,
    text: `You are ${phone.name} now, a volunteer on duty. Take it: the line rings ${phone.name} first, then whoever asked for the call.`,
    actions: [{ label: words, go: true, act: () => on.text(phone, words) }],
  };
}

function asked(phones, on) {
  const phone = of(phones, "participant").find(openQuestion);
  if (!phone) return null;
  return {
    phone,
    title: `The line asks ${phone.name} something.`,
    text: quoted(lastOfLine(phone).body),
    actions: numbered(lastOfLine(phone).body).slice(0, 10).map(({ label, send }) => ({ label, act: () => on.text(phone, send) })),
  };
}

function beginning(phones, line, on) {
  const phone = of(phones, "participant")[0];
  if (!phone || Number.isFinite(firstWord(phones))) return null;
  return {
    phone,
    title: `You are ${phone.name}. Text how you are, or call.`,
    text: `${line.name || "The line"} is a phone line where people who have been there call back. Here you try it: the people are made up, `
      + "and no real text or call is made. You play all of them.",
    actions: [
      ...phone.says.slice(0, 2).map((words) => ({ label: quoted(words), go: true, act: () => on.text(phone, words) })),
      { label: "Call the line", act: () => on.dial(phone, line.number) },
    ],
  };
}

function running({ clock, zone }) {
  if (!clock.until) return null;
  return {
    title: "The clock runs on.",
    text: `It goes to ${format.weekday(clock.until, zone)}, ${format.hour(clock.until, zone)}. Watch the telephones meanwhile.`,
    actions: [],
  };
}

/** What this phone's owner has not said yet, of what people like them say. */
function unsaid(phone) {
  const said = new Set(phone.texts.filter((text) => text.mine).map((text) => text.body));
  return phone.says.filter((words) => !said.has(words));
}

function later(phones, { clock, now, seen, zone, on }) {
  const participant = of(phones, "participant")[0];
  const coordinator = of(phones, "coordinator")[0];
  const text = (phone, words) => ({ label: `${phone.name}: ${quoted(words)}`, act: () => on.text(phone, words).then(() => on.show(phone)) });
  const recommended = of(phones, "participant").some(talkedOn) && !seen.moved;
  const moves = !clock.movable ? [] : [
    { label: "15 minutes later", go: recommended, act: () => on.move({ by: 900 }) },
    { label: format.hourOfDay(now, zone) < 9 ? "This morning, 9 AM" : "Tomorrow, 9 AM", act: () => on.move({ to: "morning" }) },
  ];
  // Whoever talked last is asked for a word on it; others may have been played by a program.
  const noted = phones.filter((phone) => openNote(phone) && phone.texts.at(-1).at >= firstWord(phones))
    .sort((one, two) => two.texts.at(-1).at - one.texts.at(-1).at).slice(0, 1);
  const notes = noted.map((phone) => text(phone, openNote(phone)));
  const texts = [participant, coordinator].flatMap((phone) => phone ? unsaid(phone).slice(0, 2).map((words) => text(phone, words)) : []);
  const danger = participant?.danger && coordinator
    ? [{ label: `See what words of danger do: ${participant.name} texts ${quoted(participant.danger)}`, act: () => on.text(participant, participant.danger) }] : [];
  const all = steps(phones, seen).every((step) => step.done);
  return {
    title: recommended ? "They have talked. What comes later?" : "What next?",
    text: all ? "You have seen the most important. Text something else, add a telephone, or look behind the glass and break something."
      : "Move the clock and see what the line does by itself, or text something else.",
    actions: [...moves, ...notes, ...texts, ...danger],
  };
}

/** What is the case, on whose phone, and what can be done about it: {phone, title, text, actions}. */
export function whatNow(phones, about) {
  const { line, on } = about;
  return ringingNow(phones, on) || keysWanted(phones, on) || together(phones, about) || onTheLine(phones)
    || alerted(phones, on) || running(about) || beginning(phones, line, on) || offered(phones, on) || asked(phones, on)
    || later(phones, about);
}

// The second click of a double click would press whatever has come to stand there meanwhile.
const once = (act) => (event) => event.detail > 1 || act(event);

/** `now`: what `whatNow` found. */
export function guide(now, phones, about) {
  return html`
    <section class="guide" aria-label="What to do now" tabindex="-1">
      <h1 aria-live=${phones.some(ringing) ? "off" : "polite"}>${now.title}</h1>
      <div class="chips">
        ${repeat(now.actions, (action) => now.title + action.label, (action) => html`<button class=${action.go ? "go" : ""} dir="auto"
          ?disabled=${action.off} @click=${once(action.act)}>${action.label}</button>`)}
      </div>
      <p dir="auto">${now.text}</p>
      <ol class="steps" aria-label="Worth trying">
        ${steps(phones, about.seen).map((step) => html`
          <li class=${step.done ? "done" : ""}>${step.words}${step.done ? html`<span class="unseen"> (done)</span>` : nothing}</li>`)}
      </ol>
    </section>`;
}
