// What the tab remembers over a reload: half-written texts, what was read, and what the reader switched on.

function stored(storage, name, otherwise) {
  try {
    return JSON.parse(storage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export const memory = {
  drafts: stored(sessionStorage, "drafts", {}),
  readAt: stored(sessionStorage, "readAt", {}),
  seen: stored(sessionStorage, "seen", { moved: false, coordinator: false }),
  selected: stored(sessionStorage, "selected", ""),
  movedAt: stored(sessionStorage, "movedAt", 0),
  sound: stored(localStorage, "sound", true),
  aloud: stored(localStorage, "aloud", false),
  glass: stored(sessionStorage, "glass", false),
};

const LASTING = ["sound", "aloud"];

export function remember(name, value) {
  memory[name] = value;
  try {
    (LASTING.includes(name) ? localStorage : sessionStorage).setItem(name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing for this page loses it with the tab: no reason to stop.
  }
}
