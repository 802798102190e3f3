// The panel behind the glass: every exchange between carrier and line, newest first, with what it means.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";

const REPORTS = ["receipt", "call-status", "amd", "conference"];
// An exchange never changes, and the page is drawn every second: what was made of one is kept.
const made = new WeakMap();

/**
 * `exchanges`: oldest first, as the carrier gives them. `names`: a Map from number to name. `filter`: the number of the
 * phone whose exchanges alone are shown, "" for all. `zone`: the time zone of the times, the reader's own if left out.
 * `on.pause()` stops and goes on; `on.filter(number)` chooses a phone.
 */
export function glassPanel({ exchanges, names, paused, filter, zone, on }) {
  const shown = exchanges
    .filter((exchange) => !filter || exchange.phone === filter)
    .sort((one, other) => other.at - one.at || other.id - one.id);
  return html`
    <section class="glass" aria-labelledby="glass-title">
      <h2 id="glass-title">Behind the glass</h2>
      <p class="hint">Whatever happens on a phone, the carrier (the telephone company) tells the line in a request, a “webhook”. The line answers what is to
        happen next. When the line wants something by itself, it asks the carrier. Newest first.</p>
      <div class="row">
        <label>Show
          <select @change=${(event) => on.filter(event.target.value)}>
            <option value="" ?selected=${!filter}>everything</option>
            ${[...names].map(([number, name]) => html`<option value=${number} ?selected=${filter === number}>${name || number}</option>`)}
          </select></label>
        <button aria-pressed=${Boolean(paused)} @click=${() => on.pause()}>Pause</button>
      </div>
      ${shown.length ? nothing : html`<p class="empty">${nothingYet(filter, names)}</p>`}
      <ol class="exchanges" reversed>
        ${repeat(shown, (exchange) => exchange.id, (exchange) => kept(exchange, zone))}
      </ol>
    </section>`;
}

function nothingYet(filter, names) {
  return filter ? `Nothing of ${names.get(filter) || filter} has passed yet.` : "Nothing has passed yet. Text the line from one of the phones.";
}

function kept(exchange, zone) {
  if (made.get(exchange)?.zone !== zone || !made.has(exchange)) made.set(exchange, { zone, entry: entry(exchange, zone) });
  return made.get(exchange).entry;
}

function entry(exchange, zone) {
  const lines = [...exchange.headers, ...exchange.fields].map(([name, value]) => `${name}: ${value}`);
  const failed = !exchange.status || exchange.status >= 400;
  return html`
    <li class="exchange ${exchange.from} ${failed ? "failed" : ""}">
      <p class="meta"><time datetime=${new Date(exchange.at * 1000).toISOString()}>${time(exchange.at, zone)}</time>
        <span class="way">${exchange.from === "line" ? "line → carrier" : "carrier → line"}</span>
        <span>${outcome(exchange)}</span></p>
      <h3>${exchange.title}</h3>
      <ul class="meaning">${exchange.meaning.map(sentence)}</ul>
      <details>
        <summary>As it was sent<span class="unseen">: ${exchange.title}</span></summary>
        <h4>${exchange.method} ${exchange.path}</h4>
        <pre tabindex="0" aria-label="The request’s fields">${lines.join("\n") || "No fields."}</pre>
        <h4>${answerTitle(exchange)}</h4>
        ${exchange.answer ? html`<pre tabindex="0" aria-label="The answer">${indented(exchange.answer)}</pre>` : html`<p class="empty">Nothing.</p>`}
      </details>
    </li>`;
}

function sentence(words) {
  const harm = words.startsWith("Warning: ");
  return html`<li class=${harm ? "harm" : nothing}>${words}</li>`;
}

function outcome(exchange) {
  if (!exchange.status) return "no answer";
  const fails = exchange.from === "carrier" ? "answered with an error" : exchange.status < 500 ? "refused" : "failed";
  const well = exchange.status < 400 ? "answered" : fails;
  return `${well} in ${exchange.ms < 1000 ? `${exchange.ms} ms` : `${(exchange.ms / 1000).toFixed(1)} s`}`;
}

function answerTitle(exchange) {
  const what = exchange.from === "line" ? "JSON" : REPORTS.includes(exchange.kind) ? "which the carrier does not read" : "TwiML";
  return exchange.status ? `The answer, ${what} (HTTP ${exchange.status})` : "No answer came";
}

function time(at, zone) {
  return new Date(at * 1000).toLocaleTimeString("en-GB", { timeZone: zone });
}

function indented(answer) {
  if (answer.startsWith("{")) {
    try {
      return JSON.stringify(JSON.parse(answer), null, 2);
    } catch {
      return answer;
    }
  }
  if (!answer.startsWith("<")) return answer;
  let depth = 0;
  return answer.replace(/>\s*</g, ">\n<").split("\n").map((line) => {
    if (line.startsWith("</")) depth = Math.max(depth - 1, 0);
    const text = "  ".repeat(depth) + line;
    if (/^<[^/?!]/.test(line) && !/\/>$/.test(line) && !/<\/[^>]+>$/.test(line)) depth += 1;
    return text;
  }).join("\n");
}
