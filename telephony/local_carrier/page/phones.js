// Phones in the browser. Every phone is drawn anew from what the carrier says; only what changed is touched,
// so that the focus stays where it is and a screen reader hears each new line once.
"use strict";

const OVER = ["completed", "busy", "no-answer", "failed", "canceled"];
const STATES = {
  queued: "Dialling…", initiated: "Dialling…", ringing: "Ringing…", "in-progress": "In a call.",
  completed: "The call has ended.", busy: "Busy.", "no-answer": "No answer.", failed: "Not reachable.", canceled: "Missed call.",
};
const $ = (id) => document.getElementById(id);
const phones = new Map();

async function ask(path, data) {
  const options = data === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data),
  };
  const answer = await fetch(`/_phones/${path}`, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || `HTTP ${answer.status}`);
  return body;
}

function say(problem) {
  $("trouble").textContent = problem ? String(problem.message || problem) : "";
}

const attempt = (work) => async (event) => {
  event.preventDefault();
  try { await work(event); say(""); } catch (problem) { say(problem); }
};

function remember() {
  localStorage.setItem("phones", JSON.stringify([...phones.keys()]));
}

function line(list, text, kind) {
  const item = document.createElement("li");
  item.textContent = text;
  if (kind) item.className = kind;
  list.append(item);
  list.scrollTop = list.scrollHeight;
}

class Phone {
  constructor(number) {
    this.number = number;
    this.seen = new Set();
    this.calls = new Map();
    this.box = $("phone").content.firstElementChild.cloneNode(true);
    this.find = (name) => this.box.querySelector(name);
    this.box.setAttribute("aria-label", `Phone ${number}`);
    this.find("h2").textContent = number;
    this.find(".texts").setAttribute("aria-label", `Texts of ${number}`);
    const input = this.find(".send input");
    input.setAttribute("aria-label", `Text from ${number} to the line`);
    input.placeholder = "Text the line";
    this.find(".send").addEventListener("submit", attempt(() => {
      const body = input.value;
      input.value = "";
      line(this.find(".texts"), body, "mine");
      return ask("text", { from: number, body }).then((sent) => {
        if (!sent.status) line(this.find(".texts"), "the line did not answer", "note");
      });
    }));
    this.find(".dial").addEventListener("click", attempt(() => ask("call", {
      from: number, caller_id: this.find(".withheld").checked ? "anonymous" : null,
      attestation: this.find(".unattested").checked ? "" : null,
    })));
    this.find(".away").addEventListener("click", () => {
      this.box.remove();
      phones.delete(number);
      remember();
    });
    $("phones").append(this.box);
  }

  async refresh() {
    const query = `?number=${encodeURIComponent(this.number)}`;
    const [texts, calls] = await Promise.all([ask(`texts${query}`), ask(`calls${query}`)]);
    for (const text of texts) {
      if (this.seen.has(text.sid)) continue;
      this.seen.add(text.sid);
      line(this.find(".texts"), text.body);
    }
    for (const call of calls) this.draw(call);
    this.find(".idle").hidden = [...this.calls.values()].some((call) => !call.over);
  }

  draw(call) {
    let shown = this.calls.get(call.sid);
    const over = OVER.includes(call.state);
    if (!shown) {
      shown = { over, heard: 0, box: null };
      this.calls.set(call.sid, shown);
      if (over || call.state === "queued") {
        shown.over = over;
        if (!over) this.calls.delete(call.sid);
        return;
      }
      shown.box = this.open(call);
    }
    if (!shown.box) return;
    const box = shown.box;
    const incoming = call.direction !== "inbound";
    const asked = incoming && (call.state === "ringing" || call.state === "initiated");
    const talking = call.bridged_with.length ? "Connected with somebody." : STATES[call.state];
    const state = asked ? `${call.shown || "Unknown"} is calling` : talking;
    if (box.querySelector(".state").textContent !== state) box.querySelector(".state").textContent = state;
    box.classList.toggle("ringing", asked);
    box.querySelector(".asked").hidden = !asked;
    for (const part of box.querySelectorAll(".talking")) part.hidden = call.state !== "in-progress";
    box.querySelector(".heard").hidden = asked;
    box.querySelector(".hang").hidden = asked || over;
    for (const item of call.heard.slice(shown.heard)) {
      line(box.querySelector(".heard"), item.kind === "play" ? `♪ ${item.text}` : item.text, item.kind === "say" || item.kind === "person" ? "" : "note");
    }
    shown.heard = call.heard.length;
    if (over && !shown.over) {
      // What was heard stays to be read until the next call begins.
      shown.over = true;
      if (!call.heard.length) box.querySelector(".heard").hidden = true;
      if (box.contains(document.activeElement)) {
        this.find(".idle").hidden = false;
        this.find(".dial").focus();
      }
    }
  }

  open(call) {
    for (const old of this.calls.values()) {
      if (old.over && old.box) { old.box.remove(); old.box = null; }
    }
    const box = $("call").content.firstElementChild.cloneNode(true);
    const act = (name, data) => attempt(() => ask(`calls/${call.sid}/${name}`, data || {}));
    box.setAttribute("aria-label", `Call of ${this.number}`);
    for (const key of "123456789*0#") {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = key;
      button.setAttribute("aria-label", { "*": "star", "#": "hash" }[key] || key);
      button.addEventListener("click", act("press", { keys: key }));
      box.querySelector(".keys").append(button);
    }
    const words = box.querySelector(".speak input");
    box.querySelector(".speak").addEventListener("submit", attempt(() => {
      const said = words.value;
      words.value = "";
      line(box.querySelector(".heard"), said, "mine");
      return ask(`calls/${call.sid}/say`, { words: said });
    }));
    box.querySelector(".answer").addEventListener("click", act("answer"));
    box.querySelector(".decline").addEventListener("click", act("decline"));
    box.querySelector(".hang").addEventListener("click", act("hang_up"));
    box.addEventListener("keydown", (event) => {
      if (event.target.tagName !== "INPUT" && /^[0-9*#]$/.test(event.key)) act("press", { keys: event.key })(event);
    });
    this.find(".calls").append(box);
    return box;
  }
}

async function pick(number) {
  if (phones.has(number)) return;
  const phone = new Phone(number);
  phones.set(number, phone);
  remember();
  await phone.refresh();
}

async function watch() {
  let revision = 0;
  for (;;) {
    try {
      await Promise.all([...phones.values()].map((phone) => phone.refresh()));
      revision = (await ask(`changes?since=${revision}&wait=20`)).revision;
      if ($("trouble").dataset.away) { say(""); delete $("trouble").dataset.away; }
    } catch (problem) {
      say("The carrier does not answer; trying again.");
      $("trouble").dataset.away = "yes";
      revision = 0;
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

$("add").addEventListener("submit", attempt(() => pick($("number").value.trim())));

attempt(async () => {
  const about = await ask("line");
  $("line").textContent = about.number;
  $("pace").textContent = about.pace === 1 ? "" : `Telephone time runs ${about.pace} times faster here.`;
  for (const number of JSON.parse(localStorage.getItem("phones") || '["+12025550123"]')) await pick(number);
  watch();
})(new Event("start"));
