// The line's clock, and the ways to move it on.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import * as format from "./format.js";

/** "Ana 2 texts, Coordinator a call": what came after the clock was moved. */
function since(phones, moved) {
  const parts = phones.flatMap((phone) => {
    const texts = phone.texts.filter((text) => !text.mine && text.at >= moved).length;
    const calls = phone.calls.filter((call) => call.direction !== "inbound" && call.at >= moved).length;
    const said = [texts && format.plural(texts, "text"), calls && format.plural(calls, "call")].filter(Boolean);
    return said.length ? [`${phone.name} ${said.join(" and ")}`] : [];
  });
  return parts.length ? `Since you moved it: ${parts.join(", ")}.` : "Since you moved it, nothing has come yet.";
}

function ahead(seconds) {
  const days = Math.floor(seconds / 86400);
  const rest = Math.round((seconds % 86400) / 3600);
  const parts = [days && format.plural(days, "day"), rest && format.plural(rest, "hour")].filter(Boolean);
  return parts.join(" and ") || format.plural(Math.round(seconds / 60), "minute");
}

function moving(clock, { hour, on }) {
  if (clock.until) {
    return html`<button data-first @click=${() => on.move({ stop: true })}>Stop it here</button>`;
  }
  const evening = html`<button @click=${() => on.move({ to: "evening" })}>${hour < 19 ? "This evening, 7 PM" : "Tomorrow evening, 7 PM"}</button>`;
  const morning = html`<button @click=${() => on.move({ to: "morning" })}>${hour < 9 ? "This morning, 9 AM" : "Tomorrow, 9 AM"}</button>`;
  return html`
    <div class="row" role="group" aria-label="Move the clock on">
      <button data-home @click=${() => on.move({ by: 900 })}>15 minutes later</button>
      <button @click=${() => on.move({ by: 3600 })}>An hour later</button>
      ${hour < 9 ? [morning, evening] : hour < 19 ? [evening, morning] : [morning, evening]}
    </div>`;
}

export function clock(phones, { clock, line, now, zone, movedAt, on }) {
  const hour = format.hourOfDay(now, zone);
  return html`
    <section class="clock" aria-label="The line’s clock">
      <p><strong>${format.weekday(now, zone)}, ${format.hour(now, zone)}</strong>
        where the line is (${format.place(zone)})${clock.ahead > 0 ? `, ${ahead(clock.ahead)} ahead of the real time` : nothing}.
        ${hour < 8 || hour >= 21 ? "It is night there." : nothing}</p>
      <p class=${clock.until ? nothing : "unseen"} role="status">${clock.until
        ? `It runs on to ${format.weekday(clock.until, zone)}, ${format.hour(clock.until, zone)}.`
        : movedAt ? "The clock stands." : nothing}</p>
      ${clock.movable ? moving(clock, { hour, on }) : nothing}
      <p class="hint">${movedAt ? since(phones, movedAt) : nothing}</p>
    </section>`;
}
