// The form that puts one more telephone on the shelf.
import { html, nothing } from "./vendor/lit-html/lit-html.js";
import * as format from "./format.js";

const KINDS = [
  ["mobile", "a mobile phone"],
  ["landline", "a landline: takes no texts"],
  ["screening", "a mobile that asks callers who they are"],
  ["withheld", "a phone that withholds its number"],
  ["forged", "a phone that shows somebody else’s number"],
];
const LANGUAGES = [["en", "English"], ["es", "Spanish"]];

export function adding(phones, { kind, problem, on }) {
  const add = (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target));
    on.add(fields, () => event.target.reset());
  };
  return html`
    <details class="adding">
      <summary>Add a telephone</summary>
      <form @submit=${add}>
        <label>Name <input name="name" type="text" maxlength="40" autocomplete="off" placeholder="Kim"></label>
        <label>Number <input name="number" type="tel" maxlength="40" autocomplete="off" placeholder="one kept for fiction"></label>
        <label>Kind
          <select name="kind" @change=${(event) => on.kind(event.target.value)}>
            ${KINDS.map(([value, words]) => html`<option value=${value}>${words}</option>`)}
          </select></label>
        ${kind === "forged" ? html`
          <label>It shows the number of
            <select name="shows">
              ${phones.map((phone) => html`<option value=${phone.number}>${phone.name}, ${format.number(phone.number)}</option>`)}
            </select></label>` : nothing}
        <label>Language
          <select name="language">
            ${LANGUAGES.map(([value, words]) => html`<option value=${value}>${words}</option>`)}
          </select></label>
        <button class="go">Add it</button>
        <p class="trouble" role="alert">${problem}</p>
      </form>
    </details>`;
}
