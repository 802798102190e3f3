// What could be texted next: read out of the last text that arrived, as its reader would.

// Words that carriers keep for themselves: texting one of these by mistake silences a phone.
const NOT_OFFERED = new Set(["STOP", "START", "HELP", "ALTO", "AYUDA", "INFO", "HTTP", "HTTPS"]);
const MOST = 5;

const RANGE = /\b(\d)(?: \(([^)]*)\))? (?:to|a) (\d)(?: \(([^)]*)\))?/;
// "or a time like 7pm": nothing that one tap can choose.
const OPEN_ENDED = /,? (?:or|o) (?:(?:a|an|another|otra|una) )?(?:time|hora)\b.*$/;

/** The numbered choices that a text offers behind its last "Reply": [{send, label}]. */
export function numbered(text) {
  const asked = /.*\b(?:reply|responda|responde)\b(?: de)? (?=\d)([^.?]*)/is.exec(text)?.[1];
  if (!asked) return [];
  const range = RANGE.exec(asked);
  if (range) {
    const [low, high] = [Number(range[1]), Number(range[3])];
    return Array.from({ length: Math.max(0, high - low + 1) }, (_, place) => {
      const n = String(low + place);
      const words = place === 0 ? range[2] : low + place === high ? range[4] : "";
      return { send: n, label: words ? `${n} ${words}` : n };
    });
  }
  return asked.replace(OPEN_ENDED, "").split(/,? (?:(?:or|o) )?(?=\d{1,2}\b)|, (?=\d)/)
    .map((choice) => /^(\d{1,2})\b(.*)$/s.exec(choice.trim()))
    .filter(Boolean)
    .map(([, send, rest]) => ({ send, label: `${send}${rest.replace(/,? (?:or|o) SKIP.*$/s, "")}`.trim() }));
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

/** Whether the last thing that happened on the phone is a text of the line: no answer since, and no call. */
export function unanswered(phone) {
  const last = phone.texts.at(-1);
  return Boolean(last) && !last.mine && !phone.calls.some((call) => call.at > last.at);
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
