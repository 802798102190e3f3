// What could be texted next: read out of the last text that arrived, as its reader would.

// Words that carriers keep for themselves: texting one of these by mistake silences a phone.
const NOT_OFFERED = new Set(["STOP", "START", "HELP", "ALTO", "AYUDA", "INFO", "HTTP", "HTTPS"]);
const MOST = 5;

function numbered(text) {
  const asked = text.slice(text.search(/\b(reply|responda|responde)\b/i));
  if (asked === text.slice(-1)) return [];
  const range = /\b(\d) \(([^)]+)\) (?:to|a|al) (\d) \(([^)]+)\)/.exec(asked);
  if (range) {
    const found = [];
    for (let n = Number(range[1]); n <= Number(range[3]) && found.length < 10; n++) {
      const label = n === Number(range[1]) ? range[2] : n === Number(range[3]) ? range[4] : "";
      found.push({ send: String(n), label: label ? `${n} ${label}` : String(n) });
    }
    return found;
  }
  const choices = asked.matchAll(/(?<![\w:])(\d) ([^\d.?]+?)(?=,? (?:(?:or|o|u|and|y) )?\d |[.?]|$)/g);
  return [...choices].map(([, digit, label]) => ({ send: digit, label: `${digit} ${label.trim()}` }));
}

function keywords(text) {
  const found = new Set();
  for (const [word] of text.matchAll(/\b\p{Lu}{4,}(?: \p{Lu}\d{1,3})?\b/gu)) {
    if (!NOT_OFFERED.has(word)) found.add(word);
  }
  return [...found].map((word) => ({ send: word, label: word }));
}

/** The last text of the line to this phone, or null. */
export const lastOfLine = (phone) => phone.texts.findLast((text) => !text.mine && text.by === "line") || null;

/** Whether the phone has said nothing since the line last texted it. */
export function unanswered(phone) {
  const last = phone.texts.at(-1);
  return Boolean(last) && !last.mine;
}

/** What its owner could text now, most fitting first: [{send, label}]. */
export function suggestions(phone) {
  const last = lastOfLine(phone);
  const read = last ? [...numbered(last.body), ...keywords(last.body)] : [];
  const own = phone.says.map((words) => ({ send: words, label: words }));
  const all = last && numbered(last.body).length ? read : [...read.slice(0, MOST - 1), ...own];
  const seen = new Set();
  return all.filter(({ send }) => !seen.has(send) && seen.add(send)).slice(0, last ? MOST + 1 : MOST);
}

/** The offer that waits for this volunteer's word: "TAKE K7", or "". */
export function openOffer(phone) {
  if (!unanswered(phone)) return "";
  const found = /\b(?:TAKE|TOMAR|TOMO) \p{Lu}\d{1,3}\b/u.exec(lastOfLine(phone)?.body || "");
  return found ? found[0] : "";
}

/** Whether the line has asked something that stands unanswered. */
export const openQuestion = (phone) => unanswered(phone) && numbered(lastOfLine(phone)?.body || "").length > 0;
