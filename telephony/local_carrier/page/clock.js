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
  return parts.length ? `Since then: ${parts.join(", ")}.` : "Nothing has come since then, so far.";
}

function ahead(seconds) {
  const days = Math.floor(seconds / 86400);
  const rest = Math.round((seconds % 86400) / 3600);
  const parts = [days && format.plural(days, "day"), rest && format.plural(rest, "hour")].filter(Boolean);
  return parts.join(" and ") || `${Math.round(seconds / 60)} minutes`;
}

function moving(clock, { hour, zone, on }) {
  if (clock.until) {
    return html`
      <p role="status">It runs on to ${format.weekday(clock.until, zone)}, ${format.hour(clock.until, zone)}, and stops wherever something may be due.</p>
      <button @click=${() => on.move({ stop: true })}>Stop it here</button>`;
  }
  return html`
    <div class="row" role="group" aria-label="Move the clock on">
      <button @click=${() => on.move({ by: 900 })}>15 minutes later</button>
      <button @click=${() => on.move({ by: 3600 })}>An hour later</button>
      <button @click=${() => on.move({ to: "evening" })}>${hour < 19 ? "This evening, 7 PM" : "Tomorrow evening, 7 PM"}</button>
      <button @click=${() => on.move({ to: "morning" })}>${hour < 9 ? "This morning, 9 AM" : "Tomorrow, 9 AM"}</button>
    </div>`;
}

export function clock(phones, { clock, line, now, zone, movedAt, on }) {
  const hour = format.hourOfDay(now, zone);
  return html`
    <section class="clock" aria-label="The line’s clock">
      <p><strong>${format.weekday(now, zone)}, ${format.hour(now, zone)}</strong>
        where the line is (${format.place(zone)})${clock.ahead > 0 ? `, ${ahead(clock.ahead)} ahead of the real time` : nothing}.
        ${hour < 8 || hour >= 21 ? "It is night there: what can wait for the morning waits." : nothing}</p>
      ${clock.movable ? moving(clock, { hour, zone, on }) : nothing}
      <p class="hint" role="status">${movedAt ? since(phones, movedAt) : nothing}</p>
    </section>`;
}
