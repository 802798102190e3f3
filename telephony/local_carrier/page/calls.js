// What a call is just now, as its phone sees it.

const OVER = ["completed", "busy", "no-answer", "failed", "canceled"];

export const isOver = (call) => OVER.includes(call.state);
export const isIncoming = (call) => call.direction !== "inbound";
// A phone that screens its calls rings while a robot has the call.
export const isRinging = (call) => isIncoming(call) && call.ringing;
export const isAnswered = (call) => call.state === "in-progress" && !call.screened && !call.voicemail;

/** The calls that go on: ringing, dialling, talking. */
export const live = (phone) => phone.calls.filter((call) => !isOver(call) && call.state !== "queued");

export const past = (phone) => phone.calls.filter(isOver);

export const ringing = (phone) => live(phone).find(isRinging) || null;

/** The call whose keypad the owner holds, or null. */
export const current = (phone) => live(phone).find((call) => !isRinging(call)) || null;

/** All that was heard and done, in order: [{text, kind, at, mine}]. */
export function spoken(call) {
  const heard = call.heard.map((item) => ({ ...item, mine: false }));
  const own = call.own.map((item) => ({ ...item, mine: true }));
  return [...heard, ...own].sort((a, b) => a.at - b.at);
}

const ORDER = "1234567890*#";
const SIGNS = { star: "*", asterisco: "*", hash: "#", pound: "#", gato: "#" };
const PRESS = /\b(?:press|oprim[ae]|marc?a|marque|puls[ae]|presion[ae])(?: (?:the|el|la))? (\d\b|star|hash|pound|asterisco|gato)/gi;
const FROM_TO = /\b(?:key from|tecla del) (\d)\b[^.]* (?:to|al) (\d)\b/i;
// Of "Press 1 for yes, 2 for no. For the menu, 0.": a key at the head of its part, or the whole of it; no "9 8 8".
const HEAD = /^(?:(?:or|o) )?(\d)(?=[.?!]*$| (?!\d|(?:of|de|PM|AM|[ap]\.m\.) ?))/;

/** The keys that the last announcement names: ["1", "2", "*"], or ["any"]. */
export function keysNamed(call) {
  const said = call.heard.findLast((item) => item.kind === "say");
  return said && call.listening ? keysIn(said.text) : [];
}

/** The keys that these words name, in either language. */
export function keysIn(text) {
  const pressed = [...text.matchAll(PRESS)].map(([, key]) => SIGNS[key.toLowerCase()] || key);
  const [, low, high] = FROM_TO.exec(text) || [];
  if (!pressed.length && !low) return /\b(any key|cualquier tecla)\b/i.test(text) ? ["any"] : [];
  const range = low ? Array.from({ length: high - low + 1 }, (_, place) => String(Number(low) + place)) : [];
  const heads = text.split(/[,.;:?!]\s+|\s(?=(?:or|o)\s\d)/).map((part) => HEAD.exec(part)?.[1]).filter(Boolean);
  return [...new Set([...range, ...pressed, ...heads])].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
}

/** The name of whoever is at the other end, which no phone shows. */
export const nameOf = (other) => other.name || "somebody who is not on this page";

/** Whether two people have talked in this call, or do. */
export const hasTalked = (call) => Boolean(call.bridged_at) || call.talked.length > 0;

/** How a call that is over went, in words. */
export function ending(call, names) {
  if (call.voicemail) return "Voicemail picked up";
  if (!isIncoming(call)) {
    return call.answered_at ? `You called ${names(call)}` : { busy: "Busy", failed: "Not reachable" }[call.state] || "Nobody answered";
  }
  if (call.screened) return "A robot asked who is calling, and was not answered";
  if (call.answered_at) return `${names(call)} called you`;
  return { busy: "You declined a call", failed: "This phone could not be reached" }[call.state] || `Missed call from ${names(call)}`;
}
