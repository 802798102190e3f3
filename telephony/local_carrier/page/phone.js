// One telephone: who holds it, what it has been sent, what it can send, and its call.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { current, ringing } from "./calls.js";
import { incoming, ongoing } from "./call.js";
import { suggestions } from "./suggestions.js";
import { thread } from "./thread.js";
import * as format from "./format.js";

const ROLES = { participant: "somebody who uses the line", volunteer: "volunteer", coordinator: "coordinator" };

function about(phone) {
  const kinds = {
    landline: "a landline: it takes no texts",
    screening: "a robot asks callers who they are",
    withheld: "its calls show no number",
    forged: `pretends to be ${format.number(phone.shows)}`,
  };
  const parts = [ROLES[phone.role], format.number(phone.number), kinds[phone.kind]];
  if (phone.language && phone.language !== "en") {
    parts.push(new Intl.DisplayNames(["en"], { type: "language" }).of(phone.language));
  }
  if (phone.opted_out) parts.push("has texted STOP: the carrier delivers nothing to it");
  return parts.filter(Boolean).join(" · ");
}

function writing(phone, { draft, on }) {
  if (phone.kind === "landline") return html`<p class="hint">A landline sends and takes no texts. Call the line instead.</p>`;
  const send = (event) => {
    event.preventDefault();
    if (draft.trim()) on.text(phone, draft);
  };
  const chips = current(phone) ? [] : suggestions(phone);
  return html`
    ${chips.length ? html`
      <div class="chips" role="group" aria-label="What ${phone.name} could text">
        ${chips.map((chip) => html`<button dir="auto" @click=${() => on.text(phone, chip.send)}>${chip.label}</button>`)}
      </div>` : nothing}
    <form class="row" @submit=${send}>
      <input type="text" maxlength="1600" autocomplete="off" dir="auto" .value=${draft}
        aria-label="Text from ${phone.name} to the line" placeholder="Your words"
        @input=${(event) => on.draft(phone, event.target.value)}>
      <button class="go">Send</button>
    </form>`;
}

function dialling(phone, { line, on }) {
  const dial = (event) => {
    event.preventDefault();
    on.dial(phone, event.target.elements.to.value);
  };
  return html`
    <button data-idle @click=${() => on.dial(phone, line.number)}>Call the line</button>
    <details class="dialler">
      <summary>Dial a number</summary>
      <form class="row" @submit=${dial}>
        <input name="to" type="tel" autocomplete="off" maxlength="40" value=${format.number(line.number)}
          aria-label="Number that ${phone.name} dials">
        <button>Call</button>
      </form>
    </details>`;
}

/** A telephone. `at`: {line, now, zone, selected, draft, quiet, on}. */
export function telephone(phone, at) {
  const rings = ringing(phone);
  const call = current(phone);
  const label = `${phone.name}’s telephone`;
  return html`
    <section class="phone ${phone.role} ${rings ? "rings" : ""} ${at.selected ? "selected" : ""}"
      data-number=${phone.number} aria-label=${label} @focusin=${() => at.on.look(phone)} @click=${() => at.on.look(phone)}>
      <header>
        <h2 data-home tabindex="-1">${phone.name}</h2>
        <p class="about">${about(phone)}</p>
      </header>
      <div class="thread" role="log" aria-relevant="additions" tabindex="0" aria-label="Texts and calls of ${phone.name}">
        ${phone.texts.length || phone.calls.length ? thread(phone, at.zone) : html`<p class="empty">Nothing yet.</p>`}
      </div>
      ${rings ? incoming(phone, rings, { quiet: at.quiet(rings), on: at.on }) : nothing}
      ${call ? ongoing(phone, call, at) : nothing}
      <div class="idle">
        ${writing(phone, at)}
        <div class="row">
          ${call || rings ? nothing : dialling(phone, at)}
          ${phone.role === "other"
            ? html`<button class="plainly" @click=${() => at.on.putAway(phone)}>Put away</button>` : nothing}
        </div>
      </div>
    </section>`;
}
