// What makes a ringing phone noticed wherever the page is: its title, a sound; and the line's words read aloud.
import { isAnswered, live, ringing } from "./calls.js";

let audio = null;
let tone = null;

function ready() {
  // A browser plays nothing before the first key or click: the ringing is seen until then.
  audio ||= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

function begin() {
  if (tone || !audio || audio.state !== "running") return;
  const level = audio.createGain();
  level.gain.value = 0;
  // Two seconds on, four off, as phones ring in North America (440 and 480 Hz).
  for (let at = 0; at < 120; at += 6) {
    level.gain.setValueAtTime(0.08, audio.currentTime + at);
    level.gain.setValueAtTime(0, audio.currentTime + at + 2);
  }
  level.connect(audio.destination);
  const parts = [440, 480].map((hertz) => {
    const part = audio.createOscillator();
    part.frequency.value = hertz;
    part.connect(level);
    part.start();
    return part;
  });
  tone = () => parts.forEach((part) => part.stop());
}

function end() {
  tone?.();
  tone = null;
}

const spokenUpTo = new Map();

function speak(phones, aloud) {
  if (!("speechSynthesis" in window)) return;
  const calls = phones.flatMap(live).filter(isAnswered);
  for (const call of calls) {
    const from = spokenUpTo.get(call.sid) ?? call.heard.length - (aloud ? 1 : 0);
    for (const item of aloud ? call.heard.slice(Math.max(0, from)) : []) {
      if (item.kind !== "say" && item.kind !== "person") continue;
      const words = new SpeechSynthesisUtterance(item.text);
      words.lang = item.language || "en-US";
      speechSynthesis.speak(words);
    }
    spokenUpTo.set(call.sid, call.heard.length);
  }
  if (!calls.length || !aloud) speechSynthesis.cancel();
}

for (const event of ["pointerdown", "keydown"]) addEventListener(event, ready, { passive: true });

/** Let the title, the sound and the voice follow what the phones do. `quiet(call)`: its owner lets it ring. */
export function attend(phones, { line, unread, sound, aloud, quiet }) {
  const rings = phones.filter(ringing);
  const name = line.name || "Telephones";
  const count = phones.reduce((sum, phone) => sum + unread(phone), 0);
  document.title = rings.length ? `☎ ${rings[0].name}’s phone rings` : count ? `(${count}) ${name}` : `${name} – telephones`;
  if (sound && rings.some((phone) => !quiet(ringing(phone)))) begin();
  else end();
  speak(phones, aloud);
}
