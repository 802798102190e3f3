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

/** Words in capitals, with the code behind them if there is one. What a text begins with may be what it is about. */
function keywords(text, heading) {
  const found = new Set();
  for (const { 0: word, index } of text.matchAll(/(?<![\p{L}\d])(?:\p{Lu}{2,} \p{Lu}\d{1,3}|\p{Lu}{4,})(?![\p{L}\d])/gu)) {
    const names = index === 0 && (heading || !/^(?: \p{Lu}\d|:)/u.test(text.slice(word.length)) && !/\d$/.test(word));
    if (!names && !NOT_OFFERED.has(word)) found.add(word);
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
  const choices = last && unanswered(phone) ? numbered(last.body) : [];
  const words = last ? keywords(last.body, phone.role === "coordinator") : [];
  const own = phone.says.map((words) => ({ send: words, label: words }));
  const all = choices.length ? [...choices, ...words] : [...words.slice(0, MOST - 1), ...own];
  const seen = new Set();
  return all.filter(({ send }) => !seen.has(send) && seen.add(send)).slice(0, last ? MOST + 1 : MOST);
}

/** The offer that waits for this volunteer's word: "TAKE K7", or "". */
export function openOffer(phone) {
  if (!unanswered(phone)) return "";
  const found = /\b(?:TAKE|TOMAR|TOMO) \p{Lu}\d{1,3}\b/u.exec(lastOfLine(phone)?.body || "");
  return found ? found[0] : "";
}

/** The alert that waits for this coordinator's word: "ACK A1", or "". */
export function openAlert(phone) {
  if (phone.role !== "coordinator" || !unanswered(phone)) return "";
  const found = /\b(?:ACK|VISTO) \p{Lu}\d{1,3}\b/u.exec(lastOfLine(phone)?.body || "");
  return found ? found[0] : "";
}

/** What a volunteer is asked to say of a call that is over: "DONE K7", or "". */
export function openNote(phone) {
  if (phone.role !== "volunteer" || openOffer(phone)) return "";
  const said = phone.texts.filter((text) => text.mine).map((text) => text.body.toUpperCase());
  const asked = phone.texts.filter((text) => !text.mine && text.by === "line")
    .flatMap((text) => text.body.match(/\b(?:DONE|LISTO) \p{Lu}\d{1,3}\b/gu) || []);
  return asked.findLast((words) => !said.some((own) => own.startsWith(words))) || "";
}

/** Whether the line has asked something that stands unanswered. */
export const openQuestion = (phone) => unanswered(phone) && numbered(lastOfLine(phone)?.body || "").length > 0;
