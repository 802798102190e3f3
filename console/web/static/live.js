// Asks for what has changed on this page, and puts it in place; then the keys. Nothing is asked while nobody looks.
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const byId = (id) => document.getElementById(id);
  let tag = live.dataset.tag, failed = 0, said = "", timer = 0;

  const put = (name, html) => {
    const block = byId("now-" + name), made = document.createElement("template");
    made.innerHTML = html;
    if (!block || made.innerHTML === block.innerHTML) return;
    const had = block.contains(document.activeElement) ? document.activeElement.id : "";
    block.innerHTML = html;
    if (had) (byId(had) || block).focus({ preventScroll: true });
  };

  const again = (wait) => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  };

  const ask = async () => {
    const began = performance.now();
    try {
      const answer = await fetch(live.dataset.live, { headers: { "If-None-Match": tag }, cache: "no-store" });
      if (answer.status === 401 || answer.status === 403) return location.reload();
      if (answer.status !== 304) {
        if (!answer.ok) throw new Error(String(answer.status));
        const now = await answer.json();
        for (const [name, html] of Object.entries(now.blocks)) put(name, html);
        document.title = now.title;
        if (now.said !== said) byId("said").textContent = said = now.said;
        tag = answer.headers.get("ETag");
      }
      failed = 0;
    } catch {
      failed += 1;
    }
    byId("stale").hidden = failed < 2;
    // A slow server is asked less often.
    const wait = 250 * Math.sqrt(performance.now() - began) - 1000;
    again(failed ? Math.min(30000, 2000 * failed) : Math.max(wait, 3000));
  };

  document.addEventListener("visibilitychange", () => again(0));
  again(2000);

  const help = byId("help");
  if (!help) return;
  const off = byId("use-keys");
  const saved = () => { try { return localStorage.getItem("keys"); } catch { return null; } };
  off.checked = saved() !== "off";
  off.addEventListener("change", () => { try { localStorage.setItem("keys", off.checked ? "on" : "off"); } catch { /* for now */ } });
  byId("keys").hidden = false;
  byId("keys").addEventListener("click", () => help.showModal());

  const step = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.indexOf(document.activeElement?.closest("[data-item]")?.querySelector("[data-row]"));
    rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => (document.activeElement?.closest("[data-item]")?.querySelector("[data-have]")
      || document.querySelector("[data-have]"))?.focus(),
    "/": () => byId("code").focus(),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (pressed) => {
    const typing = pressed.target.closest("input, select, textarea, dialog");
    if (typing || !off.checked || pressed.ctrlKey || pressed.metaKey || pressed.altKey || !keys[pressed.key]) return;
    pressed.preventDefault();
    keys[pressed.key]();
  });
})();
