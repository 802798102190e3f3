// A phone's texts and past calls, in the order in which they happened.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { ending, nameOf, past, spoken } from "./calls.js";
import * as format from "./format.js";

const STATES = {
  sending: "sending …",
  queued: "on its way …",
  sent: "sent, not yet delivered",
  delivered: "delivered",
  received: "delivered",
};

function state(text) {
  if (text.by === "carrier") return "from the carrier itself";
  if (STATES[text.state]) return STATES[text.state];
  const why = text.problem || "the carrier does not say why";
  if (text.mine) return why;
  return `${text.state === "failed" ? "was not sent" : "did not arrive"}: ${why}`;
}

const failed = (text) => ["unanswered", "undelivered", "failed"].includes(text.state);

// The carrier itself writes English.
// Whoever hears the page hears of all telephones: each text says whose it is.
const bubble = (text, zone, { name, language }) => html`
  <div class="text ${text.mine ? "mine" : "theirs"} ${failed(text) ? "lost" : ""}">
    <p class="unseen">${name} ${text.mine ? "texts:" : "gets:"}</p>
    <p class="words" dir="auto" lang=${text.by === "carrier" ? "en" : language}>${text.body || "(the words were removed at the carrier)"}</p>
    <p class="meta">${text.mine ? "You, " : nothing}${format.hour(text.at, zone)} · ${state(text)}</p>
  </div>`;

/** One thing that was heard, said or pressed. */
export function caption(item) {
  if (item.kind === "key") return html`<p class="caption mine">You press ${item.text}</p>`;
  if (item.mine) return html`<p class="caption mine" dir="auto">You say: ${item.text}</p>`;
  if (item.kind === "say") return html`<p class="caption" dir="auto" lang=${item.language || "en"}>${item.text}</p>`;
  if (item.kind === "person") return html`<p class="caption person" dir="auto">They say: ${item.text}</p>`;
  if (item.kind === "play") return html`<p class="caption note">♪ a recording plays</p>`;
  return html`<p class="caption note">${item.kind === "tone" && !item.text.startsWith("[") ? `tone: ${item.text}` : item.text.replace(/^\[(.*)\]$/, "♪ $1")}</p>`;
}

function pastCall(call, zone) {
  const captions = spoken(call);
  const whom = () => format.number(call.shown);
  const talks = call.talked.map((talk) => `; talked with ${talk.with.map(nameOf).join(" and ")} for ${format.duration(talk.to - talk.from)}`);
  const length = call.answered_at && call.ended_at ? `, ${format.duration(call.ended_at - call.answered_at)}` : "";
  const title = html`${ending(call, whom)}${length}${talks} <span class="meta">${format.hour(call.at, zone)}</span>`;
  const left = call.message.map((words) => html`<p class="caption note">left as a message: ${words}</p>`);
  if (!captions.length && !left.length) return html`<p class="pastcall">${title}</p>`;
  return html`
    <details class="pastcall">
      <summary>${title}</summary>
      ${captions.map(caption)}${left}
    </details>`;
}

/** Everything of a phone, oldest first, with a line where a new day begins. */
export function thread(phone, zone) {
  const items = [
    ...phone.texts.map((text) => ({ key: text.sid, at: text.at, draw: () => bubble(text, zone, phone) })),
    ...past(phone).map((call) => ({ key: call.sid, at: call.at, draw: () => pastCall(call, zone) })),
  ].sort((a, b) => a.at - b.at);
  let before = "";
  return repeat(items, (item) => item.key, (item) => {
    const today = format.day(item.at, zone);
    const begins = today !== before;
    before = today;
    return html`${begins ? html`<p class="day">${today}</p>` : nothing}${item.draw()}`;
  });
}
