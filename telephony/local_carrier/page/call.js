// A call on a phone: the screen while it rings, and the keypad, captions and clock while it goes on.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { keysNamed, nameOf, spoken } from "./calls.js";
import { caption } from "./thread.js";
import * as format from "./format.js";

const KEYS = "123456789*0#".split("");
const NAMES = { "*": "star", "#": "hash" };

// Where a series of clicks began: the second click on Answer meets a key that has come to stand there, and presses nothing.
let clicked = null;
addEventListener("click", (event) => {
  if (event.detail === 1) clicked = event.target;
}, true);

/** The screen of a phone that rings. `quiet`: its owner lets it ring. */
export function incoming(phone, call, { quiet, on }) {
  return html`
    <div class="incoming ${quiet ? "quiet" : ""}" role="group" aria-label="Incoming call of ${phone.name}">
      <p class="who"><strong>${phone.name}’s phone rings</strong>It shows ${format.number(call.shown)}.${call.screened
        ? ` The caller says: “${call.announced.join(" ")}”` : nothing}</p>
      <div class="row">
        <button class="go" data-first @click=${() => on.act(phone, call, "answer")}>Answer</button>
        <button class="stop" @click=${() => on.act(phone, call, "decline")}>Decline</button>
        <button aria-pressed=${quiet} @click=${() => on.letRing(call)}>Let it ring</button>
        <button @click=${() => on.act(phone, call, "voicemail")}>Voicemail picks up</button>
      </div>
    </div>`;
}

function status(call) {
  if (call.screened) return "A screening robot has picked up. This phone rings when the caller says who it is.";
  if (call.voicemail) return "Voicemail has picked up, and records what is said now.";
  if (call.state !== "in-progress") return "Calling …";
  if (!call.with.length) return "On the phone with the line";
  return `Talking with ${call.with.map(nameOf).join(" and ")}`;
}

function elapsed(call, now) {
  const since = call.with.length ? call.bridged_at : call.answered_at;
  return since ? format.duration(now - since) : "";
}

function keypad(phone, call, on) {
  const named = keysNamed(call);
  const press = (keys) => (event) => event.detail > 1 && !clicked?.closest(".keypad") || on.act(phone, call, "press", { keys });
  return html`
    <div class="keypad" role="group" aria-label="Keypad of ${phone.name}">
      ${KEYS.map((key) => html`
        <button class=${named.includes(key) || named[0] === "any" ? "named" : ""} aria-label=${NAMES[key] || key}
          @click=${press(key)}>${key}</button>`)}
    </div>`;
}

/** A call that goes on. Digits typed anywhere in it are pressed, but in its text field. */
export function ongoing(phone, call, { now, on }) {
  const held = call.state === "in-progress" && !call.screened && !call.voicemail;
  const typed = (event) => {
    if (!held || event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9*#]$/.test(event.key)) {
      event.preventDefault();
      on.act(phone, call, "press", { keys: event.key });
    }
  };
  const say = (event) => {
    event.preventDefault();
    const field = event.target.elements.words;
    if (!field.value.trim()) return;
    on.act(phone, call, "say", { words: field.value });
    field.value = "";
  };
  return html`
    <div class="call" role="group" aria-label="Call of ${phone.name}" @keydown=${typed}>
      <div class="callhead">
        <p role="status" data-first tabindex="-1">${status(call)}</p>
        <p class="elapsed" aria-hidden="true">${elapsed(call, now)}</p>
      </div>
      <p class="about">This phone shows ${format.number(call.shown)}.</p>
      <div class="captions" role="log" aria-relevant="additions" tabindex="0" aria-label="What ${phone.name} hears">
        ${spoken(call).map(caption)}
      </div>
      ${held ? html`
        ${keypad(phone, call, on)}
        <form class="row" @submit=${say}>
          <input name="words" type="text" maxlength="1000" autocomplete="off" dir="auto"
            aria-label="What ${phone.name} says" placeholder="Say something">
          <button>Say</button>
        </form>` : nothing}
      <button class="stop" @click=${() => on.act(phone, call, "hang_up")}>Hang up</button>
    </div>`;
}
