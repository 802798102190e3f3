// What could be texted next: read out of the last text that arrived, as its reader would.

// Words that carriers keep for themselves: texting one of these by mistake silences a phone. And titles of alarms.
const NOT_OFFERED = new Set(("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT START YES UNSTOP HELP INFO "
  + "ALTO AYUDA HTTP HTTPS CRISIS CHECK REVISAR NEW STUCK ATASCO").split(" "));
const MOST = 5;

const RANGE = /\b(\d)(?: \(([^)]*)\))? (?:to|a) (\d)(?: \(([^)]*)\))?/;
// "or a time like 7pm", "or your own words": nothing that one tap can choose.
const OPEN_ENDED = /,? (?:or|o|u) (?:(?:a|an|another|otra|una) )?(?:time|hora|your|tu|tus)\b.*$/s;

/** The numbered choices that a text offers, behind its last "Reply" or as a list: [{send, label}]. */
export function numbered(text) {
  const asked = /.*\b(?:reply|responda|responde)\b(?: de)? (?=\d)([^.?]*)/is.exec(text)?.[1];
  if (!asked) return listed(text);
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

/** Of "Is that right? 1 yes, 2 no. Both are fine.": what counts up from 1, each at the head of its part. */
function listed(text) {
  for (const { index, 0: before } of text.matchAll(/(?:^|[.:?!] )(?=1 \D)/g)) {
    const parts = [];
    let rest = text.slice(index + before.length);
    for (let next = true; next;) {
      next = new RegExp(`[,.;] (?:(?:or|o) )?(?=${parts.length + 2} \\D)`).exec(rest);
      parts.push(next ? rest.slice(0, next.index) : rest);
      if (next) rest = rest.slice(next.index + next[0].length);
    }
    const last = parts.pop().replace(/(?:\.(?= \p{Lu}|$)|, (?:or|o|u) |, respond).*$/su, "");
    if (parts.length) return [...parts, last].map((label, place) => ({ send: String(place + 1), label }));
  }
  return [];
}

// "CRISIS A1 Heron-321, … ACK A1: you have it": the first words are a title there, and nothing to text.
const TITLE = /^[\p{Lu}' ]+(?: |: )\(?\p{Lu}\d{1,3}\b/u;
// One command, as "REMIND MISSED" or "ACK K7"; no part of "482913 CONFIRM", "K7 LATE" or "9 PM EST".
const COMMAND = /(?<![\p{L}\d]|\d )\p{Lu}{2,}(?: \p{Lu}{2,})*(?: \p{Lu}\d{1,3})?(?![\p{L}\d])/gu;

function keywords(text) {
  const found = new Set();
  for (const [words] of text.replace(TITLE, "").matchAll(COMMAND)) {
    const [first] = words.split(" ");
    if (/\p{Lu}{4}| \p{Lu}\d/u.test(words) && !NOT_OFFERED.has(first)) found.add(words);
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
  const words = last ? keywords(last.body) : [];
  const own = phone.says.map((words) => ({ send: words, label: words }));
  const all = choices.length ? [...choices, ...words] : [...words.slice(0, MOST - 1), ...own];
  const seen = new Set();
  return all.filter(({ send }) => !seen.has(send) && seen.add(send)).slice(0, Math.max(choices.length, last ? MOST + 1 : MOST));
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
