// The panel that breaks things: what fails at a real carrier sooner or later, so that one sees what the line does then.
import { html, nothing } from "./vendor/lit-html/lit-html.js";

const EVERYBODY = [
  ["carrier_down", "Carrier down", "It refuses everything that the line asks for."],
  ["slow", "Slow carrier", "It answers the line three seconds late."],
  ["twice", "Everything twice", "Texts, receipts and call reports reach the line twice."],
  ["out_of_order", "Out of order", "The line hears that a text was delivered before it hears that it was sent."],
];
const CODES = [
  [30003, "switched off or out of range"],
  [30005, "nobody has this number"],
  [30006, "a landline"],
  [30007, "taken for spam"],
  [30008, "for reasons unknown"],
];
const ONE = {
  not_delivered: "Lose texts to it",
  opted_out: "Block texts to it",
  screening: "Screen calls to it",
};

/**
 * `broken`: what the carrier says is broken. `phones`: the named phones, each with `number` and `name`.
 * `on.break(data)` sends `data` to the carrier: `{what, on, phone?, code?}`.
 */
export function breakingPanel({ broken, phones, on }) {
  const names = new Map(phones.map((phone) => [phone.number, phone.name || phone.number]));
  return html`
    <section class="breaking" aria-labelledby="breaking-title">
      <h2 id="breaking-title">Break things</h2>
      <p class="hint">What fails at a real carrier sooner or later: see what the line does then.</p>
      <ul class="toggles">
        ${EVERYBODY.map(([what, title, words]) => {
          const is = broken.some((each) => each.what === what);
          return html`<li><button aria-pressed=${is} aria-describedby="break-${what}" @click=${() => on.break({ what, on: !is })}>${title}</button>
            <span id="break-${what}" class="about">${words}</span></li>`;
        })}
      </ul>
      <fieldset>
        <legend>One phone</legend>
        <label>Whose <select name="phone">${phones.map((phone) => html`<option value=${phone.number}>${names.get(phone.number)}</option>`)}</select></label>
        <label>Texts are lost because <select name="code">${CODES.map(([code, words]) => html`<option value=${code}>${words} (${code})</option>`)}</select></label>
        <div class="row">
          ${Object.entries(ONE).map(([what, title]) => html`
            <button ?disabled=${!phones.length} @click=${(event) => on.break(chosen(event, what))}>${title}</button>`)}
        </div>
      </fieldset>
      <h3 id="broken-title" tabindex="-1">${broken.length ? "Broken now" : "Nothing is broken"}</h3>
      ${broken.length ? html`
        <ul class="broken" aria-labelledby="broken-title">
          ${broken.map((each) => html`<li>${words(each, names)}
            <button @click=${(event) => mend(event, each, on)}>Mend<span class="unseen">: ${words(each, names)}</span></button></li>`)}
        </ul>
        <button @click=${(event) => mend(event, { what: "all" }, on)}>Mend everything</button>` : nothing}
    </section>`;
}

function chosen(event, what) {
  const { phone, code } = event.currentTarget.closest("fieldset").elements;
  const data = { what, on: true, phone: phone.value };
  return what === "not_delivered" ? { ...data, code: Number(code.value) } : data;
}

function mend(event, { what, phone }, on) {
  // The button goes away with what it mends, so the focus moves to what says how things stand.
  event.currentTarget.closest("section").querySelector("#broken-title").focus();
  on.break(phone ? { what, phone, on: false } : { what, on: false });
}

function words({ what, phone, code }, names) {
  const who = names.get(phone) || phone;
  const known = EVERYBODY.find(([each]) => each === what);
  if (known) return `${known[1]}.`;
  if (what === "not_delivered") return `Texts to ${who} are lost (${code}).`;
  if (what === "opted_out") return `The carrier blocks texts to ${who}, as after STOP.`;
  if (what === "screening") return `A robot answers the phone of ${who} and asks who is calling.`;
  return what;
}
