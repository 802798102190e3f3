// What stands above everything and stays there: whose telephones there are, which of them ring, who talks with whom.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { current, live, nameOf, ringing } from "./calls.js";
import { firstWord } from "./guide.js";
import * as format from "./format.js";

/** The line's name, and what can be switched on. `at`: {line, memory, on}. */
export function top({ line, memory, on }) {
  return html`
    <header class="top">
      <p><strong>${line.name || "The line"}</strong> ${format.number(line.number)}</p>
      <div class="row tools">
        <button aria-pressed=${memory.sound} @click=${() => on.toggle("sound")}>Ringing sound</button>
        <button aria-pressed=${memory.aloud} @click=${() => on.toggle("aloud")}>Read aloud</button>
        <button aria-pressed=${memory.glass} @click=${() => on.toggle("glass")}>Behind the glass</button>
      </div>
    </header>`;
}

/** The names of all telephones, and what goes on just now. `free`: the telephones that the reader plays. */
export function bar(all, free, at) {
  return html`
    <div class="bar">
      <nav aria-label="Telephones">
        ${repeat(all, (phone) => phone.number, (phone) => {
          const waiting = at.unread(phone);
          const call = ringing(phone) ? "rings" : current(phone) ? "in a call" : "";
          return html`
            <button class="tab ${phone.role} ${ringing(phone) ? "rings" : ""}" aria-current=${at.memory.selected === phone.number}
              @click=${() => at.on.choose(phone.number)}>${phone.name}${call ? html` <span class="sign">${call}</span>` : nothing}${waiting
                ? html` <span class="count">${waiting}<span class="unseen"> new</span></span>` : nothing}</button>`;
        })}
      </nav>
      ${notices(all, free, at)}
    </div>`;
}

function notices(all, free, { known, now, on, trouble }) {
  const rings = free.filter(ringing);
  const pairs = new Set(all.flatMap((phone) => live(phone).filter((call) => call.with.length).map((call) => {
    const names = [phone.name, ...call.with.map(nameOf)].sort();
    return `${names.join(" and ")} are talking: ${format.duration(now - call.bridged_at)}`;
  })));
  return html`
    <section class="notices" aria-label="Just now">
      ${rings.map((phone) => html`
        <p class="ringing" role="alert">${phone.name}’s phone rings.
          <button class="go" @click=${() => on.answer(phone, ringing(phone))}>Answer<span class="unseen"> ${phone.name}’s phone</span></button>
          <button @click=${() => on.choose(phone.number)}>Show it</button></p>`)}
      ${[...pairs].map((words) => html`<p class="talk">${words}</p>`)}
      ${known.broken.length ? html`<p class="brokenly">${format.plural(known.broken.length, "thing is", "things are")} broken on purpose.
        <button @click=${() => on.break({ what: "all", on: false })}>Mend everything</button></p>` : nothing}
      ${known.notice && (known.played.length || !Number.isFinite(firstWord(all))) ? html`<p role="status">${known.notice}</p>` : nothing}
      <p class="trouble" role="alert">${trouble}</p>
    </section>`;
}
