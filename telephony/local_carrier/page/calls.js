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

/** The keys that the last announcement names: ["1", "2"], or ["any"]. */
export function keysNamed(call) {
  const said = call.heard.findLast((item) => item.kind === "say");
  if (!said || !call.listening) return [];
  const found = [...said.text.matchAll(/\b(?:press|marque|oprima|pulse|presione)(?: (?:the|el|la))? (\d|star|hash|asterisco)\b/gi)]
    .map(([, key]) => ({ star: "*", asterisco: "*", hash: "#" })[key.toLowerCase()] || key);
  if (found.length) return [...new Set(found)].slice(0, 4);
  return /\b(any key|cualquier tecla)\b/i.test(said.text) ? ["any"] : [];
}

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
